import type { Dendrite, DendriteReply } from "#main/axon/dendrite.ts";
import type { Clock } from "#main/ports/clock.ts";
import { sendSignalSynapse, sendSignalValues } from "#src/axon/send-signal.ts";
import type { NetworkKind } from "#src/contract/network.ts";
import { classifyReply, retryAfterMs, wasUnanswered } from "#src/signals/classify-reply.ts";
import type { DeliverySettings } from "#src/signals/delivery-settings.ts";
import { isTooOld, tooOldText } from "#src/signals/maximum-age.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";
import { type DeliveryResult, isFinal, type Settlement, settle } from "#src/signals/signal-states.ts";
import { selectTargets } from "#src/signals/targets.ts";
import { tradePair } from "#src/signals/trade-pairs.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import type { Journal, JournalSignal, JournalWrites, OpenDelivery, SignalSource } from "./journal.ts";
import { createKeptSignals } from "./kept-signals.ts";
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
  /** A signal came to its end; the text says how. Never holds a secret. */
  settled(uuid: string, state: Settlement["state"], text: string): void;
  /** The journal cannot be written: going on would risk double orders. */
  broken(error: unknown): void;
}

export interface Dispatcher {
  /** Takes up what a former run left open. Call once, before anything new. */
  recover(): void;
  /** Keeps a new signal durably, then sends it. Resolves with the signal once it is on the disk. */
  accept(uuid: string, signal: SignalRequest, source: SignalSource): Promise<JournalSignal>;
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
  /** The next attempt is in the journal already, written together with the signal. */
  readonly written: boolean;
}

interface Attempt {
  readonly number: number;
  /** Attempts that will have run to an end with this one. */
  readonly ended: number;
  readonly unanswered: boolean;
  readonly written: boolean;
}

/** What planning a signal leads to, once it is on the disk. */
interface Planned {
  readonly signal: JournalSignal;
  readonly jobs: readonly Job[];
  readonly lanes: readonly string[];
  readonly settlement: Settlement | null;
}

const laneOf = (signal: SignalRequest, hotkey: string): string => `${signal.tradePairId} ${hotkey}`;

/**
 * Delivers signals to validators (facts D5). Orders of one trade pair reach one validator strictly one after another,
 * so that a FLAT never overtakes its LONG; a validator that does not answer holds up nobody else. A pool bounds what is
 * in flight. Every attempt is in the journal before it leaves, and goes out with the signal's one uuid. A signal that
 * has grown too old, in a queue or because Tausmith was not running, is failed and never sent.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { journal, dendrite, clock, settings, network } = deps;
  const pool = createPool(settings.pool);
  const lanes = new Map<string, Job[]>();
  /** Lanes whose first job is in a commit that has not returned yet. */
  const reserved = new Set<string>();
  const cancels = new Set<() => void>();
  let validators: readonly ValidatorRow[] | null = null;
  let stopped = false;

  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      if (stopped) return;
      stopped = true;
      deps.broken(error);
    });
  };

  const tellSettled = ({ uuid, tradePairId, orderType }: JournalSignal, { state, reason }: Settlement): void => {
    deps.settled(uuid, state, `${orderType} ${tradePairId} ${state}. ${reason}`);
    deps.changed();
  };

  const enqueue = (job: Job): void => {
    const key = laneOf(job.tracked.signal, job.target.hotkey);
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
    let { begun, ended, unanswered, written } = job;
    for (;;) {
      if (stopped) return false;
      const attempt = await pool.run(() =>
        stopped ? Promise.resolve(null) : tryOnce(job, { number: begun + 1, ended: ended + 1, unanswered, written }),
      );
      if (!attempt) return false;
      written = false;
      begun += 1;
      ended += 1;
      unanswered ||= attempt.unanswered;
      deps.changed();
      if (attempt.waitMs === null) return true;
      if (!(await pause(attempt.waitMs))) return false;
    }
  };

  const tryOnce = async (job: Job, attempt: Attempt) => {
    const { tracked } = job;
    const { signal } = tracked;
    const { hotkey, trust } = job.target;
    const { number, unanswered } = attempt;
    if (tooOld(signal)) return expire(job, attempt);
    if (!attempt.written) await journal.commit((to) => to.beginAttempt(signal.seq, hotkey, number, clock.nowMs()));
    const reply = await sendTo(job.target, signal);
    if (stopped && (reply.kind === "unreachable" || reply.kind === "timedOut")) return null;
    const { outcome, message, order } = classifyReply(reply, unanswered);
    const question = { outcome, message, trust, attempts: attempt.ended, waitsMs: settings.waitsMs };
    const waitMs = retryAfterMs(question, network);
    const state = waitMs !== null ? "waiting" : outcome === "timedOut" ? "unreachable" : outcome;
    const end = { latencyMs: reply.latencyMs, httpStatus: reply.status, outcome, message };
    const settlement = await journal.commit((to) => {
      to.endAttempt(signal.seq, hotkey, number, end, state, order);
      return waitMs === null ? conclude(to, tracked, { hotkey, trust, state, message }) : null;
    });
    if (settlement) tellSettled(signal, settlement);
    return { waitMs, unanswered: wasUnanswered(outcome, reply.status) };
  };

  const tooOld = ({ receivedAtMs }: JournalSignal): boolean => isTooOld(receivedAtMs, clock.nowMs(), settings.maxAgeMs);

  const expire = async ({ tracked, target }: Job, attempt: Attempt) => {
    const { seq } = tracked.signal;
    const message = tooOldText(settings.maxAgeMs, attempt.unanswered);
    const settlement = await journal.commit((to) => {
      const end = { latencyMs: 0, httpStatus: null, outcome: "unreachable", message } as const;
      if (attempt.written) to.endAttempt(seq, target.hotkey, attempt.number, end, "expired", null);
      else to.expire(seq, target.hotkey);
      return conclude(to, tracked, { hotkey: target.hotkey, trust: target.trust, state: "expired", message });
    });
    if (settlement) tellSettled(tracked.signal, settlement);
    return { waitMs: null, unanswered: attempt.unanswered };
  };

  const sendTo = async (target: OpenDelivery["target"], signal: JournalSignal): Promise<DendriteReply> => {
    const pair = tradePair(signal.tradePairId);
    if (!pair) return { kind: "refused", status: 0, message: "This trade pair is no longer known.", latencyMs: 0 };
    const { hotkey } = target;
    const newest = validators?.find((row) => row.hotkey === hotkey && row.port > 0 && row.ip !== "0.0.0.0");
    const { ip, port } = newest ?? target;
    const values = sendSignalValues(signal.uuid, signal, pair);
    return dendrite.send({ ip, port, hotkey }, sendSignalSynapse, values, settings.timeoutMs);
  };

  /** Notes a final delivery; settles the signal with its last one, in the same commit. */
  const conclude = (to: JournalWrites, tracked: Tracked, result: DeliveryResult): Settlement | null => {
    tracked.results.set(result.hotkey, result);
    tracked.open -= 1;
    return tracked.open === 0 ? settleIn(to, tracked) : null;
  };
  const settleIn = (to: JournalWrites, { signal, results }: Tracked): Settlement => {
    const settlement = settle([...results.values()], network);
    to.settle(signal.seq, settlement, clock.nowMs());
    return settlement;
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

  const failLate = (to: JournalWrites, signal: JournalSignal): Planned => {
    const settlement: Settlement = {
      state: "failed",
      reason: `Accepted by 0: ${tooOldText(settings.maxAgeMs, false)}.`,
    };
    to.settle(signal.seq, settlement, clock.nowMs());
    return { signal, jobs: [], lanes: [], settlement };
  };

  /** Plans inside a commit: targets, and the first attempt wherever it can leave at once. */
  const planIn = (to: JournalWrites, signal: JournalSignal, rows: readonly ValidatorRow[]): Planned => {
    if (tooOld(signal)) return failLate(to, signal);
    const targets = selectTargets(rows, network, deps.ownHotkey);
    const tracked: Tracked = { signal, results: new Map(), open: targets.length };
    if (targets.length === 0) return { signal, jobs: [], lanes: [], settlement: settleIn(to, tracked) };
    to.plan(signal.seq, targets);
    const taken: string[] = [];
    const jobs = targets.map((target): Job => {
      const lane = laneOf(signal, target.hotkey);
      const written = !lanes.has(lane) && !reserved.has(lane);
      if (written) {
        to.beginAttempt(signal.seq, target.hotkey, 1, clock.nowMs());
        reserved.add(lane);
        taken.push(lane);
      }
      return { tracked, target, begun: 0, ended: 0, unanswered: false, written };
    });
    return { signal, jobs, lanes: taken, settlement: null };
  };

  /** Sends what a commit planned. Runs in the order of the commits, which is that of arrival. */
  const begin = (planned: Planned): void => {
    for (const lane of planned.lanes) reserved.delete(lane);
    if (stopped) return;
    for (const job of planned.jobs) enqueue(job);
    if (planned.settlement) tellSettled(planned.signal, planned.settlement);
    deps.changed();
  };

  const kept = createKeptSignals({
    clock,
    maxAgeMs: settings.maxAgeMs,
    expired: (signal) => guard(journal.commit((to) => failLate(to, signal)).then(begin)),
  });

  return {
    recover() {
      for (const { signal, deliveries } of journal.recover()) {
        if (!deliveries) {
          kept.add(signal);
          continue;
        }
        const open = deliveries.filter((delivery) => !isFinal(delivery.state));
        const done = deliveries.filter((delivery) => isFinal(delivery.state));
        const results = done.map(({ target, state, lastMessage, unanswered }): [string, DeliveryResult] => [
          target.hotkey,
          {
            hotkey: target.hotkey,
            trust: target.trust,
            state,
            message: state === "expired" ? tooOldText(settings.maxAgeMs, unanswered) : lastMessage,
          },
        ]);
        const tracked: Tracked = { signal, results: new Map(results), open: open.length };
        for (const delivery of open) enqueue({ ...delivery, tracked, written: false });
      }
    },
    async accept(uuid, request, source) {
      let lanesTaken: readonly string[] = [];
      try {
        const planned = await journal.commit((to): Planned => {
          const signal = to.receive(uuid, request, source, clock.nowMs());
          if (!validators || stopped) return { signal, jobs: [], lanes: [], settlement: null };
          const plan = planIn(to, signal, validators);
          lanesTaken = plan.lanes;
          return plan;
        });
        if (planned.jobs.length === 0 && !planned.settlement) kept.add(planned.signal);
        begin(planned);
        return planned.signal;
      } catch (error) {
        for (const lane of lanesTaken) reserved.delete(lane);
        throw error;
      }
    },
    setValidators(rows) {
      validators = rows;
      for (const signal of kept.take()) guard(journal.commit((to) => planIn(to, signal, rows)).then(begin));
    },
    async stop(graceMs) {
      stopped = true;
      kept.stop();
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
