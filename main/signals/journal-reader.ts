import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { openStore, type Store } from "#main/store/store.ts";
import type { AttemptView, DeliveryView, SignalDetail, SignalView } from "#src/contract/signals.ts";
import { COUNTS, JOURNAL_FILE, journalMigrations } from "./journal-schema.ts";

/** Looks into a miner's journal from the main process, whether the miner runs or not. */
export interface JournalReader {
  /** Newest first. */
  list(limit: number): SignalView[];
  get(uuid: string): SignalDetail | undefined;
  counts(): { readonly received: number; readonly pending: number };
  close(): void;
}

interface SignalRow extends Omit<SignalView, "minerId" | "leverage"> {
  seq: number;
  leverage: number;
}
interface DeliveryRow extends Omit<DeliveryView, "attempts" | "address"> {
  ip: string;
  port: number;
}

const SIGNAL_COLUMNS = `seq, uuid, received_at_ms AS "receivedAtMs", source, pair AS "tradePair",
  order_type AS "orderType", leverage, state, settled_at_ms AS "settledAtMs", reason,
  (SELECT count(*) FROM deliveries d WHERE d.signal_seq = seq) AS "validatorsAsked",
  (SELECT count(*) FROM deliveries d WHERE d.signal_seq = seq AND d.state = 'accepted') AS "validatorsAccepted"`;

/** Opens a miner's journal for reading and brings its tables up to date, so that its process finds them so. */
export function openJournalReader(folder: string, minerId: string): JournalReader {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store: Store = openStore(join(folder, JOURNAL_FILE));
  store.migrate("signals", journalMigrations);
  const { db } = store;
  const listed = db.prepare(`SELECT ${SIGNAL_COLUMNS} FROM signals ORDER BY seq DESC LIMIT ?`);
  const one = db.prepare(`SELECT ${SIGNAL_COLUMNS} FROM signals WHERE uuid = ?`);
  const deliveries = db.prepare(
    `SELECT hotkey AS "validatorHotkey", uid, ip, port, stake_rao AS "stakeRao", trust, state, order_text AS "order"
     FROM deliveries WHERE signal_seq = ? ORDER BY length(stake_rao) DESC, stake_rao DESC, uid`,
  );
  const attempts = db.prepare(
    `SELECT number, at_ms AS "atMs", latency_ms AS "latencyMs", http_status AS "httpStatus", outcome, message
     FROM attempts WHERE signal_seq = ? AND hotkey = ? ORDER BY number`,
  );
  const view = ({ seq: _seq, leverage, ...row }: SignalRow): SignalView => ({
    ...row,
    minerId,
    leverage: String(leverage),
  });

  return {
    list: (limit) => (listed.all(limit) as unknown as SignalRow[]).map(view),
    get: (uuid) => {
      const row = one.get(uuid) as SignalRow | undefined;
      if (!row) return undefined;
      const rows = deliveries.all(row.seq) as unknown as DeliveryRow[];
      return {
        ...view(row),
        deliveries: rows.map(({ ip, port, ...delivery }) => ({
          ...delivery,
          address: ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`,
          attempts: attempts.all(row.seq, delivery.validatorHotkey).map((attempt) => ({
            ...(attempt as unknown as AttemptView),
          })),
        })),
      };
    },
    counts: () => {
      const row = db.prepare(COUNTS).get() as { received: number; pending: number };
      return { received: row.received, pending: row.pending };
    },
    close: () => store.close(),
  };
}
