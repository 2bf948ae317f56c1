import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { changeStake } from "#main/practice/pallets/subtensor/positions.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { PlainOrder } from "#src/contract/basket.ts";
import { rebalancePlan, splitPlan, sweepPlan, targetPlan } from "#src/contract/planning.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const ONE = 3;
const TWO = 8;

describe("the planners on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;
  const hotkeys = new Map<number, string>();

  const account = (address: string) => toHex(decodeAddress(address).accountId);
  const freeOf = (address: string): bigint =>
    currency.free(practice.node.readContext(practice.node.head().number), account(address));
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  /** Puts stake into a position without a trade, so that pools stay as they are. */
  const give = (netuid: number, alphaRao: bigint, hotkey = hotkeys.get(netuid) ?? ""): void =>
    practice.act((ctx) => changeStake(ctx, account(hotkey), account(wallet.address), netuid, alphaRao));
  async function settle(planId: string): Promise<TransactionView> {
    const sent = await room.transactions.submit(planId, PASSWORD, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    const view = await settled;
    await inStep();
    expect(view).toMatchObject({ state: "finalized", error: null });
    return view;
  }
  /** Orders as the person would send them: one alone, several as a batch. */
  async function carryOut(orders: readonly PlainOrder[]): Promise<TransactionView> {
    const [first] = orders;
    if (orders.length === 1 && first?.kind === "staking") {
      const { protect, tolerancePpm, allowPartial, order } = first;
      const guard = { protect, tolerancePpm, allowPartial, limitPriceRao: null };
      return settle((await room.staking.prepare({ walletId: wallet.walletId, order, guard })).planId);
    }
    room.basket.addOrders(wallet.walletId, orders);
    return settle((await room.basket.prepare("all")).planId);
  }
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: expect.any(String), hint: expect.stringMatching(/.+/) });
    return error as { code: string; details: Record<string, string> };
  };
  /** Emission moves reserves a little between quote and block: within 200 parts in a million. */
  function near(actual: bigint, expected: bigint): void {
    const off = actual > expected ? actual - expected : expected - actual;
    expect({ actual, expected, fits: off * 1_000_000n <= expected * 200n }).toMatchObject({ fits: true });
  }

  beforeAll(async () => {
    practice = await startPracticeChain({ firstBlocks: 20 });
    room = await openChainRoom({ url: practice.url });
    for (const netuid of [0, ONE, TWO]) {
      hotkeys.set(netuid, encodeAddress((await practiceValidatorHotkey(netuid === 0 ? TWO : netuid, 0)).publicKey));
    }
    await room.chain.whenOnline(10_000);
  });
  beforeEach(async () => {
    const name = `wallet ${Math.random().toString(36).slice(2, 8)}`;
    wallet = await makeWallet(room.keys, name, "default");
    practice.fund(wallet.address, TAO);
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("unstakes to a target: after all fees exactly that arrives", async () => {
    give(ONE, 4_000n * TAO);
    give(TWO, 3_000n * TAO);
    await inStep();
    const targetRao = 20n * TAO;
    const plan = targetPlan.parse(
      await room.planning.target({ walletId: wallet.walletId, targetRao: targetRao.toString(), tolerancePpm: 50_000 }),
    );
    expect(plan).toMatchObject({ arrivesRao: targetRao.toString(), excessRao: "0" });
    expect(plan.sales.length).toBe(2);
    const quoted = BigInt(plan.quote?.receivesExpectedRao ?? 0) - BigInt(plan.quote?.fee?.totalRao ?? 0);
    expect(quoted).toBe(targetRao);
    expect(plan.quote?.fee?.totalRao).toBe(plan.feeRao);
    const before = freeOf(wallet.address);
    const done = await carryOut(plan.orders);
    expect(done.paid?.feeRao).toBe(plan.feeRao);
    near(freeOf(wallet.address) - before, targetRao);
    const left = await room.staking.positions([wallet.address]);
    for (const sale of plan.sales) {
      const now = left.find(({ netuid }) => netuid === sale.netuid);
      near(BigInt(now?.alphaRao ?? 0), BigInt(sale.leftAlphaRao));
    }
  });

  it("sells from one place where another sale's fee is not worth it, and alone", async () => {
    give(ONE, 100n * TAO);
    give(TWO, 100n * TAO);
    await inStep();
    const plan = await room.planning.target({
      walletId: wallet.walletId,
      targetRao: (TAO / 10n).toString(),
      tolerancePpm: 5_000,
    });
    expect(plan.sales).toHaveLength(1);
    expect(plan.quote?.items[0]?.feeAloneRao).toBe(plan.feeRao);
    const before = freeOf(wallet.address);
    await carryOut(plan.orders);
    near(freeOf(wallet.address) - before, TAO / 10n);
  });

  it("says what can be reached where the target cannot, and refuses where nothing is staked", async () => {
    const wish = { walletId: wallet.walletId, targetRao: (50n * TAO).toString(), tolerancePpm: 5_000 };
    expect((await refusal(room.planning.target(wish))).code).toBe("PLANNING_NOTHING_STAKED");
    give(ONE, 100n * TAO);
    await inStep();
    const { code, details } = await refusal(room.planning.target(wish));
    expect(code).toBe("PLANNING_TARGET_UNREACHABLE");
    const reachable = await room.planning.target({ ...wish, targetRao: details.mostRao ?? "" });
    expect(reachable.arrivesRao).toBe(details.mostRao);
    expect(reachable.sales[0]?.all).toBe(true);
  });

  it("sweeps the dust that pays for itself, and says why the rest stays", async () => {
    const second = encodeAddress((await practiceValidatorHotkey(TWO, 1)).publicKey);
    give(ONE, TAO);
    give(TWO, TAO);
    give(TWO, 2n * TAO, second);
    give(ONE, TAO / 100n, second);
    give(ONE, 3_000n * TAO, encodeAddress((await practiceValidatorHotkey(ONE, 1)).publicKey));
    await inStep();
    const plan = sweepPlan.parse(
      await room.planning.sweep({ walletId: wallet.walletId, belowRao: (TAO / 2n).toString(), tolerancePpm: 5_000 }),
    );
    expect(plan.sales.map(({ netuid, all }) => [netuid, all])).toHaveLength(3);
    expect(plan.kept.map(({ reason }) => reason.slice(0, 20)).sort()).toEqual([
      "It brings less than ",
      "It brings more than ",
    ]);
    expect(BigInt(plan.netRao)).toBe(BigInt(plan.proceedsRao) - BigInt(plan.feeRao));
    expect(BigInt(plan.netRao)).toBeGreaterThan(BigInt(plan.singlesNetRao));
    const before = freeOf(wallet.address);
    const done = await carryOut(plan.orders);
    expect(done.paid?.feeRao).toBe(plan.feeRao);
    near(freeOf(wallet.address) - before, BigInt(plan.netRao));
    const left = await room.staking.positions([wallet.address]);
    expect(left).toHaveLength(plan.kept.length);
    const nothing = await room.planning.sweep({
      walletId: wallet.walletId,
      belowRao: "1000000",
      tolerancePpm: 5_000,
    });
    expect(nothing).toMatchObject({ sales: [], orders: [], quote: null, netRao: "0" });
  });

  it("cuts an order too large for the tolerance into parts that each fit, and the chain takes every one", async () => {
    practice.fund(wallet.address, 2_000n * TAO);
    await inStep();
    const hotkey = hotkeys.get(TWO) ?? "";
    const wish = { walletId: wallet.walletId, side: "buy" as const, netuid: TWO, hotkey, recoveryPpm: 0 };
    const largest = BigInt(
      (await room.planning.split({ ...wish, amountRao: TAO.toString(), tolerancePpm: 5_000 })).largestRao ?? 0,
    );
    const amountRao = (largest * 5n) / 2n;
    const plan = splitPlan.parse(
      await room.planning.split({ ...wish, amountRao: amountRao.toString(), tolerancePpm: 5_000 }),
    );
    expect(plan.once.fits).toBe(false);
    expect(plan.parts).toHaveLength(3);
    expect(plan.parts.reduce((sum, { inRao }) => sum + BigInt(inRao), 0n)).toBe(amountRao);
    expect(BigInt(plan.gainRao)).toBeLessThan(0n);
    expect(plan.bestCount).toBe(1);
    const inBatch = plan.quote?.items.reduce((sum, { receives }) => sum + BigInt(receives?.alphaRao ?? 0), 0n);
    expect(inBatch).toBe(BigInt(plan.outRao));
    const done = await carryOut(plan.orders);
    const got = done.items?.reduce((sum, { received }) => sum + BigInt(received?.alphaRao ?? 0), 0n) ?? 0n;
    near(got, BigInt(plan.outRao));
    const back = await room.planning.split({
      ...wish,
      amountRao: amountRao.toString(),
      tolerancePpm: 5_000,
      recoveryPpm: 900_000,
      parts: 5,
    });
    expect(BigInt(back.gainRao)).toBeGreaterThan(0n);
    expect(back.breakEven[0]?.recoveryPpm).toBeGreaterThan(0);
  });

  it("rebalances to weights, with one fee or two for each move, and lands on them", async () => {
    give(ONE, 2_000n * TAO);
    give(TWO, 200n * TAO, hotkeys.get(TWO));
    await inStep();
    const plan = rebalancePlan.parse(
      await room.planning.rebalance({
        walletId: wallet.walletId,
        weights: [
          { netuid: ONE, weightPpm: 300_000 },
          { netuid: TWO, weightPpm: 500_000 },
          { netuid: 0, weightPpm: 200_000, hotkey: hotkeys.get(0) },
        ],
        tolerancePpm: 50_000,
      }),
    );
    expect(plan.legs.length).toBeGreaterThan(0);
    for (const leg of plan.legs) {
      expect(leg.ways.map(({ way }) => way)).toEqual(["one", "two"]);
      const [one, two] = leg.ways;
      expect(BigInt(two?.networkFeeRao ?? 0)).toBeGreaterThan(BigInt(one?.networkFeeRao ?? 0));
      expect(one?.problem ?? two?.problem).toBeNull();
      expect(leg.chosen).not.toBeNull();
    }
    for (const { wantedPpm, afterPpm } of plan.shares) expect(Math.abs(wantedPpm - afterPpm)).toBeLessThan(10_000);
    expect(plan.quote?.items.every(({ error }) => error === null)).toBe(true);
    await carryOut(plan.orders);
    const worth = new Map<number, bigint>();
    for (const { netuid, worthRao } of await room.staking.positions([wallet.address])) {
      worth.set(netuid, (worth.get(netuid) ?? 0n) + BigInt(worthRao));
    }
    const total = [...worth.values()].reduce((sum, rao) => sum + rao, 0n);
    for (const { netuid, afterPpm } of plan.shares) {
      expect(Math.abs(Number(((worth.get(netuid) ?? 0n) * 1_000_000n) / total) - afterPpm)).toBeLessThan(1_000);
    }
  });

  it("refuses weights that are none, and a subnet without a hotkey", async () => {
    give(ONE, 100n * TAO);
    await inStep();
    const weights = (...parts: [number, number][]) =>
      room.planning.rebalance({
        walletId: wallet.walletId,
        weights: parts.map(([netuid, weightPpm]) => ({ netuid, weightPpm })),
        tolerancePpm: 5_000,
      });
    expect((await refusal(weights([ONE, 400_000], [TWO, 400_000]))).code).toBe("PLANNING_WEIGHTS_SUM");
    expect((await refusal(weights([ONE, 400_000], [ONE, 600_000]))).code).toBe("PLANNING_SUBNET_TWICE");
    expect((await refusal(weights([ONE, 400_000], [TWO, 600_000]))).code).toBe("PLANNING_HOTKEY_NEEDED");
  });
});
