import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { readMarket } from "#main/practice/pallets/subtensor/market.ts";
import { changeStake, positionOf } from "#main/practice/pallets/subtensor/positions.ts";
import { SubnetAlphaOut } from "#main/practice/pallets/subtensor/storage/index.ts";
import { type Hex, toHex } from "#main/practice/scale/index.ts";
import { taoWorthAlphaRao } from "#src/swap/pool.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, dataOf, type PracticeUser } from "#test/support/practice-user.ts";

const NETUID = 8;
const α = 1_000_000_000n;

let chain: PracticeChain;
let user: PracticeUser;
let holder: KeyringPair;
let hotkey: Hex;

beforeAll(async () => {
  chain = await startPracticeChain({ firstBlocks: 4 });
  user = await connectUser(chain);
  holder = user.key("//holder");
  hotkey = toHex((await practiceValidatorHotkey(NETUID, 0)).publicKey);
  chain.fund(holder.address, 600n);
  chain.node.privileged((ctx) => {
    changeStake(ctx, hotkey, toHex(holder.publicKey), NETUID, 100n * α);
    SubnetAlphaOut.mutate(ctx, NETUID, (alpha) => alpha + 100n * α);
  });
  chain.seal();
});

afterAll(async () => {
  await user.disconnect();
  await chain.stop();
});

const held = (): bigint =>
  positionOf(chain.node.readContext(chain.node.head().number), hotkey, toHex(holder.publicKey), NETUID);
const call = (name: string, ...args: unknown[]) => user.api.tx.subtensorModule?.[name]?.(...args) as never;

describe("fees in alpha, where there is no TAO to pay with", () => {
  it("lets a holder without TAO sell, and takes the fee from the position named", async () => {
    const before = held();
    let perMillionRao = 0n;
    const sale = call("removeStake", hotkey, NETUID, 50n * α);
    chain.node.privileged((ctx) => {
      perMillionRao = taoWorthAlphaRao(readMarket(ctx, NETUID), 1_000_000n);
    });
    const outcome = await user.send(sale, holder);
    expect(outcome.error).toBeNull();
    const [who, netuid, alphaFee, taoAmount] = dataOf(outcome, "subtensorModule.TransactionFeePaidWithAlpha");
    expect([who, netuid]).toEqual([holder.address, String(NETUID)]);
    expect(BigInt(alphaFee ?? 0)).toBe((perMillionRao * outcome.feeRao) / 1_000_000n);
    expect(outcome.feeRao - BigInt(taoAmount ?? 0)).toBeLessThan(100n);
    expect(held()).toBe(before - 50n * α - BigInt(alphaFee ?? 0));
  });

  it("refuses other calls, batches among them, as unpayable", async () => {
    // What the sale brought is given away again.
    // biome-ignore lint/suspicious/noExplicitAny: storage of an unknown chain
    const account = (await user.api.query.system?.account?.(holder.address)) as any;
    const surplusRao = account.data.free.toBigInt() - 600n;
    chain.node.privileged((ctx) => currency.burn(ctx, toHex(holder.publicKey), surplusRao, "keepAlive"));
    chain.seal();
    await expect(user.send(call("addStake", hotkey, NETUID, α), holder)).rejects.toThrow("Inability to pay some fees");
    const batch = user.api.tx.utility?.batchAll?.([call("removeStake", hotkey, NETUID, α)]) as never;
    await expect(user.send(batch, holder)).rejects.toThrow("Inability to pay some fees");
  });
});
