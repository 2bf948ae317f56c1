import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import { INTAKE_PATH } from "#main/signals/intake.ts";
import { openStore } from "#main/store/store.ts";
import { openMinerRoom } from "../support/miner-room.ts";
import { startTestValidators } from "../support/practice-validators.ts";
import { type LoadResult, percentile, postLoad } from "./support/load.ts";
import { memoryMb } from "./support/memory.ts";

const CONNECTIONS = [1, 10, 100] as const;
const ORDERS = 200;
const COMMITS = 300;
const PAIRS = ["BTCUSD", "ETHUSD", "SOLUSD", "XRPUSD", "EURUSD", "GBPUSD", "AUDUSD", "USDCAD"] as const;

const signalBody = (apiKey: string, pair: string): string =>
  JSON.stringify({ api_key: apiKey, trade_pair: pair, order_type: "LONG", leverage: 0.1 });

/** Requests a second of a plain Fastify no-op in its own process, at the same connections. */
async function measureNoop(durationMs: number): Promise<LoadResult[]> {
  const child = createChildProcessHost().start(new URL("./support/noop-server.ts", import.meta.url), { name: "noop" });
  const { port } = await new Promise<{ port: number }>((resolve) => child.onMessage((told) => resolve(told as never)));
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));
  const results: LoadResult[] = [];
  for (const connections of CONNECTIONS) {
    results.push(
      await postLoad(
        `http://127.0.0.1:${port}`,
        "/noop",
        signalBody("k".repeat(64), "BTCUSD"),
        connections,
        durationMs,
      ),
    );
  }
  child.signal("SIGKILL");
  await gone;
  return results;
}

/** Durable intakes a second: the answer comes after the fsync, nothing is sent on (the validators are not known). */
async function measureIntake(durationMs: number) {
  const room = await openMinerRoom({}, null);
  const { minerId } = await room.miners.create({ kind: "signals", walletId: "w", hotkeyName: "hot7", netuid: 8 });
  const { pid, state } = await room.miners.startMiner(minerId);
  if (state !== "running") throw new Error(`the miner is ${state}`);
  const idleMb = memoryMb(pid);
  const { port } = room.signals.intake(minerId);
  const body = signalBody(room.signals.intakeKey(minerId).apiKey, "BTCUSD");
  const results: LoadResult[] = [];
  for (const connections of CONNECTIONS) {
    results.push(await postLoad(`http://127.0.0.1:${port}`, INTAKE_PATH, body, connections, durationMs));
  }
  const busyMb = memoryMb(pid);
  const kept = room.miners.journal(minerId).counts().received;
  await room.close();
  return { results, idleMb, busyMb, kept };
}

/** What one durable commit of this machine's disk costs now: the floor under everything above. */
function measureCommit() {
  const folder = mkdtempSync(join(tmpdir(), "tausmith-commit-"));
  const store = openStore(join(folder, "commit.sqlite"));
  store.db.exec("CREATE TABLE probe (value TEXT) STRICT");
  const insert = store.db.prepare("INSERT INTO probe VALUES (?)");
  const latencies: number[] = [];
  for (let index = 0; index < COMMITS; index += 1) {
    const startMs = performance.now();
    store.transaction(() => insert.run("x".repeat(200)));
    latencies.push(performance.now() - startMs);
  }
  store.close();
  rmSync(folder, { recursive: true });
  return { p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
}

/** From the POST to the moment the last of the validators has answered and that is on the disk, one at a time. */
async function measureDelivery(validatorCount: number) {
  const validators = await startTestValidators(Array<"honest">(validatorCount).fill("honest"));
  const delivery = { timeoutMs: 12_000, waitsMs: [], pool: 10, maxAgeMs: 600_000 };
  const room = await openMinerRoom({ delivery }, validators.rows);
  const { minerId } = await room.miners.create({ kind: "signals", walletId: "w", hotkeyName: "hot7", netuid: 8 });
  await room.miners.startMiner(minerId);
  const { url } = room.signals.intake(minerId);
  const { apiKey } = room.signals.intakeKey(minerId);
  const journal = room.miners.journal(minerId);
  const latencies: number[] = [];
  for (let index = 0; index < ORDERS + 20; index += 1) {
    const startMs = performance.timeOrigin + performance.now();
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: signalBody(apiKey, PAIRS[index % PAIRS.length] as string),
    });
    const { order_uuid: uuid } = (await response.json()) as { order_uuid: string };
    let settledAtMs: number | null = null;
    while (settledAtMs === null) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      settledAtMs = journal.get(uuid)?.settledAtMs ?? null;
    }
    // The journal's clock counts whole milliseconds; half of one is added on average.
    if (index >= 20) latencies.push(Math.max(0, settledAtMs + 0.5 - startMs));
  }
  await room.close();
  await validators.stop();
  return { validators: validatorCount, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
}

/** Intake against a plain Fastify no-op in the same run, delivery time, and memory of the miner process. */
export async function run(durationMs = 2_000): Promise<object> {
  const commit = measureCommit();
  const noop = await measureNoop(durationMs);
  const intake = await measureIntake(durationMs);
  const rows = CONNECTIONS.map((connections, index) => {
    const own = intake.results[index] as LoadResult;
    const plain = noop[index] as LoadResult;
    return {
      connections,
      durableIntakesPerSecond: own.requestsPerSecond,
      p99Ms: own.p99Ms,
      noopPerSecond: plain.requestsPerSecond,
      ratioToNoop: Math.round((own.requestsPerSecond / plain.requestsPerSecond) * 100) / 100,
    };
  });
  return {
    durableCommit: commit,
    intake: rows,
    signalsKept: intake.kept,
    postToLastAcknowledgement: await measureDelivery(3),
    minerProcessMb: { idle: intake.idleMb, afterLoad: intake.busyMb },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await run(), null, 2));
}
