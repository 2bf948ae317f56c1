import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { AppError } from "#src/app-error.ts";
import type { FeeView } from "#src/contract/transactions.ts";
import { sampleExtrinsic } from "./extrinsic.ts";
import { nextNonce } from "./prepare.ts";
import { readFee } from "./read-fee.ts";
import type { TransactionRecords } from "./records.ts";

/** Any life does: a mortal era takes two bytes, whatever it says. */
const PERIOD_BLOCKS = 64;

/** Prices calls for an address alone, no key at hand. */
export interface FeeQuotes {
  /**
   * The node's fee for this call, signed by this address next, in the block given. Every request goes out at once: the account's
   * number, of which only the encoded length matters, is guessed from the last time and asked for again where that was wrong.
   */
  of(live: Live, at: Pick<Head, "number" | "hash">, address: string, callHex: string): Promise<FeeView>;
}

export function createFeeQuotes(records: TransactionRecords): FeeQuotes {
  const nonces = new Map<string, number>();

  return {
    async of(live, at, address, callHex) {
      const ask = (nonce: number): Promise<FeeView> => {
        const frame = {
          address,
          callHex,
          nonce,
          periodBlocks: PERIOD_BLOCKS,
          birthBlock: at.number,
          birthHash: at.hash,
          genesisHash: live.identity.genesisHash,
          specVersion: live.identity.specVersion,
          transactionVersion: live.api.runtimeVersion.transactionVersion.toNumber(),
        };
        return readFee(live, sampleExtrinsic(live.api, frame), address, at);
      };
      const key = `${live.identity.genesisHash} ${address}`;
      const guess = nonces.get(key) ?? 0;
      const [nonce, fee] = await Promise.all([nextNonce(live, records, address), ask(guess)]);
      nonces.set(key, nonce);
      return compactLength(nonce) === compactLength(guess) ? fee : ask(nonce);
    },
  };
}

/** Bytes of a whole number in SCALE's compact form, below 2³⁰. */
const compactLength = (value: number): number => (value < 64 ? 1 : value < 16_384 ? 2 : 4);

/** The best block, to which all answers of a quote belong. Error: `NETWORK_OFFLINE`. */
export function quoteBlock(chain: Chain): { live: Live; at: Head } {
  const live = chain.live();
  const at = chain.head();
  if (at) return { live, at };
  throw new AppError("NETWORK_OFFLINE", "No block of this network has been seen yet.", {
    hint: "Wait a moment and try again.",
  });
}
