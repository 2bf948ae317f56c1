import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "#main/log/logger.ts";
import { createPractice, type Practice } from "#main/practice/practice.ts";
import { freePortNear } from "#main/signals/free-port.ts";
import type { MoveView } from "#src/contract/move.ts";
import { approving } from "#test/support/chain-room.ts";
import { openServiceMachine, type ServiceMachine } from "#test/support/service-machine.ts";

const NETUID = 8;
const HOST = "127.0.0.2";
const PASSPHRASE = "carry me across the street";

let root: string;
let practice: Practice;
let old: ServiceMachine;
let fresh: ServiceMachine;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tausmith-move-axon-"));
  practice = createPractice({ dir: join(root, "practice"), log: silentLogger(), port: 0, blockTimeMs: 250 });
  const { url } = await practice.start();
  await practice.validatorsReady();
  const options = { url, sendersDir: join(root, "senders"), role: "axon" } as const;
  old = await openServiceMachine(options);
  fresh = await openServiceMachine(options);
}, 120_000);
afterAll(async () => {
  await old.close();
  await fresh.close();
  await practice.stop();
  rmSync(root, { recursive: true, force: true });
}, 60_000);

/** A hotkey with a UID and a miner that runs its axon. */
async function setUp(): Promise<{ minerId: string; walletId: string; hotkeyName: string; port: number }> {
  const { room, miners } = old;
  const hotkeyName = "miner";
  const { walletId, address } = await room.keys.createPractice("practice", hotkeyName);
  await practice.faucet(address, 100_000_000_000n);
  const { burnRao } = await room.registration.price(NETUID);
  const ceilingRao = (BigInt(burnRao) * 3n) / 2n;
  const { planId } = await room.registration.prepare({ netuid: NETUID, walletId, hotkeyName, ceilingRao });
  const { transactionId } = await room.transactions.submit(planId, undefined, approving);
  await room.transactions.wait(transactionId, "included", 60_000);
  const miner = await miners.create({ kind: "signals", walletId, hotkeyName, netuid: NETUID });
  expect((await miners.startMiner(miner.minerId)).state).toBe("running");
  return { minerId: miner.minerId, walletId, hotkeyName, port: miner.intakePort };
}

/** The first view of a move that fits, from its own stream. */
const whenMove = (machine: ServiceMachine, fits: (move: MoveView) => boolean): Promise<MoveView> =>
  new Promise((resolve) => {
    let over = false;
    const stop = machine.room.events.subscribe("move.changed", ({ payload }) => {
      const found = payload.find(fits);
      if (over || !found) return;
      over = true;
      queueMicrotask(() => stop());
      resolve(found);
    });
  });
const requestsOf = ({ requests }: MoveView): number =>
  requests?.perMinute.reduce((sum, { count }) => sum + count, 0) ?? 0;
/** Resolves once the machine's axon was asked `times` more. */
const whenAsked = (machine: ServiceMachine, times: number): Promise<void> =>
  new Promise((resolve) => {
    let left = times;
    const stop = machine.miners.onAsked((_minerId, { count }) => {
      left -= count;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
const atHead = (machine: ServiceMachine, fits: () => Promise<boolean>): Promise<void> =>
  new Promise((resolve) => {
    const stop = machine.room.chain.onHead(() => {
      void fits().then((yes) => {
        if (!yes) return;
        stop();
        resolve();
      });
    });
  });

describe("moving a miner that serves an axon", { timeout: 240_000 }, () => {
  it("starts, proves and publishes the new one, sees the old one's requests fall to zero, and stops it", async () => {
    const { minerId, walletId, hotkeyName, port } = await setUp();
    const named = { netuid: NETUID, walletId, hotkeyName };
    await old.publish({ ...named, ip: HOST, port, allowPrivate: true });
    await whenAsked(old, 3);

    const { move, file } = await old.move.export({ minerId, passphrase: PASSPHRASE });
    const { moveId } = move;
    expect(move).toMatchObject({
      side: "old",
      role: "axon",
      stage: "made",
      action: "import",
      axon: { published: null },
    });
    old = await old.restart();
    await old.miners.start();
    await whenAsked(old, 2);
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => "done",
        (error: { code: string }) => error.code,
      );
    const end = (anyway = false) => old.move.end({ moveId, drain: true, anyway });
    expect(await refused(end())).toBe("MOVE_NOT_PUBLISHED");

    const newPort = (await freePortNear(port + 50)) as number;
    const imported = await fresh.move.import({ file, passphrase: PASSPHRASE, port: newPort });
    expect(imported).toMatchObject({ side: "new", role: "axon", stage: "imported", action: "check", readyCode: null });
    fresh = await fresh.restart();
    await fresh.room.keys.openVault(PASSPHRASE);
    const { url } = await fresh.reach.start({ ip: HOST, port: newPort }, true);
    expect((await fetch(url)).status).toBe(200);
    expect((await whenMove(fresh, ({ action }) => action === "start")).axon?.reachedFrom).toBe("127.0.0.1");

    // Both run at once, as an axon may: the old one goes on being asked.
    expect((await fresh.move.begin({ moveId })).stage).toBe("started");
    fresh = await fresh.restart();
    await fresh.room.keys.openVault(PASSPHRASE);
    await fresh.miners.start();
    const before = await fresh.move.get(moveId);
    expect(before).toMatchObject({ stage: "started", action: "publish", minerRunning: true });
    await whenAsked(old, 1);

    const there = { netuid: NETUID, walletId: before.walletId, hotkeyName: before.hotkeyName };
    if ((before.axon?.waitMs ?? 0) > 0) {
      expect(await refused(fresh.axon.prepare({ ...there, ip: HOST, port: newPort, allowPrivate: true }))).toBe(
        "AXON_RATE_LIMIT",
      );
      expect(before.steps.at(-1)?.sentence).toMatch(/next change in/);
    }
    await atHead(fresh, async () => (await fresh.axon.view(there)).waitBlocks === 0);
    await fresh.publish({ ...there, ip: HOST, port: newPort, allowPrivate: true });
    const endpoint = `${HOST}:${newPort}`;
    expect(await whenMove(fresh, ({ stage }) => stage === "done")).toMatchObject({ axon: { published: endpoint } });

    const watching = await old.move.get(moveId);
    expect(watching).toMatchObject({ action: "watch", axon: { published: endpoint } });
    expect(requestsOf(watching)).toBeGreaterThan(5);
    expect(await refused(end())).toBe("MOVE_STILL_ASKED");
    old = await old.restart();
    await old.miners.start();
    expect((await old.move.get(moveId)).action).toBe("watch");
    expect(requestsOf(await old.move.get(moveId))).toBeGreaterThanOrEqual(requestsOf(watching));

    // The validators forget the old address with their next metagraph; then the new one alone is asked.
    await whenAsked(fresh, 5);
    await atHead(old, async () => (await old.move.get(moveId)).action === "stop");
    const quiet = await old.move.get(moveId);
    expect(quiet.requests?.quietAtMs).toBeLessThanOrEqual(Date.now());
    const last = quiet.requests?.lastAtMs ?? 0;
    expect(Date.now() - last).toBeGreaterThan(4_000);
    await whenAsked(fresh, 2);
    expect((await old.move.get(moveId)).requests?.lastAtMs).toBe(last);

    expect(await end()).toMatchObject({ stage: "handedOver", action: null, hasToken: false });
    expect(old.miners.view(minerId).state).toBe("stopped");
    old = await old.restart();
    await old.miners.start();
    expect(old.miners.view(minerId).state).toBe("stopped");
    expect(await refused(old.miners.startMiner(minerId))).toBe("MOVE_HANDED_OVER");
    await whenAsked(fresh, 2);
    expect(old.move.takeBack(moveId).stage).toBe("takenBack");
    expect((await old.miners.startMiner(minerId)).state).toBe("running");
  });
});
