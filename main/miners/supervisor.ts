import type { Clock } from "#main/ports/clock.ts";
import { AppError, toErrorView } from "#src/app-error.ts";
import type { MinerState } from "#src/contract/miners.ts";
import type { ErrorView } from "#src/result.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import { type BackOffSettings, backOffMs } from "./back-off.ts";
import { isFatalExit } from "./exit-codes.ts";
import type { LogLine } from "./log-ring.ts";
import type { FromMiner, MinerStart, ToMiner } from "./messages.ts";
import type { ProcessHandle, ProcessHost } from "./process-host.ts";
import type { SettledSignal } from "./tell-activity.ts";

export interface SupervisorSettings {
  readonly backOff: BackOffSettings;
  /** A process that is not ready after this long is ended and counts as crashed. */
  readonly readyMs: number;
  /** Waits of the stop: after asking, after SIGINT; then SIGKILL. */
  readonly askMs: number;
  readonly interruptMs: number;
}

export interface SupervisorDeps {
  readonly host: ProcessHost;
  readonly entry: URL;
  readonly name: string;
  readonly clock: Clock;
  readonly settings: SupervisorSettings;
  /** Gathers key and configuration anew for each start. Its secret is wiped right after it was handed over. */
  makeStart(): Promise<MinerStart>;
  changed(): void;
  signalsChanged(): void;
  settled(signal: SettledSignal): void;
  /** Requests its axon was asked. */
  asked?(told: { readonly count: number; readonly atMs: number }): void;
  log(line: LogLine): void;
}

/** What is known about one miner's process. */
export interface ProcessView {
  readonly state: MinerState;
  readonly sentence: string;
  readonly error: ErrorView | null;
  readonly startedAtMs: number | null;
  readonly restarts: number;
  readonly pid: number | null;
  /** `null` until the process told. */
  readonly counts: { readonly received: number; readonly pending: number } | null;
}

export interface Supervisor {
  view(): ProcessView;
  /** Starts and resolves when the miner runs or it is clear that it does not; never rejects. */
  start(): Promise<void>;
  /** Stops in steps: ask, wait, interrupt, kill. Resolves when the process is gone. */
  stop(): Promise<void>;
  setValidators(rows: readonly ValidatorRow[]): void;
  reloadKey(): void;
  /** Lets it take nothing new. Resolves when nothing is unsettled, it has ended, or `limitMs` are over. */
  drain(limitMs: number): Promise<void>;
  /** Hands a signal to the running miner and gives its uuid once it is in the journal. Error: `MINER_NOT_RUNNING`. */
  send(signal: SignalRequest): Promise<string>;
}

const STOPPED = "Stopped.";

const notRunning = (): AppError =>
  new AppError("MINER_NOT_RUNNING", "The miner does not run.", {
    hint: "Start the miner, then send the signal again.",
  });

/** Keeps one miner's process in the state somebody asked for (states and steps: design section 4). */
export function createSupervisor(deps: SupervisorDeps): Supervisor {
  const { clock, settings } = deps;
  let view: ProcessView = {
    state: "stopped",
    sentence: STOPPED,
    error: null,
    startedAtMs: null,
    restarts: 0,
    pid: null,
    counts: null,
  };
  let wanted = false;
  let child: ProcessHandle | null = null;
  /** Counts launches, so that one that was overtaken by a stop does not go on. */
  let generation = 0;
  let crashes = 0;
  let lastFatal: ErrorView | null = null;
  let timers: (() => void)[] = [];
  let settledWaiters: (() => void)[] = [];
  let goneWaiters: (() => void)[] = [];
  let drainWaiters: (() => void)[] = [];
  let nextRequest = 1;
  const requests = new Map<number, { resolve(uuid: string): void; reject(error: unknown): void }>();

  const set = (change: Partial<ProcessView>): void => {
    view = { ...view, ...change };
    if (view.state !== "starting") {
      for (const tell of settledWaiters) tell();
      settledWaiters = [];
    }
    deps.changed();
  };
  const log = (level: LogLine["level"], text: string): void => deps.log({ atMs: clock.nowMs(), level, text });
  const clearTimers = (): void => {
    for (const cancel of timers) cancel();
    timers = [];
  };
  const later = (delayMs: number, work: () => void): void => {
    timers.push(clock.after(delayMs, work));
  };
  const send = (message: ToMiner): void => child?.send(message);

  const drained = (): void => {
    for (const tell of drainWaiters) tell();
    drainWaiters = [];
  };

  const fail = (error: ErrorView): void => {
    wanted = false;
    log("error", `${error.code}: ${error.message}`);
    set({ state: "failed", sentence: error.message, error, pid: null, startedAtMs: null });
  };

  const launch = async (): Promise<void> => {
    lastFatal = null;
    generation += 1;
    const own = generation;
    const overtaken = (): boolean => !wanted || own !== generation;
    set({ state: "starting", sentence: "Starting…", error: null });
    let start: MinerStart;
    try {
      start = await deps.makeStart();
    } catch (error) {
      if (!overtaken()) fail(toErrorView(error));
      return;
    }
    if (overtaken()) {
      start.hotkey.secretKey.fill(0);
      return;
    }
    const started = deps.host.start(deps.entry, { name: deps.name });
    child = started;
    set({ pid: started.pid ?? null });
    started.onMessage((message) => take(message as FromMiner));
    started.onOutput((text) => log("warn", text));
    started.onExit((code, signal) => ended(started, code, signal));
    started.send(start satisfies ToMiner);
    start.hotkey.secretKey.fill(0);
    later(settings.readyMs, () => {
      log("error", "The miner process did not get ready in time.");
      started.signal("SIGKILL");
    });
  };

  const take = (message: FromMiner): void => {
    switch (message.type) {
      case "ready":
        if (view.state !== "starting") return;
        clearTimers();
        later(settings.backOff.stableAfterMs, () => {
          crashes = 0;
        });
        log("info", `Runs in process ${child?.pid ?? "?"}; takes signals on 127.0.0.1:${message.intakePort}.`);
        set({ state: "running", startedAtMs: clock.nowMs() });
        return;
      case "state": {
        const counts = { received: message.received, pending: message.pending };
        set(view.state === "running" ? { sentence: message.sentence, counts } : { counts });
        return;
      }
      case "log":
        deps.log(message);
        return;
      case "signals":
        deps.signalsChanged();
        return;
      case "settled":
        deps.settled(message);
        return;
      case "asked":
        deps.asked?.(message);
        return;
      case "drained":
        drained();
        return;
      case "sent":
        requests.get(message.requestId)?.resolve(message.uuid);
        requests.delete(message.requestId);
        return;
      case "refused": {
        const { code, ...rest } = message.error;
        requests.get(message.requestId)?.reject(new AppError(code, rest.message, rest));
        requests.delete(message.requestId);
        return;
      }
      case "fatal":
        lastFatal = message.error;
    }
  };

  const ended = (which: ProcessHandle, code: number | null, signal: string | null): void => {
    if (which !== child) return;
    child = null;
    clearTimers();
    drained();
    for (const request of requests.values()) request.reject(notRunning());
    requests.clear();
    deps.signalsChanged();
    if (!wanted) {
      set({ state: "stopped", sentence: STOPPED, pid: null, startedAtMs: null });
    } else if (isFatalExit(code)) {
      fail(
        lastFatal ?? {
          code: "MINER_FAILED",
          message: "The miner process refused to run.",
          hint: "Read the miner's log, then start it again.",
        },
      );
    } else {
      crashes += 1;
      const waitMs = backOffMs(crashes, settings.backOff);
      const how = signal ? `was ended by ${signal}` : `ended with code ${code ?? "?"}`;
      log("error", `The miner process ${how}; it starts again in ${waitMs / 1_000} s.`);
      set({
        state: "backingOff",
        sentence: `The process ${how}; it starts again in ${Math.ceil(waitMs / 1_000)} s.`,
        restarts: view.restarts + 1,
        pid: null,
        startedAtMs: null,
      });
      later(waitMs, () => void launch());
    }
    for (const tell of goneWaiters) tell();
    goneWaiters = [];
  };

  return {
    view: () => view,
    start: async () => {
      if (view.state === "stopping") await new Promise<void>((resolve) => goneWaiters.push(resolve));
      if (!wanted) {
        wanted = true;
        crashes = 0;
        view = { ...view, restarts: 0 };
        void launch();
      }
      if (view.state === "starting") await new Promise<void>((resolve) => settledWaiters.push(resolve));
    },
    stop: async () => {
      wanted = false;
      clearTimers();
      if (!child) {
        set({ state: "stopped", sentence: STOPPED, error: null, pid: null, startedAtMs: null });
        return;
      }
      const gone = new Promise<void>((resolve) => goneWaiters.push(resolve));
      if (view.state !== "stopping") {
        const stopping = child;
        set({ state: "stopping", sentence: "Stopping…" });
        send({ type: "stop" });
        later(settings.askMs, () => stopping.signal("SIGINT"));
        later(settings.askMs + settings.interruptMs, () => stopping.signal("SIGKILL"));
      }
      await gone;
    },
    setValidators: (rows) => send({ type: "validators", rows }),
    reloadKey: () => send({ type: "reloadKey" }),
    drain: (limitMs) =>
      new Promise((resolve) => {
        if (view.state !== "running") return resolve();
        const cancel = clock.after(limitMs, resolve);
        drainWaiters.push(() => {
          cancel();
          resolve();
        });
        send({ type: "drain" });
      }),
    send: (signal) =>
      new Promise((resolve, reject) => {
        if (view.state !== "running") {
          reject(notRunning());
          return;
        }
        const requestId = nextRequest;
        nextRequest += 1;
        requests.set(requestId, { resolve, reject });
        send({ type: "send", requestId, signal });
      }),
  };
}
