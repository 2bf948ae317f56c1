import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceNeuron } from "#main/practice/pallets/subtensor/neurons.ts";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import type { RegistrationOrder } from "#src/contract/registration.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const SIGNALS = 8;
const SMALL = 1;

describe("registering later, together, and never again", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;

  const account = (address: string) => toHex(decodeAddress(address).accountId);
  const reads = () => practice.node.readContext(practice.node.head().number);
  const seen = () => room.until(({ block }) => block === practice.node.head().number);
  const hotkeyOf = (name: string): string => room.keys.hotkey(wallet.walletId, name).address;
  const uidOf = (netuid: number, name = "default") => store.Uids.get(reads(), netuid, account(hotkeyOf(name))) ?? null;
  async function settle(planId: string): Promise<TransactionView> {
    const sent = await room.transactions.submit(planId, undefined, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(2);
    return settled;
  }
  const register = async (netuid: number, hotkeyName: string): Promise<TransactionView> => {
    await seen();
    const plan = await room.registration.prepare({ netuid, walletId: wallet.walletId, hotkeyName });
    return settle(plan.planId);
  };
  const order = async (ceilingRao: bigint, netuid = SIGNALS): Promise<RegistrationOrder> => {
    const wish = { netuid, walletId: wallet.walletId, hotkeyName: "default", ceilingRao };
    const plan = await room.registration.prepareOrder(wish);
    return room.registration.orders.place(plan.planId, undefined, approving);
  };
  const untilOrder = (fits: (order: RegistrationOrder) => boolean): Promise<RegistrationOrder> =>
    new Promise((resolve) => {
      room.events.subscribe("registration.ordersChanged", ({ payload }) => {
        const found = payload.find(fits);
        if (found) resolve(found);
      });
    });
  async function open(dir?: string): Promise<void> {
    room = await openChainRoom({ url: practice.url, ...(dir === undefined ? {} : { dir }) });
    await room.chain.whenOnline(10_000);
  }

  beforeEach(async () => {
    practice = await startPracticeChain({ firstBlocks: 110 });
    await open();
    wallet = await room.keys.createPractice("practice", "default");
    practice.fund(wallet.address, 100n * TAO);
    await seen();
  });
  afterEach(async () => {
    await room.close();
    await practice.stop();
  });

  it("says what a registration would do and when the price falls, to the block", async () => {
    const price = await room.registration.price(SIGNALS);
    expect(price.outcome).toBe(
      `You would replace UID ${price.wouldReplace?.uid}, the lowest of ${price.exposed} non-immune.`,
    );
    const targetRao = (BigInt(price.burnRao) * 9n) / 10n;
    const forecast = await room.registration.forecast(SIGNALS, targetRao);
    expect(forecast.sentence).toMatch(/^Below 0\.\d+ τ in about .+ if nobody registers\.$/);
    practice.seal((forecast.blocks as number) - 1);
    expect(store.Burn.get(reads(), SIGNALS)).toBeGreaterThan(targetRao);
    practice.seal();
    expect(store.Burn.get(reads(), SIGNALS)).toBeLessThanOrEqual(targetRao);
    const never = await room.registration.forecast(SIGNALS, 1n);
    expect(never).toMatchObject({ blocks: null, sentence: expect.stringContaining("Never below") });
  });

  it("waits for the price, fires once, and keeps nothing that was signed", async () => {
    const { burnRao } = await room.registration.price(SIGNALS);
    const ceilingRao = (BigInt(burnRao) * 98n) / 100n;
    const placed = await order(ceilingRao);
    expect(placed).toMatchObject({ state: "waiting", transactionId: null });
    const { blocks } = await room.registration.forecast(SIGNALS, ceilingRao);
    practice.seal((blocks as number) - 1);
    await seen();
    expect(uidOf(SIGNALS)).toBeNull();
    const fired = untilOrder(({ transactionId }) => transactionId !== null);
    practice.seal();
    const { transactionId } = await fired;
    const done = untilOrder(({ state }) => state === "done");
    practice.seal(3);
    await done;
    expect(uidOf(SIGNALS)).not.toBeNull();
    expect(room.transactions.get(transactionId as string)).toMatchObject({ state: "finalized", error: null });
    const row = room.store.db.prepare("SELECT plan, signature FROM registration_orders").get();
    expect(row).toEqual({ plan: null, signature: null });
    practice.seal(3);
    await seen();
    expect(room.transactions.list(10)).toHaveLength(1);
  });

  it("goes on waiting after a restart without asking again", async () => {
    const { burnRao } = await room.registration.price(SIGNALS);
    await order((BigInt(burnRao) * 98n) / 100n);
    const { dir } = room;
    await room.stop();
    await open(dir);
    expect(room.registration.orders.list()).toMatchObject([{ state: "waiting" }]);
    const fired = untilOrder(({ state }) => state === "fired");
    practice.seal(30);
    await fired;
    const done = untilOrder(({ state }) => state === "done");
    practice.seal(3);
    expect((await done).sentence).toContain("Registered in block");
  });

  it("asks for a new signature, and says why, when another transaction or an upgrade voids the old one", async () => {
    await room.keys.createHotkey(wallet.walletId, "second");
    const { burnRao } = await room.registration.price(SIGNALS);
    await order((BigInt(burnRao) * 60n) / 100n);
    await register(SMALL, "second");
    practice.seal();
    const voided = await untilOrder(({ state }) => state === "needsSignature");
    expect(voided.sentence).toContain("Another transaction of this coldkey");
    const again = await order((BigInt(burnRao) * 60n) / 100n);
    expect(room.registration.orders.list()).toMatchObject([{ state: "waiting" }, { state: "cancelled" }]);
    practice.node.upgrade();
    practice.seal(2);
    await room.until(({ specVersion }) => specVersion === 425);
    practice.seal();
    const upgraded = await untilOrder(({ orderId, state }) => orderId === again.orderId && state === "needsSignature");
    expect(upgraded.sentence).toContain("upgraded");
    expect(room.activity.list(20).filter(({ level }) => level === "warning").length).toBeGreaterThanOrEqual(2);
  });

  it("is cancelled for good, and refuses what is no order or can never happen", async () => {
    const { burnRao, minBurnRao } = await room.registration.price(SIGNALS);
    const placed = await order((BigInt(burnRao) * 98n) / 100n);
    expect(room.registration.orders.cancel(placed.orderId)).toMatchObject({ state: "cancelled" });
    practice.seal(30);
    await seen();
    expect(uidOf(SIGNALS)).toBeNull();
    expect(() => room.registration.orders.cancel(placed.orderId)).toThrow(
      expect.objectContaining({ code: "REGISTRATION_ORDER_SETTLED" }),
    );
    expect(() => room.registration.orders.cancel("none")).toThrow(
      expect.objectContaining({ code: "REGISTRATION_ORDER_UNKNOWN" }),
    );
    await expect(order(BigInt(minBurnRao) - 1n)).rejects.toMatchObject({ code: "REGISTRATION_CEILING_TOO_LOW" });
    await expect(room.registration.orders.place("nothing", undefined, approving)).rejects.toMatchObject({
      code: "PLAN_UNKNOWN",
    });
  });

  it("registers several hotkeys on several subnets in one transaction, all or none, with the sum", async () => {
    for (const name of ["a", "b", "c"]) await room.keys.createHotkey(wallet.walletId, name);
    const items = [
      { netuid: SIGNALS, hotkeyName: "a" },
      { netuid: SIGNALS, hotkeyName: "b" },
      { netuid: SMALL, hotkeyName: "c" },
    ];
    const prices = { [SIGNALS]: BigInt((await room.registration.price(SIGNALS)).burnRao) };
    const plan = await room.registration.prepareMany(wallet.walletId, items);
    expect(plan.call).toMatchObject({ section: "Utility", method: "batch_all" });
    const small = BigInt((await room.registration.price(SMALL)).burnRao);
    const sum = (prices[SIGNALS] as bigint) + ((prices[SIGNALS] as bigint) * 126n) / 100n + small;
    const off = sum - BigInt(plan.spendsExpectedRao);
    expect(off < 0n ? -off : off).toBeLessThan(sum / 1_000n);
    expect(await settle(plan.planId)).toMatchObject({ state: "finalized", error: null });
    for (const { netuid, hotkeyName } of items) expect(uidOf(netuid, hotkeyName)).not.toBeNull();

    await room.keys.createHotkey(wallet.walletId, "d");
    const twice = [
      { netuid: SMALL, hotkeyName: "d" },
      { netuid: SMALL, hotkeyName: "d" },
    ];
    await expect(room.registration.prepareMany(wallet.walletId, twice)).rejects.toMatchObject({
      code: "REGISTRATION_TWICE",
      field: "items.1",
    });
    await expect(
      room.registration.prepareMany(wallet.walletId, [{ netuid: SMALL, hotkeyName: "c" }]),
    ).rejects.toMatchObject({ code: "REGISTRATION_ALREADY" });
  });

  it("explains a lost UID, also when it was lost while nobody looked, and never offers the hotkey there again", async () => {
    await room.keys.createHotkey(wallet.walletId, "second");
    await register(SIGNALS, "default");
    await room.registration.mine();
    practice.seal(101);
    practice.act((ctx) => {
      const own = uidOf(SIGNALS);
      const emission = store.Emission.get(ctx, SIGNALS).map((_, uid) => (uid === own ? 0n : 1_000_000n));
      store.Emission.put(ctx, SIGNALS, emission);
    });
    await seen();
    const { wouldReplace } = await room.registration.price(SIGNALS);
    expect(wouldReplace?.uid).toBe(uidOf(SIGNALS));
    const stranger = `0x${"5a".repeat(32)}` as const;
    const { dir } = room;
    await room.stop();
    // Somebody else registers while Tausmith is closed.

    practice.act((ctx) => replaceNeuron(ctx, SIGNALS, wouldReplace?.uid as number, stranger));
    const replacedAt = practice.node.head().number;
    await open(dir);
    expect(await room.registration.mine()).toEqual([]);
    const [lost] = room.registration.lost();
    expect(lost).toMatchObject({
      netuid: SIGNALS,
      hotkey: hotkeyOf("default"),
      uid: wouldReplace?.uid,
      buried: true,
    });
    expect(Math.abs((lost?.replacedAtBlock ?? 0) - replacedAt)).toBeLessThanOrEqual(1);
    expect(lost?.sentence).toContain(`lost UID ${wouldReplace?.uid} on subnet ${SIGNALS}: replaced at block`);
    expect(
      room.activity.list(20).filter(({ area, level }) => area === "registration" && level === "danger"),
    ).toHaveLength(1);
    const wish = { netuid: SIGNALS, walletId: wallet.walletId, hotkeyName: "default" };
    const buried = { code: "REGISTRATION_HOTKEY_BURIED", field: "hotkeyName" };
    await expect(room.registration.prepare(wish)).rejects.toMatchObject(buried);
    await expect(room.registration.prepareOrder({ ...wish, ceilingRao: TAO })).rejects.toMatchObject(buried);
    await expect(
      room.registration.prepareMany(wallet.walletId, [{ netuid: SIGNALS, hotkeyName: "default" }]),
    ).rejects.toMatchObject({ ...buried, field: "items.0" });
    expect((await room.registration.prepare({ ...wish, netuid: SMALL })).title).toContain(`subnet ${SMALL}`);
    expect((await room.registration.prepare({ ...wish, hotkeyName: "second" })).title).toContain(`subnet ${SIGNALS}`);
  });
});
