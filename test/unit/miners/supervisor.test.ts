import { beforeEach, describe, expect, it } from "vitest";
import { exitCodes } from "#main/miners/exit-codes.ts";
import type { FromMiner, MinerStart, ToMiner } from "#main/miners/messages.ts";
import type { ProcessHandle } from "#main/miners/process-host.ts";
import { createSupervisor, type Supervisor } from "#main/miners/supervisor.ts";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";

/** Time that moves only when told. */
function handClock(): Clock & { forward(ms: number): void } {
  let nowMs = 0;
  let timers: { atMs: number; callback: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    nowNs: () => BigInt(nowMs) * 1_000_000n,
    after: (delayMs, callback) => {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    forward: (ms) => {
      nowMs += ms;
      const due = timers.filter((timer) => timer.atMs <= nowMs);
      timers = timers.filter((timer) => timer.atMs > nowMs);
      for (const timer of due) timer.callback();
    },
  };
}

class HandProcess implements ProcessHandle {
  readonly pid = 4_242;
  readonly sent: ToMiner[] = [];
  readonly signals: string[] = [];
  tell: (message: FromMiner) => void = () => undefined;
  exit: (code: number | null, signal?: string) => void = () => undefined;
  send(message: unknown) {
    this.sent.push(structuredClone(message) as ToMiner);
  }
  onMessage(listener: (message: unknown) => void) {
    this.tell = listener;
  }
  onOutput() {}
  onExit(listener: (code: number | null, signal: string | null) => void) {
    this.exit = (code, signal) => listener(code, signal ?? null);
  }
  signal(name: string) {
    this.signals.push(name);
  }
}

let clock: ReturnType<typeof handClock>;
let processes: HandProcess[];
let secrets: Uint8Array[];
let makeStart: () => Promise<MinerStart>;
let supervisor: Supervisor;
const newest = () => processes.at(-1) as HandProcess;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

beforeEach(() => {
  clock = handClock();
  processes = [];
  secrets = [];
  makeStart = async () => {
    const secretKey = new Uint8Array(64).fill(9);
    secrets.push(secretKey);
    return {
      type: "start",
      minerId: "m",
      hotkey: { address: "5x", publicKey: new Uint8Array(32), secretKey },
      netuid: 8,
      network: "practice",
      folder: "/nowhere",
      sendersDir: "/nowhere/senders",
      intakePort: 8_088,
      delivery: { timeoutMs: 1, waitsMs: [], pool: 1, maxAgeMs: 1 },
      validators: null,
    };
  };
  supervisor = createSupervisor({
    host: {
      start: () => {
        processes.push(new HandProcess());
        return newest();
      },
    },
    entry: new URL("file:///entry.js"),
    name: "test",
    clock,
    settings: {
      backOff: { firstMs: 1_000, capMs: 4_000, stableAfterMs: 60_000 },
      readyMs: 20_000,
      askMs: 4_000,
      interruptMs: 2_000,
    },
    makeStart: () => makeStart(),
    changed: () => undefined,
    signalsChanged: () => undefined,
    settled: () => undefined,
    log: () => undefined,
  });
});

async function running() {
  const started = supervisor.start();
  await turn();
  newest().tell({ type: "ready", intakePort: 8_088 });
  await started;
  expect(supervisor.view().state).toBe("running");
}

describe("starting", () => {
  it("hands the key over the channel once and wipes its own copy", async () => {
    await running();
    expect(newest().sent).toMatchObject([{ type: "start", hotkey: { secretKey: new Uint8Array(64).fill(9) } }]);
    expect(secrets).toEqual([new Uint8Array(64)]);
  });

  it("ends a process that does not get ready", async () => {
    void supervisor.start();
    await turn();
    clock.forward(20_000);
    expect(newest().signals).toEqual(["SIGKILL"]);
  });

  it("fails with the reason where there is no key", async () => {
    makeStart = () => Promise.reject(new AppError("KEY_LOCKED", "The vault is locked.", { hint: "Open it." }));
    await supervisor.start();
    expect(supervisor.view()).toMatchObject({
      state: "failed",
      error: { code: "KEY_LOCKED" },
      sentence: "The vault is locked.",
    });
    expect(processes).toHaveLength(0);
  });

  it("does not go on when it was stopped while gathering the key", async () => {
    void supervisor.start();
    const stopped = supervisor.stop();
    void supervisor.start();
    await stopped;
    await turn();
    expect(processes).toHaveLength(1);
    expect(secrets[0]).toEqual(new Uint8Array(64));
  });
});

describe("crashes", () => {
  it("wait longer each time, up to the cap, and start over once it was stable", async () => {
    await running();
    const waits: number[] = [];
    for (let crash = 0; crash < 4; crash += 1) {
      const count = processes.length;
      newest().exit(1);
      expect(supervisor.view().state).toBe("backingOff");
      let waited = 0;
      while (processes.length === count) {
        clock.forward(1_000);
        waited += 1_000;
        await turn();
      }
      waits.push(waited);
      newest().tell({ type: "ready", intakePort: 8_088 });
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 4_000]);
    expect(supervisor.view().restarts).toBe(4);
    clock.forward(60_000);
    newest().exit(null, "SIGSEGV");
    expect(supervisor.view().sentence).toBe("The process was ended by SIGSEGV; it starts again in 1 s.");
  });

  it("do not restart after a fatal end, and tell why", async () => {
    void supervisor.start();
    await turn();
    newest().tell({ type: "fatal", error: { code: "SIGNAL_PORT_IN_USE", message: "Taken.", hint: "Use 8089." } });
    newest().exit(exitCodes.fatal);
    clock.forward(600_000);
    await turn();
    expect(processes).toHaveLength(1);
    expect(supervisor.view()).toMatchObject({ state: "failed", error: { code: "SIGNAL_PORT_IN_USE" } });
  });

  it("refuse the signals that were under way", async () => {
    await running();
    const sending = supervisor.send({ tradePairId: "BTCUSD", orderType: "LONG", leverage: 1 });
    newest().exit(1);
    await expect(sending).rejects.toMatchObject({ code: "MINER_NOT_RUNNING" });
  });
});

describe("stopping", () => {
  it("asks, then interrupts, then kills", async () => {
    await running();
    const stopped = supervisor.stop();
    expect(newest().sent.at(-1)).toEqual({ type: "stop" });
    clock.forward(3_999);
    expect(newest().signals).toEqual([]);
    clock.forward(1);
    expect(newest().signals).toEqual(["SIGINT"]);
    clock.forward(2_000);
    expect(newest().signals).toEqual(["SIGINT", "SIGKILL"]);
    newest().exit(null, "SIGKILL");
    await stopped;
    expect(supervisor.view()).toMatchObject({ state: "stopped", pid: null });
    clock.forward(600_000);
    await turn();
    expect(processes).toHaveLength(1);
  });

  it("needs no process to stop one that waits to restart", async () => {
    await running();
    newest().exit(1);
    await supervisor.stop();
    clock.forward(600_000);
    await turn();
    expect(processes).toHaveLength(1);
    expect(supervisor.view().state).toBe("stopped");
  });
});
