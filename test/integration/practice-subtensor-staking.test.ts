import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "#main/practice/describe/index.ts";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { readSubnet } from "#main/practice/pallets/subtensor/market.ts";
import { positionOf } from "#main/practice/pallets/subtensor/positions.ts";
import {
  SubnetAlphaIn,
  SubnetTAO,
  SubtokenEnabled,
  TransferToggle,
} from "#main/practice/pallets/subtensor/storage/index.ts";
import { type Hex, toHex } from "#main/practice/scale/index.ts";
import { addStake } from "#src/staking/add-stake.ts";
import { buyLimitPriceRao, sellLimitPriceRao } from "#src/staking/limit-price.ts";
import { moveStake } from "#src/staking/move-stake.ts";
import { removeStake } from "#src/staking/remove-stake.ts";
import type { SubnetState } from "#src/staking/subnet-state.ts";
import { alphaWorthRao, spotPriceRao } from "#src/swap/pool.ts";
import { simulateBuy, simulateSell } from "#src/swap/simulate.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, dataOf, type Outcome, type PracticeUser } from "#test/support/practice-user.ts";

const τ = 1_000_000_000n;
const MIN = 2_000_000n;

let chain: PracticeChain;
let user: PracticeUser;
let alice: KeyringPair;
let bob: KeyringPair;
/** Validators' hotkeys: of the signals subnet and of the ordinary one. */
let signals: Hex;
let loom: Hex;

beforeAll(async () => {
  chain = await startPracticeChain({ firstBlocks: 4 });
  user = await connectUser(chain);
  alice = user.key("//Alice");
  bob = user.key("//Bob");
  signals = toHex((await practiceValidatorHotkey(8, 0)).publicKey);
  loom = toHex((await practiceValidatorHotkey(1, 0)).publicKey);
});

afterAll(async () => {
  await user.disconnect();
  await chain.stop();
});

const keyOf = (pair: KeyringPair): Hex => toHex(pair.publicKey);
const here = () => chain.node.readContext(chain.node.head().number);
const held = (hotkey: Hex, netuid: number, who = alice) => positionOf(here(), hotkey, keyOf(who), netuid);
const free = async (address: string): Promise<bigint> => {
  // biome-ignore lint/suspicious/noExplicitAny: storage of an unknown chain
  const account = (await user.api.query.system?.account?.(address)) as any;
  return account.data.free.toBigInt();
};
const send = (call: string, args: readonly unknown[], who = alice): Promise<Outcome> =>
  user.send(user.api.tx.subtensorModule?.[call]?.(...args) as never, who);

/** Sends and gives, beside the outcome, what `read` sees in the block right before the extrinsic. */
async function sendSeeing<T>(read: (ctx: Context) => T, call: string, args: readonly unknown[], who = alice) {
  let seen: { value: T } | undefined;
  chain.node.privileged((ctx) => {
    seen = { value: read(ctx) };
  });
  const outcome = await send(call, args, who);
  if (seen === undefined) throw new Error("nothing was seen");
  return { outcome, seen: seen.value };
}

const subnet = (netuid: number) => (ctx: Context) => readSubnet(ctx, netuid);

const addInput = (state: SubnetState, amountRao: bigint) => ({
  subnet: state,
  hotkeyExists: true,
  amountRao,
  expendableRao: 1_000n * τ,
  keepAliveRao: 1_000n * τ,
  minStakeRao: MIN,
});
const accepted = <T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result as Extract<T, { ok: true }>;
};

describe("add_stake", () => {
  it("does what the pure rule and the simulation say, to the rao", async () => {
    const before = await free(alice.address);
    const { outcome, seen } = await sendSeeing(subnet(8), "addStake", [signals, 8, 10n * τ]);
    const expected = accepted(addStake(addInput(seen, 10n * τ)));
    const simulated = simulateBuy(seen.market, 10n * τ);
    expect(dataOf(outcome, "subtensorModule.StakeAdded").slice(2)).toEqual([
      String(10n * τ),
      String(expected.alphaRao),
      "8",
      String(expected.feeRao),
    ]);
    expect([simulated.alphaAmount, simulated.taoFee]).toEqual([expected.alphaRao, expected.feeRao]);
    expect(held(signals, 8)).toBe(expected.alphaRao);
    expect(await free(alice.address)).toBe(before - 10n * τ - outcome.feeRao);
    const after = expected.marketAfter === "oneToOne" ? undefined : expected.marketAfter;
    expect([SubnetTAO.get(here(), 8), SubnetAlphaIn.get(here(), 8)]).toEqual([after?.taoRao, after?.alphaRao]);
  });

  it("is priced by weights where they are uneven", async () => {
    const { outcome, seen } = await sendSeeing(subnet(1), "addStake", [loom, 1, 5n * τ]);
    const expected = accepted(addStake(addInput(seen, 5n * τ)));
    expect(dataOf(outcome, "subtensorModule.StakeAdded")[3]).toBe(String(expected.alphaRao));
    const { taoRao, alphaRao } = seen.market === "oneToOne" ? { taoRao: 0n, alphaRao: 1n } : seen.market;
    expect(spotPriceRao(seen.market)).not.toBe((taoRao * τ) / alphaRao);
  });

  it("stops at the limit, all or nothing or in part", async () => {
    const limit = buyLimitPriceRao(readSubnet(here(), 8).market, 5_000);
    const whole = await send("addStakeLimit", [signals, 8, 500n * τ, limit, false]);
    expect(whole.error).toBe("subtensorModule.SlippageTooHigh");
    const before = held(signals, 8);
    const { outcome, seen } = await sendSeeing(subnet(8), "addStakeLimit", [signals, 8, 500n * τ, limit, true]);
    const input = addInput(seen, 500n * τ);
    const expected = accepted(addStake({ ...input, limit: { priceRao: limit, allowPartial: true } }));
    expect(expected.complete).toBe(false);
    expect(dataOf(outcome, "subtensorModule.StakeAdded")[2]).toBe(String(expected.spentRao));
    expect(held(signals, 8) - before).toBe(expected.alphaRao);
    const crossed = await send("addStakeLimit", [signals, 8, τ, limit / 2n, true]);
    expect(crossed.error).toBe("swap.PriceLimitExceeded");
  });

  it("stakes on root one to one", async () => {
    const outcome = await send("addStake", [signals, 0, 2n * τ]);
    expect(dataOf(outcome, "subtensorModule.StakeAdded").slice(2)).toEqual([String(2n * τ), String(2n * τ), "0", "0"]);
    expect(held(signals, 0)).toBe(2n * τ);
  });

  it("names its refusals", async () => {
    expect((await send("addStake", [signals, 8, 2_001_006n])).error).toBe("subtensorModule.AmountTooLow");
    expect((await send("addStake", [keyOf(user.key("//unknown")), 8, τ])).error).toBe(
      "subtensorModule.HotKeyAccountNotExists",
    );
    expect((await send("addStake", [signals, 77, τ])).error).toBe("subtensorModule.SubnetNotExists");
    expect((await send("addStake", [signals, 8, 10n ** 17n])).error).toBe("subtensorModule.InsufficientLiquidity");
    expect((await send("addStake", [signals, 8, 20_000n * τ])).error).toBe("subtensorModule.NotEnoughBalanceToStake");
    chain.node.privileged((ctx) => SubtokenEnabled.put(ctx, 3, false));
    expect((await send("addStake", [signals, 3, τ])).error).toBe("subtensorModule.SubtokenDisabled");
    chain.node.privileged((ctx) => SubtokenEnabled.put(ctx, 3, true));
  });
});

describe("remove_stake", () => {
  it("does what the pure rule and the simulation say, to the rao", async () => {
    const before = await free(alice.address);
    const position = held(signals, 8);
    const { outcome, seen } = await sendSeeing(subnet(8), "removeStake", [signals, 8, 100n * τ]);
    const input = { subnet: seen, hotkeyExists: true, positionAlphaRao: position, minStakeRao: MIN };
    const expected = accepted(removeStake({ ...input, alphaRao: 100n * τ }));
    const simulated = simulateSell(seen.market, 100n * τ);
    expect(dataOf(outcome, "subtensorModule.StakeRemoved").slice(2)).toEqual([
      String(expected.taoRao),
      String(expected.soldAlphaRao),
      "8",
      String(expected.feeAlphaRao),
    ]);
    expect([simulated.taoAmount, simulated.alphaFee]).toEqual([expected.taoRao, expected.feeAlphaRao]);
    expect(held(signals, 8)).toBe(position - 100n * τ);
    expect(await free(alice.address)).toBe(before + expected.taoRao - outcome.feeRao);
    const after = expected.marketAfter === "oneToOne" ? undefined : expected.marketAfter;
    expect([SubnetTAO.get(here(), 8), SubnetAlphaIn.get(here(), 8)]).toEqual([after?.taoRao, after?.alphaRao]);
  });

  it("keeps what a limit leaves unsold", async () => {
    await send("addStake", [signals, 8, 400n * τ]);
    const position = held(signals, 8);
    const limit = sellLimitPriceRao(readSubnet(here(), 8).market, 5_000);
    const args = [signals, 8, position, limit, true];
    const { outcome, seen } = await sendSeeing(subnet(8), "removeStakeLimit", args);
    const expected = accepted(
      removeStake({
        subnet: seen,
        hotkeyExists: true,
        alphaRao: position,
        positionAlphaRao: position,
        minStakeRao: MIN,
        limit: { priceRao: limit, allowPartial: true },
      }),
    );
    expect(dataOf(outcome, "subtensorModule.StakeRemoved")[2]).toBe(String(expected.taoRao));
    expect(held(signals, 8)).toBe(position - expected.soldAlphaRao - expected.feeAlphaRao);
    const more = await send("removeStakeLimit", [signals, 8, position * 2n, 1_000_000n, false]);
    expect(more.error).toBe("subtensorModule.NotEnoughStakeToWithdraw");
  });

  it("sweeps what a nominator may not keep", async () => {
    await send("addStake", [loom, 1, τ]);
    const position = held(loom, 1);
    const outcome = await send("removeStake", [loom, 1, position - 100_000_000n]);
    expect(outcome.error).toBeNull();
    expect(outcome.events.filter((event) => event.name === "subtensorModule.StakeRemoved")).toHaveLength(2);
    expect(held(loom, 1)).toBe(0n);
  });

  it("sells a whole position, and everything behind a hotkey", async () => {
    expect((await send("removeStakeFullLimit", [signals, 8, null])).error).toBeNull();
    expect(held(signals, 8)).toBe(0n);
    await send("addStake", [signals, 8, τ]);
    await send("addStake", [signals, 1, τ]);
    const outcome = await send("unstakeAll", [signals]);
    expect(outcome.error).toBeNull();
    expect([held(signals, 8), held(signals, 1), held(signals, 0)]).toEqual([0n, 0n, 0n]);
    expect((await send("unstakeAll", [signals])).error).toBe("subtensorModule.AmountTooLow");
  });
});

describe("moving stake", () => {
  const moveInput = (from: ReturnType<typeof readSubnet>, to: ReturnType<typeof readSubnet>) => ({
    origin: from,
    destination: to,
    originHotkeyExists: true,
    destinationHotkeyExists: true,
    isTransfer: false,
    destinationShortfallRao: 0n,
    minStakeRao: MIN,
  });
  const both = (ctx: Context) => [readSubnet(ctx, 8), readSubnet(ctx, 1)] as const;

  it("swaps to another subnet with one fee", async () => {
    await send("addStake", [signals, 8, 20n * τ]);
    const position = held(signals, 8);
    const { outcome, seen } = await sendSeeing(both, "swapStake", [signals, 8, 1, 200n * τ]);
    const expected = accepted(
      moveStake({ ...moveInput(...seen), samePosition: true, alphaRao: 200n * τ, positionAlphaRao: position }),
    );
    if (expected.kind !== "across" || expected.purchase === null) throw new Error("a purchase was expected");
    expect(dataOf(outcome, "subtensorModule.StakeSwapped").slice(2)).toEqual(["8", "1", String(expected.sale.taoRao)]);
    expect(dataOf(outcome, "subtensorModule.StakeRemoved")[5]).toBe(String(expected.sale.feeAlphaRao));
    expect(dataOf(outcome, "subtensorModule.StakeAdded")[5]).toBe("0");
    expect(held(signals, 1)).toBe(expected.purchase.alphaRao);
    const again = await send("swapStake", [signals, 1, 1, τ]);
    expect(again.error).toBe("subtensorModule.SameNetuid");
  });

  it("swaps under a limit, or not at all", async () => {
    await send("addStake", [signals, 8, 100n * τ]);
    const [origin, destination] = both(here() as Context);
    const rate = (spotPriceRao(origin.market) * τ) / spotPriceRao(destination.market);
    const tight = [signals, 8, 1, 2_000n * τ, (rate * 1_010n) / 1_000n, false];
    expect((await send("swapStakeLimit", tight)).error).toBe("subtensorModule.SlippageTooHigh");
    const loose = [signals, 8, 1, 100n * τ, (rate * 950n) / 1_000n, false];
    expect((await send("swapStakeLimit", loose)).error).toBeNull();
  });

  it("turns all alpha behind a hotkey into root stake", async () => {
    await send("addStake", [loom, 3, τ]);
    const outcome = await send("unstakeAllAlpha", [loom]);
    expect(outcome.error).toBeNull();
    expect(held(loom, 3)).toBe(0n);
    expect(held(loom, 0)).toBe(BigInt(dataOf(outcome, "subtensorModule.StakeRemoved")[2] ?? 0));
    await send("unstakeAll", [loom]);
  });

  it("moves to another hotkey of the same subnet without touching the pool", async () => {
    const position = held(signals, 8);
    const { outcome, seen } = await sendSeeing(subnet(8), "moveStake", [signals, loom, 8, 8, position]);
    expect(outcome.error).toBeNull();
    expect([held(signals, 8), held(loom, 8)]).toEqual([0n, position]);
    const before = seen.market === "oneToOne" ? undefined : seen.market;
    expect([SubnetTAO.get(here(), 8), SubnetAlphaIn.get(here(), 8)]).toEqual([before?.taoRao, before?.alphaRao]);
    expect(dataOf(outcome, "subtensorModule.StakeMoved")[5]).toBe(String(alphaWorthRao(seen.market, position)));
  });

  it("gives stake to another coldkey, unless the subnet forbids it", async () => {
    const position = held(loom, 8);
    const args = [bob.address, loom, 8, 8, position / 2n];
    expect((await send("transferStake", args)).error).toBeNull();
    expect(held(loom, 8, bob)).toBe(position / 2n);
    chain.node.privileged((ctx) => TransferToggle.put(ctx, 8, false));
    expect((await send("transferStake", args)).error).toBe("subtensorModule.TransferDisallowed");
    chain.node.privileged((ctx) => TransferToggle.put(ctx, 8, true));
  });

  it("carries stake across subnets to a coldkey that never had anything", async () => {
    const fresh = user.key("//fresh");
    const outcome = await send("transferStake", [fresh.address, loom, 8, 1, held(loom, 8)]);
    expect(outcome.error).toBeNull();
    expect(await free(fresh.address)).toBe(500n);
    expect(held(loom, 1, fresh)).toBe(BigInt(dataOf(outcome, "subtensorModule.StakeAdded")[3] ?? 0));
  });
});

describe("the APIs", () => {
  it("tell positions, availability and the same simulation as the pure rule", async () => {
    const stakes = await user.api.call.stakeInfoRuntimeApi?.getStakeInfoForColdkey?.(bob.address);
    expect(stakes?.toJSON()).toMatchObject([{ netuid: 8, coldkey: bob.address, locked: 0, isRegistered: false }]);
    const coldkeys = [bob.address];
    const available = await user.api.call.stakeInfoRuntimeApi?.getStakeAvailabilityForColdkeys?.(coldkeys, null);
    const total = Number(held(loom, 8, bob));
    expect(available?.toJSON()).toEqual({ [bob.address]: { 8: { total, locked: 0, available: total } } });

    const sold = await user.api.call.swapRuntimeApi?.simSwapAlphaForTao?.(1, 50n * τ);
    const expected = simulateSell(readSubnet(here(), 1).market, 50n * τ);
    expect(sold?.toJSON()).toEqual({
      taoAmount: Number(expected.taoAmount),
      alphaAmount: Number(expected.alphaAmount),
      taoFee: 0,
      alphaFee: Number(expected.alphaFee),
      taoSlippage: Number(expected.taoSlippage),
      alphaSlippage: 0,
    });
    const unknown = await user.api.call.swapRuntimeApi?.simSwapAlphaForTao?.(99, τ);
    expect(Object.values(unknown?.toJSON() as object)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("what the node asks for a call", () => {
  it.each([
    ["addStakeLimit", 1_626_502n, (s: Hex) => [s, 8, τ, 10n * τ, false]],
    ["removeStake", 1_284_599n, (s: Hex) => [s, 8, τ]],
    ["registerLimit", 2_764_600n, (s: Hex) => [8, s, τ]],
  ])("has the live weight part for %s", async (call, weightRao, args) => {
    const tx = user.api.tx.subtensorModule?.[call]?.(...args(signals)) as never as {
      paymentInfo(who: string): Promise<{ partialFee: { toBigInt(): bigint } }>;
      signAsync(who: KeyringPair, options: object): Promise<{ encodedLength: number }>;
    };
    const asked = (await tx.paymentInfo(alice.address)).partialFee.toBigInt();
    const signed = await tx.signAsync(alice, { era: 0 });
    const rest = asked - 54_078n - weightRao - 71_292n;
    expect(rest - BigInt(signed.encodedLength) <= 2n && BigInt(signed.encodedLength) - rest <= 2n).toBe(true);
  });
});
