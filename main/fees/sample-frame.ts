import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { type Frame, sampleExtrinsic } from "#main/transactions/extrinsic.ts";
import { toAccount } from "#main/wallet/account.ts";
import { eraPeriodBlocks } from "#src/transactions/era-period.ts";

/** Everything around the call, as a transaction of this signer would have it now; only the signature is made up. */
export async function readFrame(chain: Chain, address: string): Promise<Omit<Frame, "callHex">> {
  const { api, identity, rpc } = chain.live();
  const [[account], birthHash] = await Promise.all([
    chain.read([[storageItem(api, "System", "Account"), address]]),
    chain.finalized()?.hash ?? rpc.send<string>("chain_getFinalizedHead"),
  ]);
  const status = chain.status();
  return {
    address,
    nonce: toAccount(account).nonce,
    periodBlocks: eraPeriodBlocks(likelyBlockTimeMs(status.blockTimeMs, chain.isPractice())),
    birthBlock: chain.finalized()?.number ?? status.block ?? 0,
    birthHash,
    genesisHash: identity.genesisHash,
    specVersion: identity.specVersion,
    transactionVersion: api.runtimeVersion.transactionVersion.toNumber(),
  };
}

/** The bytes of a call as this frame would send them. */
export const sampleBytes = (chain: Chain, frame: Omit<Frame, "callHex">, callHex: string): Uint8Array =>
  sampleExtrinsic(chain.api(), { ...frame, callHex });
