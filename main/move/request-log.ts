import type { Store } from "#main/store/store.ts";

const MINUTE_MS = 60_000;
/** Older minutes are of no use to a move. */
const KEPT_MS = 24 * 3_600_000;

/** How often each miner's axon was asked, by minute, across restarts. */
export interface RequestLog {
  add(minerId: string, count: number, atMs: number): void;
  lastAtMs(minerId: string): number | null;
  /** The newest `minutes` minutes up to now, oldest first, quiet ones as 0. */
  perMinute(minerId: string, minutes: number, nowMs: number): { readonly atMs: number; readonly count: number }[];
}

/** The tables are those of `hotkey-holds.ts`. */
export function createRequestLog(store: Store): RequestLog {
  const { db } = store;
  return {
    add(minerId, count, atMs) {
      const minuteMs = atMs - (atMs % MINUTE_MS);
      db.prepare(
        `INSERT INTO axon_requests (miner_id, minute_ms, count, last_at_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (miner_id, minute_ms)
         DO UPDATE SET count = count + excluded.count, last_at_ms = max(last_at_ms, excluded.last_at_ms)`,
      ).run(minerId, minuteMs, count, atMs);
      db.prepare("DELETE FROM axon_requests WHERE minute_ms < ?").run(atMs - KEPT_MS);
    },
    lastAtMs: (minerId) =>
      (
        db.prepare("SELECT max(last_at_ms) AS atMs FROM axon_requests WHERE miner_id = ?").get(minerId) as {
          atMs: number | null;
        }
      ).atMs,
    perMinute(minerId, minutes, nowMs) {
      const newestMs = nowMs - (nowMs % MINUTE_MS);
      const firstMs = newestMs - (minutes - 1) * MINUTE_MS;
      const rows = db
        .prepare("SELECT minute_ms AS atMs, count FROM axon_requests WHERE miner_id = ? AND minute_ms >= ?")
        .all(minerId, firstMs) as unknown as { atMs: number; count: number }[];
      const counts = new Map(rows.map(({ atMs, count }) => [atMs, count]));
      return Array.from({ length: minutes }, (_, at) => {
        const atMs = firstMs + at * MINUTE_MS;
        return { atMs, count: counts.get(atMs) ?? 0 };
      });
    },
  };
}
