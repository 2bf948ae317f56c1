import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "#main/log/logger.ts";
import { readHandoverCode, writeHandoverCode } from "#main/move/handover-code.ts";
import { createPractice, type Practice } from "#main/practice/practice.ts";
import { openServiceMachine, type ServiceMachine } from "#test/support/service-machine.ts";

const NETUID = 8;
const PASSPHRASE = "carry me across the street";
const SIGNAL = { tradePairId: "BTCUSD", orderType: "LONG", leverage: 0.1 } as const;

let root: string;
let networks: Practice[];
let urls: string[];
let machines: ServiceMachine[];
let ports = 23_000 + (process.pid % 18_000);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tausmith-move-refusals-"));
  networks = ["one", "two"].map((name) =>
    createPractice({
      dir: join(root, name),
      log: silentLogger(),
      port: 0,
      blockTimeMs: 500,
      seed: name,
      validators: false,
    }),
  );
  urls = await Promise.all(networks.map(async (network) => (await network.start()).url));
}, 60_000);
afterAll(async () => {
  await Promise.all(networks.map((network) => network.stop()));
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  machines = [];
});
afterEach(async () => {
  for (const machine of machines) await machine.close();
}, 60_000);

async function open(network = 0): Promise<ServiceMachine> {
  ports += 20;
  const options = {
    url: urls[network] ?? "",
    sendersDir: join(root, "senders"),
    role: "sender",
    firstPort: ports,
  } as const;
  const machine = await openServiceMachine(options);
  machines.push(machine);
  return machine;
}
async function restarted(machine: ServiceMachine): Promise<ServiceMachine> {
  const again = await machine.restart();
  machines[machines.indexOf(machine)] = again;
  return again;
}
/** A machine with a signal miner that runs. Its hotkey needs no UID: what it takes is kept, and that is enough here. */
async function withMiner(machine: ServiceMachine, name = "main") {
  const { walletId } = await machine.room.keys.createPractice(name, "miner");
  const { minerId } = await machine.miners.create({ kind: "signals", walletId, hotkeyName: "miner", netuid: NETUID });
  expect((await machine.miners.startMiner(minerId)).state).toBe("running");
  return { walletId, minerId, hotkeyName: "miner" };
}
const exported = async (machine: ServiceMachine, minerId: string) => {
  const { move, file } = await machine.move.export({ minerId, passphrase: PASSPHRASE });
  return { moveId: move.moveId, file };
};
const brought = (machine: ServiceMachine, file: string) => machine.move.import({ file, passphrase: PASSPHRASE });
const stop = (machine: ServiceMachine, moveId: string, readyCode: string | null) =>
  machine.move.end({ moveId, readyCode: readyCode ?? "", drain: false, anyway: false });
const refused = async (work: Promise<unknown> | (() => unknown)): Promise<string> => {
  try {
    await (typeof work === "function" ? work() : work);
    return "done";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("a move refuses", { timeout: 120_000 }, () => {
  it("a file with the wrong passphrase, cut, changed, of another network, its own, twice, or with a hotkey that is here", async () => {
    const old = await open();
    const { minerId } = await withMiner(old);
    const { moveId, file } = await exported(old, minerId);
    const fresh = await open();
    expect(await refused(fresh.move.import({ file, passphrase: "another passphrase" }))).toBe("AUTH_PASSWORD_WRONG");
    expect(await refused(brought(fresh, file.slice(0, -20)))).toBe("KEY_FILE_DAMAGED");
    const sealed = JSON.parse(file) as { body: string };
    const body = Buffer.from(sealed.body, "base64");
    body[40] = (body[40] ?? 0) ^ 4;
    const flipped = JSON.stringify({ ...sealed, body: body.toString("base64") });
    expect(await refused(brought(fresh, flipped))).toBe("AUTH_PASSWORD_WRONG");

    const elsewhere = await open(1);
    const other = await elsewhere.move.preview({ file, passphrase: PASSPHRASE });
    expect(other).toMatchObject({ networkFits: false, problem: expect.stringContaining("The miner belongs to") });
    expect(await refused(brought(elsewhere, file))).toBe("MOVE_OTHER_NETWORK");
    expect(await refused(brought(old, file))).toBe("MOVE_OWN_FILE");
    // Nothing of all that was left behind.
    for (const one of [fresh, elsewhere]) {
      expect([one.room.keys.list(), one.miners.list(), one.move.list()]).toEqual([[], [], []]);
    }
    await brought(fresh, file);
    expect(await refused(brought(fresh, file))).toBe("MOVE_IMPORTED_BEFORE");

    await old.move.cancel(moveId);
    const again = await exported(old, minerId);
    expect(await refused(brought(fresh, again.file))).toBe("MOVE_HOTKEY_HERE");
    expect(fresh.miners.list()).toHaveLength(1);
  });

  it("a hand-over code before the stop, of another move, changed, or made for another import of the same file", async () => {
    const old = await open();
    const fresh = await open();
    const third = await open();
    const first = await exported(old, (await withMiner(old, "one")).minerId);
    const second = await exported(old, (await withMiner(old, "two")).minerId);
    const here = await brought(fresh, first.file);
    const secondHere = await brought(fresh, second.file);
    const elsewhere = await brought(third, first.file);
    expect(elsewhere.readyCode).not.toBe(here.readyCode);

    expect(await refused(() => old.move.token(first.moveId))).toBe("MOVE_NOT_STOPPED");
    expect(await refused(fresh.move.begin({ moveId: first.moveId }))).toBe("MOVE_AWAITS_HANDOVER");
    expect(await refused(stop(old, first.moveId, null))).toBe("MOVE_READY_CODE");
    expect(await refused(stop(fresh, first.moveId, here.readyCode))).toBe("MOVE_OTHER_SIDE");
    expect(await refused(old.move.begin({ moveId: first.moveId }))).toBe("MOVE_OTHER_SIDE");

    await stop(old, first.moveId, here.readyCode);
    await stop(old, second.moveId, secondHere.readyCode);
    const { token } = old.move.token(first.moveId);
    const start = (machine: ServiceMachine, text: string) =>
      refused(machine.move.begin({ moveId: first.moveId, token: text }));
    expect(await start(fresh, old.move.token(second.moveId).token)).toBe("MOVE_TOKEN_OTHER");
    const { payload, signature } = readHandoverCode(token) ?? { payload: "", signature: new Uint8Array() };
    const lied = payload.replace(/"stoppedAtMs":\d/, '"stoppedAtMs":9');
    expect(await start(fresh, writeHandoverCode(lied, signature))).toBe("MOVE_TOKEN_FORGED");
    expect(await start(fresh, token.slice(0, 60))).toBe("MOVE_TOKEN_INVALID");
    expect(await start(third, token)).toBe("MOVE_TOKEN_OTHER_IMPORT");
    expect([fresh, third].flatMap(({ miners }) => miners.list()).filter(({ state }) => state !== "stopped")).toEqual(
      [],
    );
    // A mail program may have broken the line.
    expect(await start(fresh, token.replace(/(.{60})/g, "$1\r\n"))).toBe("done");
    expect(await refused(fresh.move.cancel(first.moveId))).toBe("MOVE_STEP_REFUSED");
    expect(fresh.miners.view(here.minerId).state).toBe("running");
  });

  it("a second sender on one machine, whatever the profile", async () => {
    const old = await open();
    const { minerId } = await withMiner(old);
    const { moveId, file } = await exported(old, minerId);
    const fresh = await open();
    const { minerId: there } = await brought(fresh, file);
    // Forced, while the old one runs: the machine itself still says no.
    expect(fresh.move.takeOver(moveId)).toMatchObject({ stage: "taken", forced: true });
    expect(await refused(fresh.move.begin({ moveId }))).toBe("MINER_SENDER_ELSEWHERE");
    expect(fresh.miners.view(there).state).toBe("failed");
    await old.miners.stopMiner(minerId);
    expect(await fresh.move.begin({ moveId })).toMatchObject({ stage: "done", forced: true });
    expect((await old.miners.startMiner(minerId)).error?.code).toBe("MINER_SENDER_ELSEWHERE");
  });
});

describe("a move can be left", { timeout: 120_000 }, () => {
  it("on the old side before the sender ended: the miner runs as before, also after it had begun to stop", async () => {
    const old = await open();
    const { minerId } = await withMiner(old);
    const first = await exported(old, minerId);
    expect(await old.move.cancel(first.moveId)).toMatchObject({ stage: "cancelled", over: true });
    expect(old.miners.view(minerId).state).toBe("running");
    const { moveId } = await exported(old, minerId);
    // A signal that nobody takes keeps the draining from its end.
    await old.miners.send(minerId, SIGNAL);
    const ending = old.move.end({ moveId, readyCode: "K7QD-2M9X", drain: true, anyway: false });
    expect((await old.move.get(moveId)).stage).toBe("stopping");
    expect(await refused(old.miners.startMiner(minerId))).toBe("MOVE_STOPPING");
    expect(await old.move.cancel(moveId)).toMatchObject({ stage: "cancelled" });
    expect((await ending).stage).toBe("cancelled");
    expect(old.miners.view(minerId).state).toBe("running");
    await old.miners.send(minerId, SIGNAL);
    expect(await refused(() => old.move.token(moveId))).toBe("MOVE_NOT_STOPPED");
  });

  it("on the new side before the start: what the import made is taken away, and the file can be imported again", async () => {
    const old = await open();
    const { minerId } = await withMiner(old);
    const { moveId, file } = await exported(old, minerId);
    let fresh = await open();
    const { readyCode } = await brought(fresh, file);
    fresh = await restarted(fresh);
    expect(await refused(fresh.move.cancel(moveId))).toBe("KEY_VAULT_CLOSED");
    expect(fresh.miners.list()).toHaveLength(1);
    await fresh.room.keys.openVault(PASSPHRASE);
    expect(await fresh.move.cancel(moveId)).toMatchObject({ stage: "cancelled" });
    expect([fresh.room.keys.list(), fresh.miners.list()]).toEqual([[], []]);
    expect(await refused(fresh.move.begin({ moveId }))).not.toBe("done");
    const again = await brought(fresh, file);
    expect(again.readyCode).not.toBe(readyCode);
    expect(fresh.miners.list()).toHaveLength(1);
  });

  it("by taking the miner back, and a moved miner can come home", async () => {
    const old = await open();
    const fresh = await open();
    const { minerId } = await withMiner(old);
    const away = await exported(old, minerId);
    const { readyCode } = await brought(fresh, away.file);
    await stop(old, away.moveId, readyCode);
    expect(await refused(old.miners.startMiner(minerId))).toBe("MOVE_HANDED_OVER");
    expect(await refused(exported(old, minerId))).toBe("MOVE_HANDED_OVER");
    expect(await refused(old.move.cancel(away.moveId))).toBe("MOVE_STEP_REFUSED");
    const { token } = old.move.token(away.moveId);
    const there = await fresh.move.begin({ moveId: away.moveId, token });
    expect(there.stage).toBe("done");

    // Home again: the file comes back to the machine that had handed the hotkey over.
    const home = await exported(fresh, there.minerId);
    expect(await brought(old, home.file)).toMatchObject({ stage: "imported", minerId });
    expect(await refused(old.miners.startMiner(minerId))).toBe("MOVE_AWAITS_HANDOVER");
    await old.move.cancel(home.moveId);
    expect(await refused(old.miners.startMiner(minerId))).toBe("MOVE_HANDED_OVER");
    const back = await brought(old, home.file);
    await stop(fresh, home.moveId, back.readyCode);
    const begun = await old.move.begin({ moveId: home.moveId, token: fresh.move.token(home.moveId).token });
    expect(begun).toMatchObject({ stage: "done", minerId, minerRunning: true });
    expect(fresh.move.takeBack(home.moveId)).toMatchObject({ stage: "takenBack" });
    expect((await fresh.miners.startMiner(there.minerId)).error?.code).toBe("MINER_SENDER_ELSEWHERE");
  });
});
