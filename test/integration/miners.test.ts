import { fork, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { exitCodes } from "#main/miners/exit-codes.ts";
import type { FromMiner, ToMiner } from "#main/miners/messages.ts";
import { entryUrl } from "#main/ports/entries.ts";
import { freePortNear } from "#main/signals/free-port.ts";
import type { SignalView } from "#src/contract/signals.ts";
import { type MinerRoom, openMinerRoom, whenMiner, whenSignals } from "../support/miner-room.ts";
import { startTestValidators, type TestValidators } from "../support/practice-validators.ts";
import { testKey } from "../support/sr25519-key.ts";

const delivery = { timeoutMs: 700, waitsMs: [50, 50], pool: 10, maxAgeMs: 600_000 };
const supervision = {
  backOff: { firstMs: 20, capMs: 100, stableAfterMs: 60_000 },
  readyMs: 20_000,
  askMs: 4_000,
  interruptMs: 2_000,
};

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function validatorsOf(...behaviours: Parameters<typeof startTestValidators>[0]): Promise<TestValidators> {
  const validators = await startTestValidators(behaviours);
  closers.push(() => validators.stop());
  return validators;
}
async function roomWith(...args: Parameters<typeof openMinerRoom>): Promise<MinerRoom> {
  const room = await openMinerRoom({ delivery, supervision, ...args[0] }, args[1]);
  closers.push(() => room.close());
  return room;
}
const create = (room: MinerRoom, hotkeyName = "hot7") =>
  room.miners.create({ kind: "signals", walletId: "w", hotkeyName, netuid: 8 });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const settled = (list: readonly SignalView[], uuid: string) =>
  list.find((one) => one.uuid === uuid && one.settledAtMs !== null);

describe("a miner's life", () => {
  it("starts, stops, and leaves nothing behind", async () => {
    const room = await roomWith({}, []);
    const { minerId } = await create(room);
    expect(room.miners.view(minerId)).toMatchObject({ state: "stopped", pid: null, network: "practice" });
    const view = await room.miners.startMiner(minerId);
    expect(view).toMatchObject({ state: "running", restarts: 0, error: null });
    expect(isAlive(view.pid as number)).toBe(true);
    expect(await room.miners.startMiner(minerId)).toMatchObject({ pid: view.pid });
    expect(() => room.miners.remove(minerId)).toThrowError(expect.objectContaining({ code: "MINER_STILL_RUNS" }));
    expect(await room.miners.stopMiner(minerId)).toMatchObject({ state: "stopped", pid: null });
    expect(isAlive(view.pid as number)).toBe(false);
    const folder = room.miners.folder(minerId);
    room.miners.remove(minerId);
    expect(room.miners.list()).toEqual([]);
    expect(existsSync(folder)).toBe(true);
  });

  it("comes back after a crash, with a growing wait", async () => {
    const room = await roomWith({}, []);
    const { minerId } = await create(room);
    const first = await room.miners.startMiner(minerId);
    process.kill(first.pid as number, "SIGKILL");
    await whenMiner(room, minerId, "backingOff");
    expect(room.miners.view(minerId).sentence).toMatch(/was ended by SIGKILL; it starts again in 1 s/);
    await whenMiner(room, minerId, "running");
    const second = room.miners.view(minerId);
    expect(second).toMatchObject({ state: "running", restarts: 1 });
    expect(second.pid).not.toBe(first.pid);
    expect(room.miners.logs(minerId, 10).map((line) => line.text)).toContain(
      "The miner process was ended by SIGKILL; it starts again in 0.02 s.",
    );
  });

  it("is refused a second sender with the same hotkey, and a port another miner has", async () => {
    const room = await roomWith({}, []);
    const { intakePort } = await create(room);
    await expect(create(room)).rejects.toMatchObject({ code: "MINER_HOTKEY_IN_USE", field: "hotkeyName" });
    const second = { kind: "signals", walletId: "w", hotkeyName: "hot9", netuid: 8, intakePort } as const;
    await expect(room.miners.create(second)).rejects.toMatchObject({ code: "MINER_PORT_TAKEN", field: "intakePort" });
    expect((await create(room, "hot9")).intakePort).not.toBe(intakePort);
    await expect(room.miners.startMiner("nobody")).rejects.toMatchObject({ code: "MINER_UNKNOWN" });
    const ticket = { tradePairId: "BTCUSD", orderType: "LONG", leverage: 0.1 } as const;
    await expect(room.miners.send(room.miners.list()[0]?.minerId ?? "", ticket)).rejects.toMatchObject({
      code: "MINER_NOT_RUNNING",
    });
  });

  it("does not start with a secret that is not its hotkey's, nor restart", async () => {
    const room = await roomWith(
      {
        keys: {
          get: () => ({ name: "test" }),
          hotkey: () => ({ address: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" }),
          minerKey: async () => ({
            address: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
            publicKey: new Uint8Array(32).fill(1),
            secretKey: new Uint8Array(64).fill(8),
          }),
        },
      },
      [],
    );
    const { minerId } = await create(room);
    expect(await room.miners.startMiner(minerId)).toMatchObject({
      state: "failed",
      error: { code: "MINER_KEY_INVALID" },
      restarts: 0,
    });
  });

  it("runs again when the app starts again, and only on its own network", async () => {
    const room = await openMinerRoom({ delivery, supervision }, []);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    await room.close(true);

    const again = await roomWith({ profileDir: room.profileDir }, []);
    await again.miners.start();
    expect(again.miners.view(minerId)).toMatchObject({ state: "running" });
    await again.close(true);
    closers.pop();

    const elsewhere = await roomWith({ profileDir: room.profileDir }, []);
    elsewhere.network = { name: "finney", kind: "finney" };
    await elsewhere.miners.start();
    expect(elsewhere.miners.view(minerId)).toMatchObject({ state: "stopped" });
    await expect(elsewhere.miners.startMiner(minerId)).rejects.toMatchObject({ code: "MINER_OTHER_NETWORK" });
  });
});

describe("a miner process alone", () => {
  it("ends when its parent is gone, and never had a secret in its arguments or environment", async () => {
    const key = await testKey(7);
    const folder = mkdtempSync(join(tmpdir(), "tausmith-orphan-"));
    const child = fork(fileURLToPath(entryUrl("miner-process")), [], { serialization: "advanced", silent: true });
    const ready = new Promise<void>((resolve) => {
      child.on("message", (message: FromMiner) => message.type === "ready" && resolve());
    });
    child.send({
      type: "start",
      minerId: "m",
      hotkey: { address: key.address, publicKey: key.publicKey, secretKey: key.secretKey },
      netuid: 8,
      network: "practice",
      folder,
      sendersDir: join(folder, "senders"),
      intakePort: (await freePortNear(30_000 + (process.pid % 20_000))) as number,
      delivery,
      validators: null,
    } satisfies ToMiner);
    await ready;
    if (process.platform === "linux") {
      const seen = ["cmdline", "environ"].map((file) => readFileSync(`/proc/${child.pid}/${file}`, "latin1")).join();
      expect(seen).not.toContain(Buffer.from(key.secretKey).toString("hex"));
      expect(seen).not.toContain(Buffer.from(key.secretKey).toString("base64"));
    }
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    child.disconnect();
    expect(await ended).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("cannot be started by hand", async () => {
    const child = spawn(process.execPath, [fileURLToPath(entryUrl("miner-process"))], { stdio: "ignore" });
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(exitCodes.fatal);
  });
});

describe("delivery", () => {
  it("keeps signals until the validators are known, and says so", async () => {
    const validators = await validatorsOf("honest", "honest");
    const room = await roomWith({}, null);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const sent = await room.signals.send({ minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" });
    expect(sent).toMatchObject({ state: "received", validatorsAsked: 0 });
    room.rows = validators.rows;
    await room.miners.refreshValidators();
    const list = await whenSignals(room, (signals) => settled(signals, sent.uuid) !== undefined);
    expect(settled(list, sent.uuid)).toMatchObject({ state: "processed", validatorsAccepted: 2 });
  });

  it("fails a signal whose validators stay unknown for too long, before they are known", async () => {
    const room = await roomWith({ delivery: { ...delivery, maxAgeMs: 100 } }, null);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const sent = await room.signals.send({ minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" });
    const list = await whenSignals(room, (signals) => settled(signals, sent.uuid) !== undefined);
    expect(settled(list, sent.uuid)).toMatchObject({
      state: "failed",
      validatorsAsked: 0,
      reason: "Accepted by 0: not sent: older than 0.1 seconds. Send it anew if it is still meant.",
    });
  });

  it("never sends a signal that a long downtime made too old, whether it was sent before or not", async () => {
    const validators = await validatorsOf("honest", "silent");
    const rows = validators.rows.map((row) => ({ ...row, trust: 0.9 }));
    const room = await openMinerRoom({ delivery, supervision }, null);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const order = { minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" } as const;
    const waiting = await room.signals.send(order);
    await room.close(true);

    const age = () => {
      const db = new DatabaseSync(join(room.profileDir, "miners", minerId, "journal.sqlite"));
      db.exec("UPDATE signals SET received_at_ms = received_at_ms - 3600000");
      db.close();
    };
    age();
    const again = await openMinerRoom(
      { delivery: { ...delivery, waitsMs: [60_000] }, supervision, profileDir: room.profileDir },
      rows,
    );
    const late = whenSignals(again, (signals) => settled(signals, waiting.uuid) !== undefined);
    await again.miners.start();
    expect(settled(await late, waiting.uuid)).toMatchObject({ state: "failed", validatorsAsked: 0 });
    expect(validators.orders).toEqual([]);

    const halfway = whenSignals(again, (signals) => signals.some((one) => one.validatorsAccepted === 1));
    const sent = await again.signals.send(order);
    await halfway;
    await again.close(true);
    age();
    const orders = validators.orders.length;
    const last = await roomWith({ profileDir: room.profileDir }, rows);
    const end = whenSignals(last, (signals) => settled(signals, sent.uuid) !== undefined);
    await last.miners.start();
    expect(settled(await end, sent.uuid)).toMatchObject({ state: "failed", validatorsAsked: 2, validatorsAccepted: 1 });
    const { deliveries, reason } = last.signals.get(sent.uuid);
    expect(deliveries.map((one) => one.state)).toEqual(["accepted", "expired"]);
    expect(reason).toMatch(
      /Accepted by 1 of 2 validators; .*: not sent again after 10 minutes; an earlier attempt was never answered/,
    );
    expect(validators.orders).toHaveLength(orders);
  });

  it("fails a signal that nobody is there to take", async () => {
    const room = await roomWith({}, []);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const sent = await room.signals.send({ minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" });
    const list = await whenSignals(room, (signals) => settled(signals, sent.uuid) !== undefined);
    expect(settled(list, sent.uuid)).toMatchObject({ state: "failed", reason: expect.stringMatching(/^No validator/) });
  });

  it("lets neither a silent nor a refusing validator hold up the others, and tells all outcomes", async () => {
    const validators = await validatorsOf("honest", "silent", "refusing");
    const trusts = [0.9, 0.5, 0.5];
    const rows = validators.rows.map((row, index) => ({ ...row, trust: trusts[index] as number }));
    const gone = {
      ...rows[0]!,
      uid: 9,
      port: 1,
      hotkey: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
      trust: 0.1,
    };
    const room = await roomWith({}, [...rows, gone]);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const sent = await room.signals.send({ minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" });
    const list = await whenSignals(room, (signals) => settled(signals, sent.uuid) !== undefined);
    expect(settled(list, sent.uuid)).toMatchObject({ state: "processed", validatorsAsked: 4, validatorsAccepted: 1 });
    const { deliveries } = room.signals.get(sent.uuid);
    const outcomes = deliveries.map(({ uid, state, attempts }) => [uid, state, attempts.map((one) => one.outcome)]);
    expect(outcomes.sort()).toEqual([
      [0, "accepted", ["accepted"]],
      [1, "unreachable", Array(3).fill("timedOut")],
      [2, "refused", Array(3).fill("refused")],
      [9, "unreachable", Array(3).fill("unreachable")],
    ]);
  });

  it("counts an order whose first answer was lost as accepted, once", async () => {
    const validators = await validatorsOf("mute");
    const room = await roomWith({}, validators.rows);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const sent = await room.signals.send({ minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" });
    const list = await whenSignals(room, (signals) => settled(signals, sent.uuid) !== undefined);
    expect(settled(list, sent.uuid)).toMatchObject({ state: "processed", validatorsAccepted: 1 });
    const [delivery] = room.signals.get(sent.uuid).deliveries;
    expect(delivery?.attempts.map((one) => one.outcome)).toEqual(["timedOut", "accepted"]);
    expect(delivery?.attempts[1]?.message).toContain("has already been processed");
    expect(validators.orders.filter((told) => told.accepted)).toHaveLength(1);
  });

  it("sends orders of a pair to a validator in the order they came", async () => {
    const validators = await validatorsOf("refusing");
    const room = await roomWith({ delivery: { ...delivery, waitsMs: [] } }, validators.rows);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const sent = await Promise.all(
      Array.from({ length: 8 }, () =>
        room.signals.send({ minerId, tradePair: "BTCUSD", orderType: "LONG", leverage: "0.1" }),
      ),
    );
    await whenSignals(room, (signals) => signals.length === 8 && signals.every((one) => one.settledAtMs !== null));
    const arrived = validators.orders.map((told) => told.uuid);
    const kept = room.signals.list(minerId, 100).map((one) => one.uuid);
    expect(arrived).toEqual(kept.reverse());
    expect(new Set(arrived)).toEqual(new Set(sent.map((one) => one.uuid)));
  });
});

describe("killing the process at any moment", () => {
  const MOMENTS = ["post begun", "post answered", "order arrived", "after settling"] as const;
  const PAIRS = ["BTCUSD", "EURUSD", "AUDUSD"] as const;

  it.each(MOMENTS)("loses no signal and gives no validator an order twice: %s", async (moment) => {
    const validators = await validatorsOf("honest", "honest", "mute");
    const room = await roomWith({}, validators.rows);
    const { minerId } = await create(room);
    await room.miners.startMiner(minerId);
    const { url } = room.signals.intake(minerId);
    const { apiKey } = room.signals.intakeKey(minerId);
    const kill = async (): Promise<void> => {
      const { pid } = room.miners.view(minerId);
      const down = whenMiner(room, minerId, "backingOff");
      process.kill(pid as number, "SIGKILL");
      await down;
      await whenMiner(room, minerId, "running");
    };
    const taken: string[] = [];
    for (const [index, trade_pair] of PAIRS.entries()) {
      const arrived = validators.nextOrder();
      const body = JSON.stringify({ api_key: apiKey, trade_pair, order_type: "LONG", leverage: 0.2 });
      const answered = fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body }).then(
        async (response) => taken.push(((await response.json()) as { order_uuid: string }).order_uuid),
        () => undefined,
      );
      if (moment === "post answered") await answered;
      if (moment === "order arrived") await arrived;
      if (moment === "after settling") {
        await whenSignals(room, (list) => list.length > index && list.every((one) => one.settledAtMs !== null));
      }
      await kill();
      await answered;
    }
    if (moment === "post answered" || moment === "after settling") expect(taken).toHaveLength(PAIRS.length);
    const kept = room.signals.list(minerId, 100);
    if (kept.length > 0) {
      await whenSignals(room, (list) => list.length >= kept.length && list.every((one) => one.settledAtMs !== null));
    }
    const done = room.signals.list(minerId, 100);
    expect(done.map((one) => one.uuid)).toEqual(expect.arrayContaining(taken));
    for (const one of done)
      expect(one).toMatchObject({ state: "processed", validatorsAsked: 3, validatorsAccepted: 3 });
    const orders = validators.orders.filter((told) => told.accepted).map((told) => `${told.validator} ${told.uuid}`);
    expect(new Set(orders).size).toBe(orders.length);
    expect(orders).toHaveLength(done.length * 3);
  });
});
