import { afterEach, beforeEach, expect, it } from "vitest";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import type { RegistrationCheck } from "#src/contract/registration.ts";
import { type AppRoom, openAppRoom } from "#test/support/app-room.ts";
import { LACKING_AT_300, partsWithout } from "#test/support/older-runtime.ts";

const SIGNALS = 8;
const SMALL = 1;

let room: AppRoom;
const ctx = () => room.practice.node.readContext(room.practice.node.head().number);
const hotkeyOf = (name: string): string => room.app.services.keys.hotkey(room.wallet.walletId, name).address;
const uidOf = (netuid: number, name: string) => store.Uids.get(ctx(), netuid, room.account(hotkeyOf(name))) ?? null;
const check = (items: { netuid: number; hotkeyName: string; ceilingRao?: string }[]): Promise<RegistrationCheck> =>
  room.get("registration.checkMany", { walletId: room.wallet.walletId, items });

beforeEach(async () => {
  room = await openAppRoom();
  for (const name of ["a", "b", "c"]) await room.app.services.keys.createHotkey(room.wallet.walletId, name);
});
afterEach(() => room.close());

it("tells of each what it costs and replaces with those before it done, and the chain then does just that", async () => {
  // Everybody on the small subnet can be replaced, each with another emission.
  await room.seal(101);
  room.practice.act((at) =>
    store.Emission.put(
      at,
      SMALL,
      store.Emission.get(at, SMALL).map((_, uid) => BigInt(((uid * 7) % 16) + 1) * 1_000n),
    ),
  );
  await room.seal();
  const items = ["a", "b", "c"].map((hotkeyName) => ({ netuid: SMALL, hotkeyName }));
  const found = await check(items);
  expect(found.items.map(({ problem }) => problem)).toEqual([null, null, null]);
  const told = found.items.map(({ outcome }) => Number(/UID (\d+)/.exec(outcome)?.[1]));
  expect(new Set(told).size).toBe(3);

  const plan = await room.get("registration.prepareMany", { walletId: room.wallet.walletId, items });
  expect(plan.inner?.map(({ call }) => call)).toEqual(Array(3).fill("SubtensorModule.register_limit"));
  expect(plan.spendsMaxRao).toBe(found.maxRao);
  const before = store.Burn.get(ctx(), SMALL);
  expect(found.items[0]?.expectedRao).toBe(before.toString());
  const done = await room.send(plan.planId);
  expect(done).toMatchObject({ state: "finalized", error: null });
  expect(items.map(({ hotkeyName }) => uidOf(SMALL, hotkeyName))).toEqual(told);
  // One block of decay lies between the figure and the block of the batch.
  const paid = BigInt(done.paid?.spentRao ?? 0);
  const expected = BigInt(found.expectedRao);
  expect(paid <= expected && paid > (expected * 99n) / 100n).toBe(true);
  expect(BigInt(done.paid?.feeRao ?? 0)).toBe(BigInt(plan.fee.totalRao));
});

it("tells every problem at once, and when a price is only too high yet", async () => {
  const { burnRao, minBurnRao } = await room.get("registration.price", { netuid: SIGNALS });
  const lower = ((BigInt(burnRao) * 9n) / 10n).toString();
  const found = await check([
    { netuid: SIGNALS, hotkeyName: "a", ceilingRao: lower },
    { netuid: SIGNALS, hotkeyName: "b", ceilingRao: burnRao },
    { netuid: SIGNALS, hotkeyName: "b" },
    { netuid: SMALL, hotkeyName: "c", ceilingRao: (BigInt(minBurnRao) - 1n).toString() },
    { netuid: SMALL, hotkeyName: "a" },
  ]);
  const [low, raised, twice, never, good] = found.items;
  expect(low).toMatchObject({
    problem: { code: "REGISTRATION_CEILING_TOO_LOW" },
    wait: expect.stringContaining("Below"),
  });
  expect(raised?.problem).toMatchObject({
    code: "REGISTRATION_CEILING_TOO_LOW",
    message: expect.stringContaining("before it on subnet 8 raise the price"),
  });
  expect(twice?.problem).toMatchObject({ code: "REGISTRATION_TWICE" });
  expect(never).toMatchObject({ problem: { code: "REGISTRATION_CEILING_TOO_LOW" }, wait: null });
  expect(good).toMatchObject({ problem: null, wait: null });
  expect(found).toMatchObject({
    expectedRao: good?.expectedRao,
    maxRao: good?.ceilingRao,
    lacks: null,
    waitingOrders: 0,
  });
  const items = [
    { netuid: SMALL, hotkeyName: "a" },
    { netuid: SIGNALS, hotkeyName: "b", ceilingRao: lower },
  ];
  expect(await room.ask("registration.prepareMany", { walletId: room.wallet.walletId, items })).toMatchObject({
    ok: false,
    error: {
      code: "REGISTRATION_CEILING_TOO_LOW",
      field: "items.1",
      message: expect.stringContaining("b on subnet 8"),
    },
  });
});

it("does none of them when one fails in the block, and pays the fee alone", async () => {
  const items = [
    { netuid: SMALL, hotkeyName: "a" },
    { netuid: SIGNALS, hotkeyName: "b" },
  ];
  const plan = await room.get("registration.prepareMany", { walletId: room.wallet.walletId, items });
  room.practice.node.privileged((at) => store.Burn.put(at, SIGNALS, 99_000_000_000n));
  expect(await room.send(plan.planId)).toMatchObject({
    state: "failed",
    error: { name: "SubtensorModule.RegistrationPriceLimitExceeded", hint: expect.any(String) },
    paid: { feeRao: plan.fee.totalRao, spentRao: "0" },
  });
  for (const { netuid, hotkeyName } of items) expect(uidOf(netuid, hotkeyName)).toBeNull();
});

it("counts orders that wait, which the transaction would void, and reads little", async () => {
  const { burnRao } = await room.get("registration.price", { netuid: SIGNALS });
  const order = await room.get("registration.prepareOrder", {
    netuid: SIGNALS,
    walletId: room.wallet.walletId,
    hotkeyName: "c",
    ceilingRao: ((BigInt(burnRao) * 8n) / 10n).toString(),
  });
  await room.get("registration.placeOrder", { planId: order.planId });
  const items = ["a", "b", "default"].flatMap((hotkeyName) =>
    [SMALL, 3, SIGNALS].map((netuid) => ({ netuid, hotkeyName })),
  );
  const { rpc } = room.app.services.chain.live();
  const before = rpc.counters().requests;
  expect(await check(items)).toMatchObject({ waitingOrders: 1 });
  // Three a subnet and one for all hotkeys, whatever their number.
  expect(rpc.counters().requests - before).toBeLessThanOrEqual(10);
});

it("says why no batch can be made where the runtime lacks a price ceiling", async () => {
  await room.close();
  room = await openAppRoom({ parts: partsWithout(LACKING_AT_300) });
  const found = await check([{ netuid: SMALL, hotkeyName: "default" }]);
  expect(found.lacks).toContain("SubtensorModule.register_limit");
});
