import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { changeStake } from "#main/practice/pallets/subtensor/positions.ts";
import { NominatorMinRequiredStake, SubtokenEnabled } from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/index.ts";
import type { Guard } from "#main/staking/quote-context.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import { quoteView } from "#src/contract/quote.ts";
import type { StakingOrder } from "#src/contract/staking.ts";
import { planView, type TransactionView, transactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;
const OTHER = 3;
const STRANGER = encodeAddress(new Uint8Array(32).fill(9));
/** Emission between quote and inclusion moves reserves a little, the price hardly. */
const CLOSE_PPM = 200n;

const guard = (change: Partial<Guard> = {}): Guard => ({
  protect: true,
  tolerancePpm: 5_000,
  allowPartial: false,
  limitPriceRao: null,
  ...change,
});

describe("staking on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;
  let hotkey: string;
  let otherHotkey: string;

  const publicKey = (address: string) => toHex(decodeAddress(address).accountId);
  const freeOf = (address: string): bigint =>
    currency.free(practice.node.readContext(practice.node.head().number), publicKey(address));
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const quote = (order: StakingOrder, change: Partial<Guard> = {}, coldkey = wallet.address): Promise<QuoteView> =>
    room.staking.quote({ coldkey, order, guard: guard(change), curvePoints: 0 });

  async function settle(transactionId: string): Promise<TransactionView> {
    const settled = room.transactions.wait(transactionId, "finalized", 30_000);
    practice.seal(3);
    const view = await settled;
    await inStep();
    return view;
  }
  /** Quotes, prepares, signs and waits; gives what was quoted and what happened. */
  async function carryOut(order: StakingOrder, change: Partial<Guard> = {}) {
    const quoted = await quote(order, change);
    quoteView.parse(quoted);
    const plan = await room.staking.prepare({ walletId: wallet.walletId, order, guard: guard(change) });
    planView.parse(plan);
    expect(plan.fee.totalRao).toBe(quoted.fee.totalRao);
    expect(plan.call.method).toBe(quoted.call.method);
    const freeBefore = freeOf(wallet.address);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const done = await settle(sent.transactionId);
    transactionView.parse(done);
    expect(done).toMatchObject({ state: "finalized", error: null });
    expect(done.paid?.feeRao).toBe(quoted.fee.totalRao);
    return { quoted, done, freeBefore, freeAfter: freeOf(wallet.address) };
  }
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: expect.any(String), hint: expect.stringMatching(/.+/) });
    return error as { code: string; hint: string; field?: string; details: Record<string, string> };
  };
  function close(actual: string | undefined, expected: string | undefined): void {
    const [a, b] = [BigInt(actual ?? -1), BigInt(expected ?? -2)];
    const off = a > b ? a - b : b - a;
    expect({ actual: a, expected: b, fits: off * 1_000_000n <= b * CLOSE_PPM }).toMatchObject({ fits: true });
  }

  beforeAll(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    wallet = await makeWallet(room.keys, "main", "default");
    practice.fund(wallet.address, 200n * TAO);
    hotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 0)).publicKey);
    otherHotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 1)).publicKey);
    await room.chain.whenOnline(10_000);
    practice.seal();
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("stakes under a limit: the fee to the rao, the alpha as the event tells", async () => {
    const order = { operation: "stake", netuid: NETUID, hotkey, amountRao: (5n * TAO).toString() } as const;
    const { quoted, done, freeBefore, freeAfter } = await carryOut(order);
    expect(quoted.call.method).toBe("add_stake_limit");
    expect(freeBefore - freeAfter).toBe(5n * TAO + BigInt(quoted.fee.totalRao));
    expect(quoted.balanceAfterRao).toBe(freeAfter.toString());
    close(done.paid?.received?.alphaRao, quoted.swap?.expectedAlphaRao);
    expect(done.paid?.received?.swapFeeRao).toBe(quoted.swap?.feeRao);
    expect(BigInt(done.paid?.received?.alphaRao ?? 0)).toBeGreaterThanOrEqual(BigInt(quoted.swap?.worstAlphaRao ?? 0));
    const { swap } = quoted;
    expect(BigInt(swap?.priceAfterRaoPerAlpha ?? 0)).toBeGreaterThan(BigInt(swap?.priceRaoPerAlpha ?? 0));
    expect(BigInt(swap?.limitPriceRaoPerAlpha ?? 0)).toBe((BigInt(swap?.priceRaoPerAlpha ?? 0) * 1005n) / 1000n);
  });

  it("unstakes a part, and then the rest, with the TAO that was quoted", async () => {
    const held = (await room.staking.positions([])).find((position) => position.hotkey === hotkey);
    const half = (BigInt(held?.alphaRao ?? 0) / 2n).toString();
    const part = await carryOut({ operation: "unstake", netuid: NETUID, hotkey, alphaRao: half });
    expect(part.quoted.call.method).toBe("remove_stake_limit");
    close(part.done.paid?.received?.rao, part.quoted.swap?.expectedRao);
    expect(part.freeAfter - part.freeBefore + BigInt(part.quoted.fee.totalRao)).toBe(
      BigInt(part.done.paid?.received?.rao ?? 0),
    );
    const all = await carryOut({ operation: "unstake", netuid: NETUID, hotkey, alphaRao: null });
    expect(all.quoted.call.method).toBe("remove_stake_full_limit");
    close(all.done.paid?.received?.rao, all.quoted.swap?.expectedRao);
    expect(await room.staking.positions([])).toEqual([]);
  });

  it("moves within a subnet, swaps between subnets and gives stake away, each as quoted", async () => {
    await carryOut({ operation: "stake", netuid: NETUID, hotkey, amountRao: (4n * TAO).toString() });
    const alphaRao = TAO.toString();
    const within = await carryOut({
      operation: "move",
      hotkey,
      netuid: NETUID,
      toHotkey: otherHotkey,
      toNetuid: NETUID,
      alphaRao,
    });
    expect(within.quoted.swap).toBeNull();
    expect(within.done.paid?.received?.alphaRao).toBe(alphaRao);
    expect(within.done.paid?.received?.swapFeeAlphaRao).toBe("0");

    const swapped = await carryOut({ operation: "swap", hotkey, netuid: NETUID, toNetuid: OTHER, alphaRao });
    expect(swapped.quoted.call.method).toBe("swap_stake_limit");
    close(swapped.done.paid?.received?.alphaRao, swapped.quoted.swap?.expectedAlphaRao);
    expect(swapped.done.paid?.received?.swapFeeAlphaRao).toBe(swapped.quoted.swap?.feeAlphaRao);

    const across = await carryOut({
      operation: "move",
      hotkey,
      netuid: NETUID,
      toHotkey: otherHotkey,
      toNetuid: OTHER,
      alphaRao,
    });
    close(across.done.paid?.received?.alphaRao, across.quoted.swap?.expectedAlphaRao);

    const given = await carryOut({
      operation: "transferStake",
      hotkey,
      netuid: NETUID,
      toColdkey: STRANGER,
      toNetuid: NETUID,
      alphaRao,
    });
    expect(given.quoted.warnings.join()).toContain("other coldkey");
    expect(await room.staking.positions([STRANGER])).toMatchObject([{ alphaRao, netuid: NETUID }]);
  });

  it("tells why a trade brought another amount than was quoted: blocks in between, and trades of others", async () => {
    const order = { operation: "stake", netuid: NETUID, hotkey, amountRao: TAO.toString() } as const;
    const plan = await room.staking.prepare({ walletId: wallet.walletId, order, guard: guard() });
    const other = await makeWallet(room.keys, "other", "default");
    practice.fund(other.address, 50n * TAO);
    await inStep();
    const theirs = await room.staking.prepare({
      walletId: other.walletId,
      order: { ...order, amountRao: (20n * TAO).toString() },
      guard: guard(),
    });
    const first = await room.transactions.submit(theirs.planId, PASSWORD, approving);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const done = await settle(sent.transactionId);
    await settle(first.transactionId);
    expect(done.block?.number).toBe(room.transactions.get(first.transactionId).block?.number);
    expect(done.paid?.moved).toEqual({ blocks: (done.block?.number ?? 0) - plan.atBlock, otherTrades: 1 });
    expect(BigInt(done.paid?.received?.alphaRao ?? 0)).toBeLessThan(BigInt(plan.receives?.alphaRao ?? 0));
    // Whoever was first met no trade of others, only the blocks' own movement.
    expect(room.transactions.get(first.transactionId).paid?.moved?.otherTrades).toBe(0);
  });

  it("exits from root without a price, and from everything behind a hotkey", async () => {
    const rooted = await carryOut({ operation: "stake", netuid: 0, hotkey, amountRao: TAO.toString() });
    expect(rooted.quoted).toMatchObject({
      call: { method: "add_stake" },
      swap: { feeRao: "0", expectedAlphaRao: TAO.toString(), limitPriceRaoPerAlpha: null },
    });
    const toRoot = await carryOut({ operation: "unstakeAllAlpha", hotkey });
    close(toRoot.done.paid?.received?.alphaRao, toRoot.quoted.receives.alphaRao);
    const all = await carryOut({ operation: "unstakeAll", hotkey });
    close(all.done.paid?.received?.rao, all.quoted.receives.rao);
    expect((await room.staking.positions([wallet.address])).filter((position) => position.hotkey === hotkey)).toEqual(
      [],
    );
  });

  it("quotes in one round of requests for any address, and never twice for the same", async () => {
    const { rpc } = room.chain.live();
    const order = { operation: "stake", netuid: NETUID, hotkey, amountRao: TAO.toString() } as const;
    await quote(order);
    const before = rpc.counters().requests;
    await quote(order);
    expect(rpc.counters().requests - before).toBe(6);
  });

  it("refuses before signing, with the figure that would work", async () => {
    const stake = (amountRao: bigint, change: Partial<Guard> = {}, netuid = NETUID) =>
      refusal(quote({ operation: "stake", netuid, hotkey, amountRao: amountRao.toString() }, change));
    const above = await stake(10_000_000n * TAO, { protect: false });
    expect(above).toMatchObject({ field: "amount" });
    const tooMuch = await stake(190n * TAO + freeOf(wallet.address), { protect: false });
    expect(tooMuch.code).toBe("STAKING_ABOVE_AVAILABLE");
    const most = BigInt(tooMuch.details.mostRao ?? 0);
    await quote({ operation: "stake", netuid: NETUID, hotkey, amountRao: most.toString() }, { protect: false });

    const low = await stake(1_000n);
    expect(low.code).toBe("STAKING_BELOW_MINIMUM");
    await quote({ operation: "stake", netuid: NETUID, hotkey, amountRao: low.details.leastRao ?? "" });
    expect(await stake(BigInt(low.details.leastRao ?? 0) - 1n)).toMatchObject({ code: "STAKING_BELOW_MINIMUM" });

    const past = await stake(150n * TAO, { tolerancePpm: 1 });
    expect(past.code).toBe("STAKING_PAST_TOLERANCE");
    await quote(
      { operation: "stake", netuid: NETUID, hotkey, amountRao: past.details.mostRao ?? "" },
      { tolerancePpm: 1 },
    );
    expect((await stake(TAO, { limitPriceRao: 1n })).code).toBe("STAKING_PRICE_PAST_LIMIT");
    expect((await stake(TAO, {}, 4_000)).code).toBe("STAKING_SUBNET_UNKNOWN");

    const unstake = (alphaRao: string) =>
      refusal(quote({ operation: "unstake", netuid: NETUID, hotkey: otherHotkey, alphaRao }));
    const more = await unstake((10n ** 15n).toString());
    expect(more.code).toBe("STAKING_ABOVE_AVAILABLE");
    const dust = await unstake("10");
    expect(dust.code).toBe("STAKING_BELOW_MINIMUM");
    const order: StakingOrder = { operation: "unstake", netuid: NETUID, hotkey: otherHotkey, alphaRao: null };
    await quote({ ...order, alphaRao: dust.details.leastRao ?? "" });

    const same = { operation: "swap", hotkey, netuid: NETUID, toNetuid: NETUID, alphaRao: "5" } as const;
    expect((await refusal(quote(same))).code).toBe("STAKING_SAME_PLACE");
    const own = {
      operation: "transferStake",
      hotkey,
      netuid: NETUID,
      toNetuid: NETUID,
      toColdkey: wallet.address,
      alphaRao: "5",
    } as const;
    expect((await refusal(quote(own))).code).toBe("STAKING_OWN_ADDRESS");
    const stranger = { operation: "stake", netuid: NETUID, hotkey: STRANGER, amountRao: TAO.toString() } as const;
    expect((await refusal(quote(stranger))).code).toBe("STAKING_HOTKEY_UNKNOWN");
  });

  it("refuses dust that would be left, closed subnets, and a price that moved before the signature", async () => {
    const held = (await room.staking.positions([])).find(
      ({ netuid, hotkey: key }) => netuid === NETUID && key === otherHotkey,
    );
    practice.act((ctx) => NominatorMinRequiredStake.put(ctx, 10_000_000n));
    await inStep();
    const nearlyAll = (BigInt(held?.alphaRao ?? 0) - 1_000n).toString();
    const dust = await refusal(
      quote({ operation: "unstake", netuid: NETUID, hotkey: otherHotkey, alphaRao: nearlyAll }),
    );
    expect(dust.code).toBe("STAKING_DUST_LEFT");
    practice.act((ctx) => NominatorMinRequiredStake.put(ctx, 0n));
    await inStep();

    const order = { operation: "stake", netuid: NETUID, hotkey, amountRao: TAO.toString() } as const;
    const plan = await room.staking.prepare({ walletId: wallet.walletId, order, guard: guard({ tolerancePpm: 200 }) });
    practice.act((ctx) => SubtokenEnabled.put(ctx, NETUID, false));
    await inStep();
    expect((await refusal(quote(order))).code).toBe("STAKING_SUBNET_CLOSED");
    const before = room.transactions.list(100).length;
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_OUTDATED",
      details: { reason: "STAKING_SUBNET_CLOSED" },
    });
    expect(room.transactions.list(100)).toHaveLength(before);
    practice.act((ctx) => SubtokenEnabled.put(ctx, NETUID, true));
    await inStep();
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_USED",
    });
    expect((await settle(sent.transactionId)).state).toBe("finalized");
  });

  it("takes the fee in alpha where free TAO cannot pay, and says how much", async () => {
    const poor = await makeWallet(room.keys, "poor", "default");
    practice.fund(poor.address, 600n);
    practice.act((ctx) => changeStake(ctx, publicKey(hotkey), publicKey(poor.address), NETUID, 100n * TAO));
    await inStep();
    const order = { operation: "unstake", netuid: NETUID, hotkey, alphaRao: (50n * TAO).toString() } as const;
    const quoted = await quote(order, {}, poor.address);
    expect(quoted.fee.inAlpha).toMatchObject({ netuid: NETUID, hotkey });
    const plan = await room.staking.prepare({ walletId: poor.walletId, order, guard: guard() });
    expect(plan.fee.inAlpha).toEqual(quoted.fee.inAlpha);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const done = await settle(sent.transactionId);
    expect(done.error).toBeNull();
    close(done.paid?.feeAlphaRao, quoted.fee.inAlpha?.alphaRao);
    close(done.paid?.received?.rao, quoted.swap?.expectedRao);
    expect(done.paid?.spentRao).toBe("0");
    const all = await quote({ ...order, alphaRao: null }, {}, poor.address);
    expect(all.call.method).toBe("remove_stake_full_limit");
    await expect(
      room.staking.quote({ coldkey: STRANGER, order: { ...order, netuid: OTHER }, guard: guard(), curvePoints: 0 }),
    ).rejects.toMatchObject({ code: "TRANSACTION_BALANCE_TOO_LOW" });
  });

  it("shows who holds what, with exit below spot, and draws a curve when asked", async () => {
    const positions = await room.staking.positions([]);
    expect(positions.length).toBeGreaterThan(0);
    for (const position of positions) {
      expect(BigInt(position.exitRao ?? 0)).toBeLessThanOrEqual(BigInt(position.worthRao));
      expect(BigInt(position.availableAlphaRao)).toBeLessThanOrEqual(BigInt(position.alphaRao));
    }
    const { swap } = await room.staking.quote({
      coldkey: wallet.address,
      order: { operation: "stake", netuid: NETUID, hotkey, amountRao: TAO.toString() },
      guard: guard(),
      curvePoints: 20,
    });
    const impacts = swap?.curve.map(({ impactPpm }) => impactPpm) ?? [];
    expect(impacts.length).toBe(20);
    expect(impacts).toEqual([...impacts].sort((a, b) => a - b));
  });
});
