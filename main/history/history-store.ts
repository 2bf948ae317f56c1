import type { Store } from "#main/store/store.ts";
import { type HistoryEntry, historyEntry } from "#src/contract/history.ts";

const STEPS = [
  `CREATE TABLE history (
    entry_id TEXT PRIMARY KEY,
    genesis_hash TEXT NOT NULL,
    block INTEGER NOT NULL,
    extrinsic INTEGER NOT NULL,
    hash TEXT NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX history_order ON history (block, extrinsic);
  CREATE INDEX history_hash ON history (hash);
  CREATE TABLE history_scans (genesis_hash TEXT PRIMARY KEY, upto INTEGER NOT NULL) STRICT;`,
];

/** What was found in blocks, in the profile's database. */
export interface HistoryStore {
  put(entries: readonly HistoryEntry[]): void;
  get(entryId: string): HistoryEntry | null;
  byHash(hash: string): HistoryEntry | null;
  /** All, newest block first. */
  all(): HistoryEntry[];
  count(): number;
  /** The last final block that was looked through by itself; null where none was. */
  scanned(genesisHash: string): number | null;
  setScanned(genesisHash: string, block: number): void;
}

export function createHistoryStore(store: Store): HistoryStore {
  store.migrate("history", STEPS);
  const { db } = store;
  const put = db.prepare(
    "INSERT INTO history (entry_id, genesis_hash, block, extrinsic, hash, entry) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (entry_id) DO UPDATE SET entry = excluded.entry, hash = excluded.hash",
  );
  const one = db.prepare("SELECT entry FROM history WHERE entry_id = ?");
  const byHash = db.prepare("SELECT entry FROM history WHERE hash = ?");
  const all = db.prepare("SELECT entry FROM history ORDER BY block DESC, extrinsic DESC");
  const number = db.prepare("SELECT count(*) AS entries FROM history");
  const scanned = db.prepare("SELECT upto FROM history_scans WHERE genesis_hash = ?");
  const setScanned = db.prepare(
    "INSERT INTO history_scans (genesis_hash, upto) VALUES (?, ?) ON CONFLICT (genesis_hash) DO UPDATE SET upto = excluded.upto",
  );
  // An entry of an older form is left out; looking through its block again brings it back.
  const read = (row: unknown): HistoryEntry[] => {
    const parsed = row ? historyEntry.safeParse(JSON.parse((row as { entry: string }).entry)) : null;
    return parsed?.success ? [parsed.data] : [];
  };
  return {
    put(entries) {
      if (entries.length === 0) return;
      store.transaction(() => {
        for (const entry of entries) {
          const { entryId, genesisHash, block, hash } = entry;
          put.run(entryId, genesisHash ?? "", block?.number ?? 0, block?.index ?? 0, hash ?? "", JSON.stringify(entry));
        }
      });
    },
    get: (entryId) => read(one.get(entryId))[0] ?? null,
    byHash: (hash) => read(byHash.get(hash))[0] ?? null,
    all: () => all.all().flatMap(read),
    count: () => (number.get() as unknown as { entries: number }).entries,
    scanned: (genesisHash) => (scanned.get(genesisHash) as unknown as { upto: number } | undefined)?.upto ?? null,
    setScanned: (genesisHash, block) => {
      setScanned.run(genesisHash, block);
    },
  };
}
