import { join } from "node:path";
import { openStore } from "#main/store/store.ts";
import { wasUnanswered } from "#src/signals/classify-reply.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";
import {
  type AttemptOutcome,
  type DeliveryState,
  type Settlement,
  type SignalState,
  statesBefore,
} from "#src/signals/signal-states.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import { createGroupCommit } from "./group-commit.ts";
import { COUNTS, JOURNAL_FILE, journalMigrations } from "./journal-schema.ts";

export type SignalSource = "intake" | "ticket";

/** A signal in the journal. `seq` is the order of arrival. */
export interface JournalSignal extends SignalRequest {
  readonly seq: number;
  readonly uuid: string;
  readonly receivedAtMs: number;
}

/** One validator's share of a signal, as far as it got. */
export interface OpenDelivery {
  readonly target: Omit<ValidatorRow, "permit">;
  /** Attempts begun so far; the next one's number is one more. */
  readonly begun: number;
  /** Attempts that ran to an end. One that a crash cut short does not use up a retry. */
  readonly ended: number;
  /** An earlier attempt was sent and its answer never came. */
  readonly unanswered: boolean;
}

export interface AttemptEnd {
  readonly latencyMs: number;
  readonly httpStatus: number | null;
  readonly outcome: Exclude<AttemptOutcome, "pending">;
  readonly message: string;
}

/** Writes to the journal, usable inside one `commit` only. */
export interface JournalWrites {
  /** Keeps a signal as `received` and gives its order number. */
  receive(uuid: string, signal: SignalRequest, source: SignalSource, nowMs: number): JournalSignal;
  /** Writes who will be asked: `received` to `sending`. */
  plan(seq: number, targets: readonly ValidatorRow[]): void;
  /** Must be on the disk before a request leaves, so that a crash in between is never mistaken for "not sent". */
  beginAttempt(seq: number, hotkey: string, number: number, nowMs: number): void;
  endAttempt(
    seq: number,
    hotkey: string,
    number: number,
    end: AttemptEnd,
    state: DeliveryState,
    order: string | null,
  ): void;
  /** A delivery that is too old to be made. */
  expire(seq: number, hotkey: string): void;
  settle(seq: number, settlement: Settlement, nowMs: number): void;
}

/** The durable record of a miner's signals. */
export interface Journal {
  /** Does all the writes of `work` or none; resolves with its value once they are on the disk. */
  commit<T>(work: (writes: JournalWrites) => T): Promise<T>;
  /** Everything unsettled, oldest first; attempts that a crash cut short are closed as unanswered. */
  recover(): readonly { readonly signal: JournalSignal; readonly deliveries: readonly RecoveredDelivery[] | null }[];
  counts(): { readonly received: number; readonly pending: number };
  close(): void;
}

export interface RecoveredDelivery extends OpenDelivery {
  readonly state: DeliveryState;
  readonly lastMessage: string;
}

interface SignalRow {
  seq: number;
  uuid: string;
  received_at_ms: number;
  pair: string;
  order_type: SignalRequest["orderType"];
  leverage: number;
  state: string;
}
interface DeliveryRow {
  hotkey: string;
  uid: number;
  ip: string;
  port: number;
  stake_rao: string;
  trust: number;
  state: DeliveryState;
}

/** What an attempt is closed with when the process ended before its answer came. */
export const INTERRUPTED = "Tausmith stopped before the answer came";

const before = (state: SignalState): string =>
  statesBefore(state)
    .map((from) => `'${from}'`)
    .join(", ");
const settleSql = (to: Settlement["state"]): string =>
  `UPDATE signals SET state = '${to}', reason = ?, settled_at_ms = ? WHERE seq = ? AND state IN (${before(to)})`;

/** A step that the state machine forbids is a defect; it is stopped before it is written. */
function mustChange({ changes }: { readonly changes: number | bigint }): void {
  if (Number(changes) !== 1) throw new Error("a signal cannot take this step from its state");
}

/** Opens (or makes) the journal in a miner's folder. Errors: `STORE_UNREADABLE`, `STORE_NEWER`. */
export function openJournal(folder: string): Journal {
  const store = openStore(join(folder, JOURNAL_FILE));
  store.migrate("signals", journalMigrations);
  const { db } = store;
  const group = createGroupCommit(store);
  const insertSignal = db.prepare(
    "INSERT INTO signals (uuid, received_at_ms, source, pair, order_type, leverage, state) VALUES (?, ?, ?, ?, ?, ?, 'received')",
  );
  const startSending = db.prepare(
    `UPDATE signals SET state = 'sending' WHERE seq = ? AND state IN (${before("sending")})`,
  );
  const insertDelivery = db.prepare(
    "INSERT INTO deliveries (signal_seq, hotkey, uid, ip, port, stake_rao, trust, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting')",
  );
  const insertAttempt = db.prepare(
    "INSERT INTO attempts (signal_seq, hotkey, number, at_ms, outcome, message) VALUES (?, ?, ?, ?, 'pending', '')",
  );
  const endAttempt = db.prepare(
    "UPDATE attempts SET latency_ms = ?, http_status = ?, outcome = ?, message = ? WHERE signal_seq = ? AND hotkey = ? AND number = ?",
  );
  const setDelivery = db.prepare(
    "UPDATE deliveries SET state = ?, order_text = coalesce(?, order_text) WHERE signal_seq = ? AND hotkey = ?",
  );
  const settleSignal = {
    processed: db.prepare(settleSql("processed")),
    failed: db.prepare(settleSql("failed")),
  };

  const openDeliveries = (seq: number): readonly RecoveredDelivery[] => {
    const rows = db
      .prepare("SELECT * FROM deliveries WHERE signal_seq = ? ORDER BY hotkey")
      .all(seq) as unknown as DeliveryRow[];
    return rows.map((row) => {
      const tries = db
        .prepare(
          "SELECT outcome, message, http_status FROM attempts WHERE signal_seq = ? AND hotkey = ? ORDER BY number",
        )
        .all(seq, row.hotkey) as unknown as { outcome: AttemptOutcome; message: string; http_status: number | null }[];
      return {
        target: {
          uid: row.uid,
          hotkey: row.hotkey,
          ip: row.ip,
          port: row.port,
          stakeRao: BigInt(row.stake_rao),
          trust: row.trust,
        },
        state: row.state === "sending" ? "waiting" : row.state,
        begun: tries.length,
        ended: tries.filter((attempt) => attempt.message !== INTERRUPTED).length,
        unanswered: tries.some((attempt) => wasUnanswered(attempt.outcome, attempt.http_status)),
        lastMessage: tries.at(-1)?.message ?? "",
      };
    });
  };

  const recount = (): { received: number; pending: number } => {
    const row = db.prepare(COUNTS).get() as { received: number; pending: number };
    return { received: row.received, pending: row.pending };
  };
  /** Kept in memory, since counting rows grows with the journal; counted anew after a commit that failed. */
  let counts = recount();

  const writes: JournalWrites = {
    receive: (uuid, signal, source, nowMs) => {
      const { tradePairId, orderType, leverage } = signal;
      const { lastInsertRowid } = insertSignal.run(uuid, nowMs, source, tradePairId, orderType, leverage);
      counts.received += 1;
      counts.pending += 1;
      return { tradePairId, orderType, leverage, seq: Number(lastInsertRowid), uuid, receivedAtMs: nowMs };
    },
    plan: (seq, targets) => {
      mustChange(startSending.run(seq));
      for (const { hotkey, uid, ip, port, stakeRao, trust } of targets) {
        insertDelivery.run(seq, hotkey, uid, ip, port, stakeRao.toString(), trust);
      }
    },
    beginAttempt: (seq, hotkey, number, nowMs) => {
      insertAttempt.run(seq, hotkey, number, nowMs);
      setDelivery.run("sending", null, seq, hotkey);
    },
    endAttempt: (seq, hotkey, number, end, state, order) => {
      endAttempt.run(end.latencyMs, end.httpStatus, end.outcome, end.message, seq, hotkey, number);
      setDelivery.run(state, order, seq, hotkey);
    },
    expire: (seq, hotkey) => {
      setDelivery.run("expired", null, seq, hotkey);
    },
    settle: (seq, settlement, nowMs) => {
      mustChange(settleSignal[settlement.state].run(settlement.reason, nowMs, seq));
      counts.pending -= 1;
    },
  };

  return {
    commit: async (work) => {
      try {
        return await group.run(() => work(writes));
      } catch (error) {
        counts = recount();
        throw error;
      }
    },
    recover: () =>
      store.transaction(() => {
        db.prepare("UPDATE attempts SET outcome = 'timedOut', message = ? WHERE outcome = 'pending'").run(INTERRUPTED);
        const rows = db
          .prepare("SELECT * FROM signals WHERE state IN ('received', 'sending') ORDER BY seq")
          .all() as unknown as SignalRow[];
        return rows.map((row) => ({
          signal: {
            seq: row.seq,
            uuid: row.uuid,
            receivedAtMs: row.received_at_ms,
            tradePairId: row.pair,
            orderType: row.order_type,
            leverage: row.leverage,
          },
          deliveries: row.state === "sending" ? openDeliveries(row.seq) : null,
        }));
      }),
    counts: () => ({ ...counts }),
    close: () => store.close(),
  };
}
