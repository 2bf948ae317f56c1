import { join } from "node:path";
import { openStore, type Store } from "#main/store/store.ts";
import { isUnsettled, type JournalPart, openPositions, type PartSignal } from "#src/signals/journal-part.ts";
import { COUNTS, JOURNAL_FILE, journalMigrations } from "./journal-schema.ts";

/** Newest signals that come along, so that the other machine shows a past too. */
const SIGNALS_KEPT = 200;
/** Validators write some of the texts; a long one is cut. */
const TEXT_KEPT = 500;

export const HANDED_OVER = "Handed over to another machine before it was settled; look for its end there.";
export const NOT_SENT =
  "It was unsettled when the move file was made. The old machine's word is missing, so it was not sent from here.";

function withJournal<T>(folder: string, work: (store: Store) => T): T {
  const store = openStore(join(folder, JOURNAL_FILE));
  try {
    store.migrate("signals", journalMigrations);
    return work(store);
  } finally {
    store.close();
  }
}

type SignalRow = Omit<PartSignal, "deliveries"> & { readonly seq: number };
type Delivery = PartSignal["deliveries"][number];

const COLUMNS = `seq, uuid, received_at_ms AS "receivedAtMs", source, pair, order_type AS "orderType", leverage, state,
  settled_at_ms AS "settledAtMs", substr(reason, 1, ${TEXT_KEPT}) AS reason`;

/** What a reading has to hold. */
export type PartWish =
  /** The newest signals, without deliveries: for a look, and to have a past. */
  | { readonly kind: "brief" }
  /** All that is unsettled, with every attempt, and what settled since a moment or is named. */
  | { readonly kind: "handover"; readonly sinceMs: number; readonly also: ReadonlySet<string> };

/** Reads a part of a journal, whether its miner runs or not: it is that of one moment. */
export function readJournalPart(folder: string, wish: PartWish): JournalPart {
  return withJournal(folder, (store) =>
    store.transaction(() => {
      const { db } = store;
      const newest = db.prepare(`SELECT ${COLUMNS} FROM signals ORDER BY seq DESC LIMIT ?`);
      const open = db.prepare(`SELECT ${COLUMNS} FROM signals WHERE state IN ('received', 'sending') ORDER BY seq`);
      const recent = newest.all(SIGNALS_KEPT) as unknown as SignalRow[];
      const rows =
        wish.kind === "brief"
          ? recent.reverse()
          : [
              ...(open.all() as unknown as SignalRow[]),
              ...recent.filter(
                (row) => !isUnsettled(row) && (row.receivedAtMs >= wish.sinceMs || wish.also.has(row.uuid)),
              ),
            ].sort((a, b) => a.seq - b.seq);
      const last = recent.reduce<SignalRow | null>((found, row) => (found && found.seq > row.seq ? found : row), null);
      const processed = db
        .prepare(`SELECT pair, order_type AS "orderType", leverage FROM signals WHERE state = 'processed' ORDER BY seq`)
        .all() as unknown as { pair: string; orderType: string; leverage: number }[];
      return {
        received: (db.prepare(COUNTS).get() as { received: number }).received,
        lastUuid: last?.uuid ?? null,
        lastAtMs: last?.receivedAtMs ?? null,
        positions: openPositions(processed),
        signals: rows.map(({ seq, ...row }) => ({
          ...row,
          deliveries: wish.kind === "handover" && isUnsettled(row) ? deliveriesOf(store, seq) : [],
        })),
      };
    }),
  );
}

function deliveriesOf({ db }: Store, seq: number): PartSignal["deliveries"] {
  const deliveries = db
    .prepare(
      `SELECT hotkey, uid, ip, port, stake_rao AS "stakeRao", trust, state,
         substr(order_text, 1, ${TEXT_KEPT}) AS "order" FROM deliveries WHERE signal_seq = ? ORDER BY hotkey`,
    )
    .all(seq) as unknown as Omit<Delivery, "attempts">[];
  const attempts = db.prepare(
    `SELECT number, at_ms AS "atMs", latency_ms AS "latencyMs", http_status AS "httpStatus", outcome,
       substr(message, 1, ${TEXT_KEPT}) AS message FROM attempts WHERE signal_seq = ? AND hotkey = ? ORDER BY number`,
  );
  return deliveries.map((delivery) => ({
    ...delivery,
    attempts: attempts
      .all(seq, delivery.hotkey)
      .map((one) => ({ ...(one as unknown as Delivery["attempts"][number]) })),
  }));
}

/**
 * Puts signals of another machine into a journal whose miner does not run. A uuid that is there already stays as it is,
 * so doing it twice changes nothing; only what this machine had handed over itself comes back as it is now. Unsettled ones are taken up by the next start, under their own uuids; with
 * `unsettled: "drop"` they end as failed instead.
 */
export function writeJournalPart(folder: string, signals: readonly PartSignal[], unsettled: "keep" | "drop"): void {
  withJournal(folder, (store) =>
    store.transaction(() => {
      const { db } = store;
      const insert = db.prepare(
        `INSERT INTO signals (uuid, received_at_ms, source, pair, order_type, leverage, state, settled_at_ms, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uuid) DO NOTHING`,
      );
      const delivery = db.prepare(
        `INSERT INTO deliveries (signal_seq, hotkey, uid, ip, port, stake_rao, trust, state, order_text)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      const attempt = db.prepare(
        `INSERT INTO attempts (signal_seq, hotkey, number, at_ms, latency_ms, http_status, outcome, message)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      const handedOver = db.prepare("SELECT seq FROM signals WHERE uuid = ? AND reason = ?");
      for (const one of signals) {
        const left = handedOver.get(one.uuid, HANDED_OVER) as { seq: number } | undefined;
        if (left) forget(store, left.seq);
        const dropped = unsettled === "drop" && isUnsettled(one);
        const [state, reason] = dropped ? ["failed", NOT_SENT] : [one.state, one.reason];
        const { uuid, receivedAtMs, source, pair, orderType, leverage } = one;
        const settledAtMs = dropped ? receivedAtMs : one.settledAtMs;
        const added = insert.run(uuid, receivedAtMs, source, pair, orderType, leverage, state, settledAtMs, reason);
        if (Number(added.changes) === 0) continue;
        const seq = added.lastInsertRowid;
        for (const to of one.deliveries) {
          const open = to.state === "waiting" || to.state === "sending";
          const toState = dropped && open ? "expired" : to.state;
          delivery.run(seq, to.hotkey, to.uid, to.ip, to.port, to.stakeRao, to.trust, toState, to.order);
          for (const { number, atMs, latencyMs, httpStatus, outcome, message } of to.attempts) {
            attempt.run(seq, to.hotkey, number, atMs, latencyMs, httpStatus, outcome, message);
          }
        }
      }
    }),
  );
}

function forget({ db }: Store, seq: number): void {
  db.prepare("DELETE FROM attempts WHERE signal_seq = ?").run(seq);
  db.prepare("DELETE FROM deliveries WHERE signal_seq = ?").run(seq);
  db.prepare("DELETE FROM signals WHERE seq = ?").run(seq);
}

/** Ends what another machine has taken over, so that this one never sends it again. */
export function endHandedOver(folder: string, nowMs: number): void {
  withJournal(folder, (store) =>
    store.transaction(() => {
      const { db } = store;
      db.exec(
        `UPDATE deliveries SET state = 'expired' WHERE state IN ('waiting', 'sending')
         AND signal_seq IN (SELECT seq FROM signals WHERE state IN ('received', 'sending'))`,
      );
      db.prepare(
        "UPDATE signals SET state = 'failed', reason = ?, settled_at_ms = ? WHERE state IN ('received', 'sending')",
      ).run(HANDED_OVER, nowMs);
    }),
  );
}
