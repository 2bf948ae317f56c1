import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "#main/log/logger.ts";
import { createPractice, type Practice } from "#main/practice/practice.ts";
import { readHostFile } from "#main/profile/host-file.ts";
import { connectWire, type WireClient } from "#main/transport/wire-client.ts";
import type { Input, Output, Payload, ProcedureName, StreamName } from "#src/contract/index.ts";
import type { ErrorView } from "#src/result.ts";
import { type CliProcess, startCli } from "./cli-process.ts";

/** One machine of a move: a whole Tausmith in a process of its own, over a profile of its own. */
export interface MoveMachine {
  readonly dir: string;
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The refusal of a call that must not succeed. */
  refusal<N extends ProcedureName>(name: N, input: Input<N>): Promise<ErrorView>;
  /** Calls, and kills the process as soon as a snapshot tells that the call has begun to change something. */
  callAndKill<N extends ProcedureName, S extends StreamName>(
    name: N,
    input: Input<N>,
    stream: S,
    begun: (payload: Payload<S>) => boolean,
  ): Promise<void>;
  /** The first snapshot of a stream that fits. */
  until<N extends StreamName>(stream: N, fits: (payload: Payload<N>) => boolean): Promise<Payload<N>>;
  /** Ends the process without a warning and starts another one over the same profile. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface MoveRoom {
  readonly practice: Practice;
  /** Where the practice validators keep the orders they accepted. */
  readonly ordersFile: string;
  machine(name: string): Promise<MoveMachine>;
  close(): Promise<void>;
}

/** One practice network and as many machines on it as a test asks for; all of one user, as on one real machine. */
export async function openMoveRoom(blockTimeMs = 250): Promise<MoveRoom> {
  const root = mkdtempSync(join(tmpdir(), "tausmith-move-"));
  const practiceDir = join(root, "practice");
  const practice = createPractice({ dir: practiceDir, log: silentLogger(), port: 0, blockTimeMs });
  const { url } = await practice.start();
  await practice.validatorsReady();
  const dataHome = process.env.XDG_DATA_HOME;
  process.env.XDG_DATA_HOME = join(root, "data-home");
  const machines: MoveMachine[] = [];
  return {
    practice,
    ordersFile: join(practiceDir, "validators", "validators.sqlite"),
    async machine(name) {
      const opened = await openMachine(join(root, name), url);
      machines.push(opened);
      return opened;
    },
    async close() {
      await Promise.all(machines.map((one) => one.close()));
      await practice.stop();
      if (dataHome === undefined) delete process.env.XDG_DATA_HOME;
      else process.env.XDG_DATA_HOME = dataHome;
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function openMachine(dir: string, url: string): Promise<MoveMachine> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  let host: CliProcess;
  let wire: WireClient;

  const until: MoveMachine["until"] = (stream, fits) =>
    new Promise((resolve) => {
      let over = false;
      const stop = wire.on(stream, (payload) => {
        if (over || !fits(payload)) return;
        over = true;
        queueMicrotask(() => stop());
        resolve(payload);
      });
    });
  const start = async (): Promise<void> => {
    host = startCli(["serve", "--data", dir, "--network", url]);
    await host.line(/Tausmith runs/);
    const record = readHostFile(dir);
    if (!record) throw new Error("the host wrote no host.json");
    wire = await connectWire(record.port, record.token);
    await until("network.changed", ({ state }) => state === "online");
  };
  const kill = async (): Promise<void> => {
    host.child.kill("SIGKILL");
    await host.ended;
  };
  await start();
  return {
    dir,
    until,
    async call(name, input) {
      const result = await wire.call(name, input);
      if (result.ok) return result.value;
      throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
    },
    async refusal(name, input) {
      const result = await wire.call(name, input);
      if (!result.ok) return result.error;
      throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
    },
    async callAndKill(name, input, stream, begun) {
      const changed = until(stream, begun);
      const answer = wire.call(name, input);
      await changed;
      await kill();
      await answer;
      await start();
    },
    async crash() {
      await kill();
      await start();
    },
    async close() {
      await wire.close();
      await host.interrupt();
    },
  };
}

/** A practice wallet with a hotkey that holds a UID on `netuid`. */
export async function registeredHotkey(
  { call }: MoveMachine,
  name: string,
  netuid: number,
  practice: Practice,
): Promise<{ readonly walletId: string; readonly hotkeyName: string; readonly hotkey: string }> {
  const hotkeyName = "miner";
  const wallet = await call("wallet.createPractice", { name, hotkeyName });
  await practice.faucet(wallet.address, 100_000_000_000n);
  const { burnRao } = await call("registration.price", { netuid });
  const ceilingRao = ((BigInt(burnRao) * 3n) / 2n).toString();
  const plan = await call("registration.prepare", { netuid, walletId: wallet.walletId, hotkeyName, ceilingRao });
  const { transactionId } = await call("transactions.submit", { planId: plan.planId });
  const { state } = await call("transactions.wait", { transactionId, until: "included", timeoutMs: 60_000 });
  if (state === "failed") throw new Error("the registration failed");
  return { walletId: wallet.walletId, hotkeyName, hotkey: wallet.hotkeys[0]?.address ?? "" };
}
