import { afterEach, expect, it } from "vitest";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { type AppRoom, openAppRoom } from "#test/support/app-room.ts";

const NETUID = 1;
const ROUNDS = 30;

let room: AppRoom;
afterEach(() => room.close());

/** Always the same numbers, without a pattern that the rule could lean on. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** The rule as it is written down (chain facts 6.4), worked out anew from storage: sorted lists, no shared code. */
function expectedVictim(atBlock: number): number {
  const ctx = room.practice.node.readContext(room.practice.node.head().number);
  const emission = store.Emission.get(ctx, NETUID);
  const limit = store.ImmuneOwnerUidsLimit.get(ctx, NETUID);
  const ownerHotkey = store.SubnetOwnerHotkey.get(ctx, NETUID);
  const owned = store.OwnedHotkeys.get(ctx, store.SubnetOwner.get(ctx, NETUID));
  const all = Array.from({ length: store.SubnetworkN.get(ctx, NETUID) }, (_, uid) => ({
    uid,
    hotkey: store.Keys.get(ctx, NETUID, uid),
    since: Number(store.BlockAtRegistration.get(ctx, NETUID, uid)),
    emission: emission[uid] ?? 0n,
  }));
  const oldest = all
    .filter(({ hotkey }) => owned.includes(hotkey))
    .sort((a, b) => (a.since === b.since ? a.uid - b.uid : a.since - b.since))
    .slice(0, limit)
    .map(({ hotkey }) => hotkey);
  const first = all.some(({ hotkey }) => hotkey === ownerHotkey) && !oldest.includes(ownerHotkey) ? [ownerHotkey] : [];
  const immortal = [...first, ...oldest].slice(0, limit);
  const order = all
    .filter(({ hotkey }) => !immortal.includes(hotkey))
    .sort((a, b) => Number(a.emission - b.emission) || a.since - b.since || a.uid - b.uid);
  const period = store.ImmunityPeriod.get(ctx, NETUID);
  const open = order.filter(({ since }) => atBlock - since >= period);
  const closed = order.filter(({ since }) => atBlock - since < period);
  const chosen = open.length > store.MinNonImmuneUids.get(ctx, NETUID) ? open[0] : closed[0];
  return chosen?.uid ?? -1;
}

it("thirty registrations on a full subnet, with emissions, immunity and limits that change: each takes whom the gauge named", async () => {
  room = await openAppRoom();
  const { keys } = room.app.services;
  const dice = createDice(7);
  const { walletId } = room.wallet;
  const head = () => room.practice.node.head().number;
  // Full from the beginning, so that every registration replaces somebody.
  // And no epoch on the way: one in the very block of a registration pays anew, and the order is another one.
  room.practice.act((ctx) => {
    store.MaxAllowedUids.put(ctx, NETUID, store.SubnetworkN.get(ctx, NETUID));
    store.Tempo.put(ctx, NETUID, 50_000);
  });
  await room.seal();
  const seen = { exposed: 0, immune: 0, own: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    room.practice.act((ctx) => {
      const size = store.SubnetworkN.get(ctx, NETUID);
      // Few different values, so that ties are common.
      store.Emission.put(
        ctx,
        NETUID,
        Array.from({ length: size }, () => BigInt(dice(4)) * 1_000n),
      );
      store.ImmunityPeriod.put(ctx, NETUID, [5, 40, 400][dice(3)] as number);
      store.MinNonImmuneUids.put(ctx, NETUID, dice(size));
      store.ImmuneOwnerUidsLimit.put(ctx, NETUID, 1 + dice(2));
      store.Burn.put(ctx, NETUID, store.MinBurn.get(ctx, NETUID));
    });
    await room.seal(1 + dice(4));
    const hotkeyName = `n${round}`;
    await keys.createHotkey(walletId, hotkeyName);
    const { address } = keys.hotkey(walletId, hotkeyName);
    const wish = { netuid: NETUID, walletId, hotkeyName, ceilingRao: "90000000000" };
    if (expectedVictim(head() + 1) === -1) {
      expect(await room.ask("registration.prepare", wish)).toMatchObject({ error: { code: "REGISTRATION_FULL" } });
      continue;
    }
    const plan = await room.get("registration.prepare", wish);
    const { wouldReplace } = await room.get("registration.price", { netuid: NETUID });
    const overview = await room.get("neurons.overview", { netuid: NETUID });
    // The registration happens in the next block.
    expect([round, wouldReplace?.uid]).toEqual([round, expectedVictim(head() + 1)]);
    const nextOut = overview.subnets[0]?.neurons.filter(({ survival }) => survival?.registrationsAway === 1) ?? [];
    expect(nextOut.every(({ uid }) => uid === wouldReplace?.uid)).toBe(true);
    const holder = store.Keys.get(room.practice.node.readContext(head()), NETUID, wouldReplace?.uid ?? 0);
    expect(await room.send(plan.planId)).toMatchObject({ state: "finalized", error: null });
    const ctx = room.practice.node.readContext(head());
    expect([round, store.Uids.get(ctx, NETUID, room.account(address))]).toEqual([round, wouldReplace?.uid]);
    expect(store.Uids.get(ctx, NETUID, holder) ?? null).toBeNull();
    seen[wouldReplace?.immune ? "immune" : "exposed"] += 1;
    seen.own += nextOut.length;
    await room.seal();
  }
  // The thirty rounds met both rules and own neurons, else they would show little.
  expect(Math.min(seen.exposed, seen.immune, seen.own)).toBeGreaterThan(3);
});

it("the registration price falls by itself exactly as the forecast says, block by block", async () => {
  room = await openAppRoom();
  const price = await room.get("registration.price", { netuid: 8 });
  const read = (block: number) => store.Burn.get(room.practice.node.readContext(block), 8).toString();
  expect(price.burnRao).toBe(read(price.atBlock));
  await room.seal(30);
  const inside = price.forecast.filter(({ block }) => block <= price.atBlock + 30);
  expect(inside.length).toBeGreaterThan(1);
  for (const { block, burnRao } of inside) expect([block, burnRao]).toEqual([block, read(block)]);
  const target = price.forecast[1]?.burnRao ?? "0";
  const { blocks } = await room.get("registration.forecast", { netuid: 8, targetRao: target });
  expect(blocks).toBe(0);
});
