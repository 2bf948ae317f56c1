import type { Dendrite, DendriteReply } from "#main/axon/dendrite.ts";
import type { Clock } from "#main/ports/clock.ts";
import { sendSignalSynapse, sendSignalValues } from "#src/axon/send-signal.ts";
import type { NetworkKind } from "#src/contract/network.ts";
import { classifyReply, retryAfterMs, wasUnanswered } from "#src/signals/classify-reply.ts";
import type { DeliverySettings } from "#src/signals/delivery-settings.ts";
import { type DeliveryResult, isFinal, settle } from "#src/signals/signal-states.ts";
import { selectTargets } from "#src/signals/targets.ts";
import { tradePair } from "#src/signals/trade-pairs.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import type { Journal, JournalSignal, OpenDelivery } from "./journal.ts";
import { createPool } from "./pool.ts";

export interface DispatcherDeps {
  readonly journal: Journal;
  readonly dendrite: Dendrite;
  readonly clock: Clock;
  readonly settings: DeliverySettings;
  readonly network: NetworkKind;
  readonly ownHotkey: string;
  /** Something in the journal changed. */
  changed(): void;
  /** A settled signal or a trouble, as a line for the log. Never holds a secret. */
  note(level: "info" | "warn" | "error", text: string): void;
  /** The journal cannot be written: going on would risk double orders. */
  broken(error: unknown): void;
}

export interface Dispatcher {
  /** Takes up what a former run left open. Call once, before anything new. */
  recover(): void;
  /** Sends a signal that is already in the journal. */
  dispatch(signal: JournalSignal): void;
  setValidators(rows: readonly ValidatorRow[]): void;
  /** Begins no further attempt and waits for those under way, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

interface Tracked {
  readonly signal: JournalSignal;
  readonly results: Map<string, DeliveryResult>;
  /** Deliveries not yet final. */
  open: number;
}

interface Job extends OpenDelivery {
  readonly tracked: Tracked;
}

/**
 * Delivers signals to validators (facts D5). Orders of one trade pair reach one validator strictly one after another,
 * so that a FLAT never overtakes its LONG; a validator that does not answer holds up nobody else. A pool bounds what is
 * in flight. Every attempt is in the journal before it leaves, and goes out with the signal's one uuid.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { journal, dendrite, clock, settings, network } = deps;
  const pool = createPool(settings.pool);
  const lanes = new Map<string, Job[]>();
  const cancels = new Set<() => void>();
  let unplanned: JournalSignal[] = [];
  let validators: readonly ValidatorRow[] | null = null;
  let stopped = false;

  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      if (stopped) return;
      stopped = true;
      deps.broken(error);
    });
  };

  const finish = async (tracked: Tracked): Promise<void> => {
    const settlement = settle([...tracked.results.values()], network);
    await journal.settle(tracked.signal.seq, settlement, clock.nowMs());
    const { uuid, tradePairId, orderType } = tracked.signal;
    const level = settlement.state === "processed" ? "info" : "warn";
    deps.note(level, `${orderType} ${tradePairId} ${uuid}: ${settlement.state}. ${settlement.reason}`);
    deps.changed();
  };

  const enqueue = (job: Job): void => {
    const key = `${job.tracked.signal.tradePairId} ${job.target.hotkey}`;
    const lane = lanes.get(key);
    if (lane) {
      lane.push(job);
    } else {
      lanes.set(key, [job]);
      guard(runLane(key));
    }
  };

  const runLane = async (key: string): Promise<void> => {
    const lane = lanes.get(key) as Job[];
    for (let job = lane[0]; job && !stopped; job = lane[0]) {
      if (!(await deliver(job))) return;
      lane.shift();
    }
    if (lane.length === 0) lanes.delete(key);
  };

  /** Brings one delivery to its end; `false` where the dispatcher stopped in between. */
  const deliver = async (job: Job): Promise<boolean> => {
    let { begun, ended, unanswered } = job;
    for (;;) {
      if (stopped) return false;
      const attempt = await pool.run(() =>
        stopped ? Promise.resolve(null) : tryOnce(job, begun + 1, ended + 1, unanswered),
      );
      if (!attempt) return false;
      begun += 1;
      ended += 1;
      unanswered ||= attempt.unanswered;
      deps.changed();
      if (attempt.waitMs === null) return true;
      if (!(await pause(attempt.waitMs))) return false;
    }
  };

  const tryOnce = async (job: Job, number: number, ended: number, unanswered: boolean) => {
    const { signal } = job.tracked;
    const { hotkey, trust } = job.target;
    await journal.beginAttempt(signal.seq, hotkey, number, clock.nowMs());
    const pair = tradePair(signal.tradePairId);
    const newest = validators?.find((row) => row.hotkey === hotkey && row.port > 0 && row.ip !== "0.0.0.0");
    const { ip, port } = newest ?? job.target;
    const reply: DendriteReply = pair
      ? await dendrite.send(
          { ip, port, hotkey },
          sendSignalSynapse,
          sendSignalValues(signal.uuid, signal, pair),
          settings.timeoutMs,
        )
      : { kind: "refused", status: 0, message: "This trade pair is no longer known.", latencyMs: 0 };
    if (stopped && (reply.kind === "unreachable" || reply.kind === "timedOut")) return null;
    const { outcome, message, order } = classifyReply(reply, unanswered);
    const waitMs = retryAfterMs({ outcome, message, trust, attempts: ended, waitsMs: settings.waitsMs }, network);
    const last = outcome === "timedOut" ? "unreachable" : outcome;
    const state = waitMs === null ? last : "waiting";
    const end = { latencyMs: reply.latencyMs, httpStatus: reply.status, outcome, message };
    await journal.endAttempt(signal.seq, hotkey, number, end, state, order);
    if (waitMs === null) await conclude(job, { hotkey, trust, state, message });
    return { waitMs, unanswered: wasUnanswered(outcome, reply.status) };
  };

  const conclude = async ({ tracked }: Job, result: DeliveryResult): Promise<void> => {
    tracked.results.set(result.hotkey, result);
    tracked.open -= 1;
    if (tracked.open === 0) await finish(tracked);
  };

  const pause = (waitMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const cancel = (): void => {
        cancelTimer();
        resolve(false);
      };
      const cancelTimer = clock.after(waitMs, () => {
        cancels.delete(cancel);
        resolve(true);
      });
      cancels.add(cancel);
    });

  const plan = async (signal: JournalSignal, rows: readonly ValidatorRow[]): Promise<void> => {
    const targets = selectTargets(rows, network, deps.ownHotkey);
    const tracked: Tracked = { signal, results: new Map(), open: targets.length };
    if (targets.length === 0) return finish(tracked);
    await journal.plan(signal.seq, targets);
    for (const target of targets) enqueue({ tracked, target, begun: 0, ended: 0, unanswered: false });
    deps.changed();
    return undefined;
  };

  return {
    recover() {
      for (const { signal, deliveries } of journal.recover()) {
        if (!deliveries) {
          unplanned.push(signal);
          continue;
        }
        const open = deliveries.filter((delivery) => !isFinal(delivery.state));
        const done = deliveries.filter((delivery) => isFinal(delivery.state));
        const results = done.map(({ target, state, lastMessage }): [string, DeliveryResult] => [
          target.hotkey,
          { hotkey: target.hotkey, trust: target.trust, state, message: lastMessage },
        ]);
        const tracked: Tracked = { signal, results: new Map(results), open: open.length };
        if (open.length === 0) guard(finish(tracked));
        for (const delivery of open) enqueue({ ...delivery, tracked });
      }
    },
    dispatch(signal) {
      if (stopped) return;
      if (validators) guard(plan(signal, validators));
      else unplanned.push(signal);
    },
    setValidators(rows) {
      validators = rows;
      const ready = unplanned;
      unplanned = [];
      for (const signal of ready) guard(plan(signal, rows));
    },
    async stop(graceMs) {
      stopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
      await new Promise<void>((resolve) => {
        const cancelTimer = clock.after(graceMs, resolve);
        pool.idle().then(() => {
          cancelTimer();
          resolve();
        });
      });
    },
  };
}
