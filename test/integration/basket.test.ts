import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { basketQuote, basketView, type PlainOrder } from "#src/contract/basket.ts";
import { planView, type TransactionView, transactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { innerBill } from "#src/fees/inner-bill.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;
const OTHER = 3;
const SMALL = 1;
const STRANGER = encodeAddress(new Uint8Array(32).fill(9));
/** Emission between quote and inclusion moves reserves a little, the price hardly. */
const CLOSE_PPM = 200n;

const guard = { protect: true, tolerancePpm: 5_000, allowPartial: false } as const;
const transfer = (rao: bigint): PlainOrder => ({
  kind: "transfer",
  to: STRANGER,
  amountRao: rao.toString(),
  allowDeath: false,
});

describe("the basket on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;
  let hotkey: string;
  let otherHotkey: string;

  const freeOf = (address: string): bigint =>
    currency.free(practice.node.readContext(practice.node.head().number), toHex(decodeAddress(address).accountId));
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const stake = (netuid: number, rao: bigint, to = hotkey, change: object = {}): PlainOrder => ({
    kind: "staking",
    order: { operation: "stake", netuid, hotkey: to, amountRao: rao.toString() },
    ...guard,
    ...change,
  });
  const unstake = (netuid: number, alphaRao: string | null): PlainOrder => ({
    kind: "staking",
    order: { operation: "unstake", netuid, hotkey, alphaRao },
    ...guard,
  });
  const add = (...orders: PlainOrder[]) => basketView.parse(room.basket.addOrders(wallet.walletId, orders));
  /** A call that no rule here foresees and that the chain refuses. */
  async function addHopeless(): Promise<void> {
    const plan = await room.transactions.prepare({
      title: "Send more than there is",
      signer: { walletId: wallet.walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Balances", "transfer_keep_alive", STRANGER, 10n ** 18n),
      rows: [],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    });
    room.basket.add(plan.planId);
  }
  async function submit(planId: string): Promise<TransactionView> {
    const sent = await room.transactions.submit(planId, PASSWORD, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    const view = transactionView.parse(await settled);
    await inStep();
    return view;
  }
  const refusal = async (work: Promise<unknown> | (() => unknown)) => {
    const error = await (typeof work === "function" ? (async () => work())() : work).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: expect.any(String), hint: expect.stringMatching(/.+/) });
    return error as { code: string; message: string; hint: string; details: Record<string, unknown> };
  };
  function close(actual: string | undefined, expected: string | undefined): void {
    const [a, b] = [BigInt(actual ?? -1), BigInt(expected ?? -2)];
    const off = a > b ? a - b : b - a;
    expect({ actual: a, expected: b, fits: off * 1_000_000n <= b * CLOSE_PPM }).toMatchObject({ fits: true });
  }

  beforeAll(async () => {
    practice = await startPracticeChain({ firstBlocks: 110 });
    room = await openChainRoom({ url: practice.url });
    wallet = await makeWallet(room.keys, "main", "default");
    practice.fund(wallet.address, 200n * TAO);
    hotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 0)).publicKey);
    otherHotkey = encodeAddress((await practiceValidatorHotkey(OTHER, 0)).publicKey);
    await room.chain.whenOnline(10_000);
    practice.seal();
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("sends transfer, stake, unstake and registration as one: the fee to the rao, every item as quoted", async () => {
    const plan = await room.staking.prepare({
      walletId: wallet.walletId,
      order: { operation: "stake", netuid: NETUID, hotkey, amountRao: (5n * TAO).toString() },
      guard: { ...guard, limitPriceRao: null },
    });
    room.basket.add(plan.planId);
    await submit((await room.basket.prepare("all")).planId);
    expect(room.basket.list()).toEqual({ signer: null, network: null, items: [] });

    const alphaRao = (2n * TAO).toString();
    add(transfer(TAO), stake(OTHER, 2n * TAO, otherHotkey), unstake(NETUID, alphaRao), {
      kind: "registration",
      netuid: SMALL,
      hotkeyName: "default",
    });
    const quote = basketQuote.parse(await room.basket.quote("all"));
    expect(quote.items.map(({ error }) => error)).toEqual([null, null, null, null]);
    const parts = quote.items.reduce((sum, { feePartRao }) => sum + BigInt(feePartRao ?? 0), 0n);
    expect(parts + BigInt(quote.wrapperRao)).toBe(BigInt(quote.fee?.totalRao ?? 0));
    const singles = quote.items.reduce((sum, { feeAloneRao }) => sum + BigInt(feeAloneRao ?? 0), 0n);
    expect(BigInt(quote.singlesRao)).toBe(singles);
    expect(BigInt(quote.savedRao)).toBe(singles - BigInt(quote.fee?.totalRao ?? 0));
    expect(BigInt(quote.savedRao)).toBeGreaterThan(100_000n);

    const batch = planView.parse(await room.basket.prepare("all"));
    expect(batch.call.method).toBe("batch_all");
    expect(batch.fee.totalRao).toBe(quote.fee?.totalRao);
    const bill = innerBill(batch.fee, batch.inner);
    expect((bill?.lines ?? []).reduce((sum, { rao }) => sum + rao, 0n) + (bill?.wrapperRao ?? 0n)).toBe(
      BigInt(batch.fee.totalRao),
    );
    const before = freeOf(wallet.address);
    const done = await submit(batch.planId);
    expect(done).toMatchObject({ state: "finalized", error: null });
    expect(done.paid?.feeRao).toBe(quote.fee?.totalRao);
    expect(done.items?.map(({ state }) => state)).toEqual(["done", "done", "done", "done"]);
    expect(done.items?.[0]?.spentRao).toBe(TAO.toString());
    expect(done.items?.[1]?.spentRao).toBe((2n * TAO).toString());
    close(done.items?.[1]?.received?.alphaRao, quote.items[1]?.receives?.alphaRao);
    close(done.items?.[2]?.received?.rao, quote.items[2]?.receives?.rao);
    expect(freeOf(STRANGER)).toBe(TAO);
    const paid = before - freeOf(wallet.address);
    const moved =
      BigInt(done.items?.[0]?.spentRao ?? 0) +
      BigInt(done.items?.[1]?.spentRao ?? 0) +
      BigInt(done.items?.[3]?.spentRao ?? 0) -
      BigInt(done.items?.[2]?.received?.rao ?? 0);
    expect(paid).toBe(moved + BigInt(done.paid?.feeRao ?? 0));
    expect(await room.registration.status(SMALL, room.keys.hotkey(wallet.walletId, "default").address)).toMatchObject({
      registered: true,
    });
    expect(room.basket.list().items).toEqual([]);
  });

  it("lets the second order meet the pool that the first has left, and pays what was foreseen", async () => {
    add(stake(NETUID, 10n * TAO), stake(NETUID, 10n * TAO));
    const quote = await room.basket.quote("all");
    const [first, second] = quote.items;
    expect(second?.swap?.priceRaoPerAlpha).toBe(first?.swap?.priceAfterRaoPerAlpha);
    expect(BigInt(second?.receives?.alphaRao ?? 0)).toBeLessThan(BigInt(first?.receives?.alphaRao ?? 0));
    const done = await submit((await room.basket.prepare("all")).planId);
    close(done.items?.[0]?.received?.alphaRao, first?.receives?.alphaRao);
    close(done.items?.[1]?.received?.alphaRao, second?.receives?.alphaRao);
  });

  it("counts the balance in sequence: what a sale brings can be spent, what a purchase took cannot", async () => {
    const free = freeOf(wallet.address);
    add(unstake(NETUID, (3n * TAO).toString()), {
      kind: "staking",
      order: { operation: "stake", netuid: 0, hotkey, amountRao: null },
      ...guard,
    });
    const quote = await room.basket.quote("all");
    const expected = free - BigInt(quote.fee?.totalRao ?? 0) + BigInt(quote.items[0]?.receives?.rao ?? 0) - 500n;
    expect(quote.items[1]?.spendsExpectedRao).toBe(expected.toString());
    expect(quote.balanceAfterRao).toBe("500");
    room.basket.clear();
    add(stake(0, free - TAO, hotkey), transfer(2n * TAO));
    const short = await room.basket.quote("all");
    expect(short.items[1]?.error).toMatchObject({ code: "TRANSFER_ABOVE_AVAILABLE" });
    expect(await refusal(room.basket.prepare("all"))).toMatchObject({
      code: "BASKET_ITEM_FAILS",
      message: expect.stringMatching(/^Item 2 \(Send 2 τ to .*\) would fail: 2 τ is more than can leave/),
      details: { place: 2, reason: "TRANSFER_ABOVE_AVAILABLE" },
    });
    room.basket.clear();
  });

  it("sells what an item before it has bought", async () => {
    const empty = encodeAddress((await practiceValidatorHotkey(NETUID, 2)).publicKey);
    add(stake(NETUID, 3n * TAO, empty), {
      kind: "staking",
      order: { operation: "unstake", netuid: NETUID, hotkey: empty, alphaRao: null },
      ...guard,
    });
    const quote = await room.basket.quote("all");
    expect(quote.items.map(({ error }) => error)).toEqual([null, null]);
    const done = await submit((await room.basket.prepare("all")).planId);
    expect(done.state).toBe("finalized");
    close(done.items?.[1]?.received?.rao, quote.items[1]?.receives?.rao);
  });

  it("takes everything back with batch_all, and nothing is lost but the fee", async () => {
    add(transfer(TAO));
    await addHopeless();
    const before = freeOf(wallet.address);
    const got = freeOf(STRANGER);
    const done = await submit((await room.basket.prepare("all")).planId);
    expect(done).toMatchObject({
      state: "failed",
      error: { message: expect.stringContaining("Nothing was carried out") },
    });
    expect(done.items?.map(({ state }) => state)).toEqual(["undone", "undone"]);
    expect(before - freeOf(wallet.address)).toBe(BigInt(done.paid?.feeRao ?? 0));
    expect(freeOf(STRANGER)).toBe(got);

    expect(room.basket.list().items).toEqual([]);
    expect(room.basket.putBack(done.transactionId).items.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Send 1 τ to/),
      "Send more than there is",
    ]);
    expect((await refusal(() => room.basket.putBack(done.transactionId))).code).toBe("BASKET_NOTHING_LEFT");
    room.basket.clear();
  });

  it("stops at the first failure with batch, and tells each item's own fate", async () => {
    add(transfer(TAO));
    await addHopeless();
    add(stake(NETUID, TAO));
    const done = await submit((await room.basket.prepare("stop")).planId);
    expect(done.method).toBe("batch");
    expect(done.items?.map(({ state }) => state)).toEqual(["done", "failed", "notReached"]);
    expect(done.error?.message).toMatch(/^1 of 3 items was carried out\. Send more than there is failed: /);
    expect(done.items?.[1]?.error).toMatchObject({ name: expect.any(String), hint: expect.any(String) });
    expect(done.items?.[0]?.spentRao).toBe(TAO.toString());
    expect(done.paid?.spentRao).toBe(TAO.toString());
    expect(room.basket.putBack(done.transactionId).items).toHaveLength(2);
    room.basket.clear();
  });

  it("goes on after a failure with force_batch", async () => {
    await addHopeless();
    add(transfer(TAO), stake(NETUID, TAO));
    const quote = await room.basket.quote("continue");
    const done = await submit((await room.basket.prepare("continue")).planId);
    expect(done.method).toBe("force_batch");
    expect(done.items?.map(({ state }) => state)).toEqual(["failed", "done", "done"]);
    expect(done.paid?.feeRao).toBe(quote.fee?.totalRao);
    close(done.items?.[2]?.received?.alphaRao, quote.items[2]?.receives?.alphaRao);
    room.basket.clear();
  });

  it("cannot be sent twice: not by a second plan, not by the same one, not after a restart", async () => {
    add(transfer(TAO));
    const one = await room.basket.prepare("all");
    const two = await room.basket.prepare("all");
    const sent = await room.transactions.submit(one.planId, PASSWORD, approving);
    expect(room.basket.list().items).toEqual([]);
    expect((await refusal(room.transactions.submit(one.planId, PASSWORD, approving))).code).toBe("PLAN_USED");
    expect((await refusal(room.transactions.submit(two.planId, PASSWORD, approving))).code).toBe("PLAN_OUTDATED");
    expect((await refusal(room.basket.prepare("all"))).code).toBe("BASKET_EMPTY");
    const { dir } = room;
    await room.stop();
    room = await openChainRoom({ url: practice.url, dir });
    await room.chain.whenOnline(10_000);
    expect(room.basket.list().items).toEqual([]);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    expect((await settled).items?.map(({ state }) => state)).toEqual(["done"]);
    await inStep();
  });

  it("outlives a restart in the person's order and is quoted anew", async () => {
    add(transfer(TAO), stake(NETUID, 2n * TAO), stake(OTHER, TAO, otherHotkey));
    const last = room.basket.list().items[2]?.itemId ?? "";
    room.basket.move(last, 0);
    await addHopeless();
    const before = room.basket.list();
    expect(before.items.map(({ title }) => title)).toEqual([
      "Stake 1 τ on subnet 3",
      expect.stringMatching(/^Send 1 τ/),
      "Stake 2 τ on subnet 8",
      "Send more than there is",
    ]);
    const { dir } = room;
    await room.stop();
    practice.seal(5);
    room = await openChainRoom({ url: practice.url, dir });
    await room.chain.whenOnline(10_000);
    await inStep();
    expect(room.basket.list()).toEqual(before);
    const quote = await room.basket.quote("all");
    expect(quote.atBlock).toBe(practice.node.head().number);
    expect(quote.items.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(room.basket.remove(before.items[3]?.itemId ?? "").items).toHaveLength(3);
    expect((await refusal(() => room.basket.remove("nothing"))).code).toBe("BASKET_ITEM_UNKNOWN");
    room.basket.clear();
  });

  it("says when a free call is made to pay, and what the batch costs more than the calls alone", async () => {
    const free = await room.transactions.prepare({
      title: "Something free",
      signer: { walletId: wallet.walletId, role: "coldkey" },
      call: (api) => buildCall(api, "SubtensorModule", "set_weights", NETUID, [0], [65_535], 0),
      rows: [],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    });
    expect(free.fee.free).toBe(true);
    room.basket.add(free.planId);
    add(transfer(TAO));
    const quote = await room.basket.quote("all");
    expect(quote.items[0]).toMatchObject({ madeToPay: true, feeAloneRao: "0" });
    expect(BigInt(quote.items[0]?.feePartRao ?? 0)).toBeGreaterThan(0n);
    expect(BigInt(quote.savedRao)).toBeLessThan(0n);
    expect(quote.warnings).toEqual([expect.stringContaining("Something free is free alone and paid in this batch")]);
    const [first] = room.basket.list().items;
    room.basket.remove(first?.itemId ?? "");
    const without = await room.basket.quote("all");
    expect(without.warnings).toEqual(["One call alone costs less without a batch around it."]);
    room.basket.clear();
  });

  it("refuses what no batch may hold: another signer, a batch, what is confirmed alone, an item that fails", async () => {
    add(transfer(TAO));
    const other = await room.keys.createPractice("practice", "default");
    expect((await refusal(() => room.basket.addOrders(other.walletId, [transfer(TAO)]))).code).toBe(
      "BASKET_OTHER_SIGNER",
    );
    const batch = await room.basket.prepare("all");
    expect((await refusal(() => room.basket.add(batch.planId))).code).toBe("BASKET_NESTED");
    expect((await refusal(() => room.basket.add("no such plan"))).code).toBe("PLAN_UNKNOWN");
    const grave = await room.transactions.prepare({
      title: "Give it away for ever",
      signer: { walletId: wallet.walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Balances", "transfer_keep_alive", STRANGER, TAO),
      rows: [{ label: "What you get back", value: "Nothing.", kind: "text", tone: "danger" }],
      spendsMaxRao: TAO,
      spendsExpectedRao: TAO,
      warnings: [],
    });
    expect((await refusal(() => room.basket.add(grave.planId))).code).toBe("BASKET_ALONE");
    room.basket.clear();
    add(stake(NETUID, 190n * TAO), stake(99, TAO));
    const quote = await room.basket.quote("all");
    expect(quote.items.map(({ error }) => error?.code)).toEqual([
      expect.stringMatching(/^STAKING_/),
      "STAKING_SUBNET_UNKNOWN",
    ]);
    expect(quote.fee).toBeNull();
    expect((await refusal(room.basket.prepare("stop"))).code).toBe("BASKET_ITEM_FAILS");
    room.basket.clear();
  });

  it("looks once more right before the signature, with the limits that were shown", async () => {
    add(stake(NETUID, 5n * TAO));
    const plan = await room.basket.prepare("all");
    const whale = await room.keys.createPractice("whale", "default");
    practice.fund(whale.address, 5_000n * TAO);
    await inStep();
    const big = await room.staking.prepare({
      walletId: whale.walletId,
      order: { operation: "stake", netuid: NETUID, hotkey, amountRao: (500n * TAO).toString() },
      guard: { protect: false, tolerancePpm: 5_000, allowPartial: false, limitPriceRao: null },
    });
    await submit(big.planId);
    expect(await refusal(room.transactions.submit(plan.planId, PASSWORD, approving))).toMatchObject({
      code: "PLAN_OUTDATED",
      message: expect.stringMatching(/Item 1 \(Stake on subnet 8\) would fail: The price is/),
    });
    room.basket.clear();
  });
});
