import type { Store } from "#main/store/store.ts";
import type { LostUid, RegistrationStatus } from "#src/contract/registration.ts";

/** What this profile's hotkeys held and lost, by chain, kept across restarts. */
export interface UidHistory {
  /** The UIDs held when the chain was last looked at; null where it never was. */
  held(genesisHash: string): RegistrationStatus[] | null;
  keepHeld(genesisHash: string, held: readonly RegistrationStatus[]): void;
  addLost(genesisHash: string, lost: LostUid): void;
  /** Newest first. */
  lost(genesisHash: string): LostUid[];
}

const STEPS = [
  `CREATE TABLE held_uids (genesis_hash TEXT PRIMARY KEY, list TEXT NOT NULL) STRICT;
  CREATE TABLE lost_uids (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    genesis_hash TEXT NOT NULL,
    netuid INTEGER NOT NULL,
    hotkey TEXT NOT NULL,
    uid INTEGER NOT NULL,
    registered_at INTEGER,
    lost TEXT NOT NULL,
    UNIQUE (genesis_hash, netuid, hotkey, uid, registered_at)
  ) STRICT;`,
];

/** Opens the history of a profile. */
export function createUidHistory(store: Store): UidHistory {
  store.migrate("uid-history", STEPS);
  const { db } = store;
  const readHeld = db.prepare("SELECT list FROM held_uids WHERE genesis_hash = ?");
  const writeHeld = db.prepare(
    "INSERT INTO held_uids (genesis_hash, list) VALUES (?, ?) ON CONFLICT DO UPDATE SET list = excluded.list",
  );
  const insert = db.prepare(
    "INSERT INTO lost_uids (genesis_hash, netuid, hotkey, uid, registered_at, lost) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const all = db.prepare("SELECT lost FROM lost_uids WHERE genesis_hash = ? ORDER BY number DESC");

  return {
    held(genesisHash) {
      const row = readHeld.get(genesisHash) as { list: string } | undefined;
      return row ? (JSON.parse(row.list) as RegistrationStatus[]) : null;
    },
    keepHeld: (genesisHash, held) => void writeHeld.run(genesisHash, JSON.stringify(held)),
    addLost(genesisHash, lost) {
      insert.run(genesisHash, lost.netuid, lost.hotkey, lost.uid, lost.registeredAtBlock, JSON.stringify(lost));
    },
    lost: (genesisHash) =>
      (all.all(genesisHash) as unknown as { lost: string }[]).map((row) => JSON.parse(row.lost) as LostUid),
  };
}
