import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MoveView } from "#src/contract/move.ts";
import type { SignalView } from "#src/contract/signals.ts";
import { type MoveMachine, type MoveRoom, openMoveRoom, registeredHotkey } from "#test/support/move-room.ts";

const NETUID = 8;
const PASSPHRASE = "carry me across the street";

let room: MoveRoom;
let old: MoveMachine;
let fresh: MoveMachine;

beforeAll(async () => {
  room = await openMoveRoom();
  [old, fresh] = await Promise.all([room.machine("old"), room.machine("new")]);
}, 180_000);
afterAll(() => room.close(), 60_000);

const send = (machine: MoveMachine, minerId: string, tradePair: string, orderType: "LONG" | "FLAT" = "LONG") =>
  machine.call("signals.send", { minerId, tradePair, orderType, leverage: "0.1" });
const settled = async (machine: MoveMachine, uuid: string): Promise<SignalView> => {
  const list = await machine.until("signals.changed", (signals) =>
    signals.some((one) => one.uuid === uuid && one.settledAtMs !== null),
  );
  return list.find((one) => one.uuid === uuid) as SignalView;
};
const moveOf = async (machine: MoveMachine, moveId: string): Promise<MoveView> => machine.call("move.get", { moveId });

/** What the practice validators took of one miner's orders: how often each uuid, by all of them together. */
function acceptedOrders(hotkey: string): Map<string, number> {
  const db = new DatabaseSync(room.ordersFile, { readOnly: true });
  const rows = db.prepare("SELECT uuid, count(*) AS n FROM orders WHERE miner = ? GROUP BY uuid").all(hotkey);
  db.close();
  return new Map(rows.map((row) => [String(row.uuid), Number(row.n)]));
}

describe("moving a signal miner to another machine", { timeout: 600_000 }, () => {
  it("hands over once, loses no order and doubles none, with both sides killed in the middle of every step", async () => {
    const { walletId, hotkeyName, hotkey } = await registeredHotkey(old, "practice", NETUID, room.practice);
    const { minerId } = await old.call("miners.create", { walletId, hotkeyName, netuid: NETUID });
    await old.call("miners.start", { minerId });
    const { apiKey } = await old.call("signals.intakeKey", { minerId });
    const validators = room.practice.status().validators.filter(({ netuid }) => netuid === NETUID).length;
    const first = await send(old, minerId, "BTCUSD");
    expect((await settled(old, first.uuid)).state).toBe("processed");

    // Killed while the file is made: the move that began is told, and a new one can be made.
    await old.callAndKill("move.export", { minerId, passphrase: PASSPHRASE }, "move.changed", (all) => all.length > 0);
    for (const { moveId } of await old.call("move.list", {})) await old.call("move.cancel", { moveId });
    const { move, file } = await old.call("move.export", { minerId, passphrase: PASSPHRASE });
    const { moveId } = move;
    expect(move).toMatchObject({ side: "old", role: "sender", stage: "made", action: "import", stepsDone: 1 });
    expect(await old.refusal("move.export", { minerId, passphrase: PASSPHRASE })).toMatchObject({
      code: "MOVE_UNDER_WAY",
      details: { moveId },
    });
    await old.crash();
    await old.until("miners.changed", (all) => all.some((one) => one.minerId === minerId && one.state === "running"));
    expect((await moveOf(old, moveId)).stage).toBe("made");

    const seen = await fresh.call("move.preview", { file, passphrase: PASSPHRASE });
    expect(seen).toMatchObject({
      fingerprint: move.fingerprint,
      hotkey,
      hotkeyHere: false,
      walletHere: null,
      networkFits: true,
      netuid: NETUID,
      hasIntakeKey: true,
      positions: [{ pair: "BTCUSD", leverage: 0.1 }],
      problem: null,
    });
    await fresh.callAndKill("move.import", { file, passphrase: PASSPHRASE }, "wallet.changed", (all) => all.length > 0);
    const cut = (await fresh.call("move.list", {}))[0];
    if (cut && (await fresh.call("miners.list", {})).length > 0) {
      expect(cut.stage).toBe("imported");
    } else {
      await fresh.call("move.import", { file, passphrase: PASSPHRASE });
    }
    const imported = await moveOf(fresh, moveId);
    expect(imported).toMatchObject({ side: "new", stage: "imported", action: "giveCode", minerRunning: false });
    expect(imported.readyCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await fresh.call("wallet.list", {})).toMatchObject([{ kind: "watch", hotkeys: [{ address: hotkey }] }]);
    expect(await fresh.refusal("move.import", { file, passphrase: PASSPHRASE })).toMatchObject({
      code: "MOVE_IMPORTED_BEFORE",
    });
    expect(await fresh.refusal("miners.start", { minerId: imported.minerId })).toMatchObject({
      code: "MOVE_AWAITS_HANDOVER",
    });
    expect(await fresh.refusal("move.start", { moveId })).toMatchObject({ code: "MOVE_AWAITS_HANDOVER" });
    expect(await old.refusal("move.token", { moveId })).toMatchObject({ code: "MOVE_NOT_STOPPED" });
    expect(await old.refusal("move.stop", { moveId })).toMatchObject({ code: "MOVE_READY_CODE", field: "readyCode" });

    // The second order of a pair comes too soon, so it is refused for now and still open when the sender ends.
    const second = await send(old, minerId, "ETHUSD");
    expect((await settled(old, second.uuid)).state).toBe("processed");
    const third = await send(old, minerId, "ETHUSD");
    const readyCode = imported.readyCode ?? "";
    await old.callAndKill(
      "move.stop",
      { moveId, readyCode: readyCode.toLowerCase(), drain: false },
      "move.changed",
      (all) => all.some((one) => one.moveId === moveId && one.stage !== "made"),
    );
    expect(["stopping", "handedOver"]).toContain((await moveOf(old, moveId)).stage);
    expect((await old.call("miners.list", {}))[0]?.state).toBe("stopped");
    expect((await old.refusal("miners.start", { minerId })).code).toMatch(/^MOVE_(STOPPING|HANDED_OVER)$/);
    const stopped = await old.call("move.stop", { moveId, readyCode });
    expect(stopped).toMatchObject({ stage: "handedOver", action: "carry", hasToken: true, mayTakeBack: true });
    expect(stopped.handedOver).toBe(1);
    const { token } = await old.call("move.token", { moveId });
    await old.crash();
    expect((await old.call("move.token", { moveId })).token).toBe(token);
    expect(await old.refusal("miners.start", { minerId })).toMatchObject({ code: "MOVE_HANDED_OVER" });
    expect((await old.call("signals.get", { uuid: third.uuid })).state).toBe("failed");
    await old.call("miners.remove", { minerId });
    expect(await old.refusal("miners.create", { walletId, hotkeyName, netuid: NETUID })).toMatchObject({
      code: "MOVE_HANDED_OVER",
    });

    const openVault = () => fresh.call("wallet.openVault", { passphrase: PASSPHRASE });
    for (const [bad, code] of [
      ["tausmith", "MOVE_TOKEN_INVALID"],
      [token.slice(0, -40), "MOVE_TOKEN_INVALID"],
      [`${token.slice(0, -4)}${token.endsWith("AAAA") ? "BBBB" : "AAAA"}`, "MOVE_TOKEN_FORGED"],
    ] as const) {
      expect(await fresh.refusal("move.start", { moveId, token: bad })).toMatchObject({ code, field: "token" });
    }
    await openVault();
    await fresh.callAndKill("move.start", { moveId, token }, "move.changed", (all) =>
      all.some(({ stage }) => stage !== "imported"),
    );
    await openVault();
    const begun = await fresh.call("move.start", { moveId, token });
    expect(begun).toMatchObject({ stage: "done", minerRunning: true, forced: false, action: null });
    await fresh.crash();
    await openVault();
    await fresh.call("miners.start", { minerId: begun.minerId });
    expect((await moveOf(fresh, moveId)).stage).toBe("done");

    expect((await settled(fresh, third.uuid)).state).toBe("processed");
    const { url } = await fresh.call("signals.intake", { minerId: begun.minerId });
    const posted = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ api_key: apiKey, trade_pair: "SOLUSD", order_type: "LONG", leverage: 0.1 }),
    });
    const { order_uuid: fourth } = (await posted.json()) as { order_uuid: string };
    expect((await settled(fresh, fourth)).state).toBe("processed");

    const uuids = [first.uuid, second.uuid, third.uuid, fourth];
    expect(acceptedOrders(hotkey)).toEqual(new Map(uuids.map((uuid) => [uuid, validators])));
    const known = (await fresh.call("signals.list", { limit: 100 })).map(({ uuid }) => uuid);
    expect(new Set(known)).toEqual(new Set(uuids));
    expect(known).toHaveLength(uuids.length);
  });
});
