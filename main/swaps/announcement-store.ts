import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";

/** Which announcements this profile knows as its own, and which it has raised an alarm about. By chain and coldkey. */
export interface AnnouncementStore {
  /** Remembers a new coldkey, before anything is signed: a crash in the middle must not make one's own look foreign. */
  remember(place: Place, hash: string, newColdkey: string): void;
  /** The coldkey that a hash stands for; null where it is none of ours. */
  known(place: Place, hash: string): string | null;
  /** True the first time only. */
  firstAlarm(place: Place, hash: string): boolean;
}

export interface Place {
  readonly genesisHash: string;
  readonly coldkey: string;
}

export function createAnnouncementStore({ store, clock }: { store: Store; clock: Clock }): AnnouncementStore {
  store.migrate("swaps", [
    `CREATE TABLE swap_announcements (genesis_hash TEXT NOT NULL, coldkey TEXT NOT NULL, hash TEXT NOT NULL,
      new_coldkey TEXT, alarmed INTEGER NOT NULL DEFAULT 0, at_ms INTEGER NOT NULL,
      PRIMARY KEY (genesis_hash, coldkey, hash)) STRICT`,
  ]);
  const put = store.db.prepare(
    `INSERT INTO swap_announcements (genesis_hash, coldkey, hash, new_coldkey, at_ms) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET new_coldkey = excluded.new_coldkey`,
  );
  const get = store.db.prepare(
    'SELECT new_coldkey AS "newColdkey" FROM swap_announcements WHERE genesis_hash = ? AND coldkey = ? AND hash = ?',
  );
  const alarm = store.db.prepare(
    `INSERT INTO swap_announcements (genesis_hash, coldkey, hash, alarmed, at_ms) VALUES (?, ?, ?, 1, ?)
      ON CONFLICT DO UPDATE SET alarmed = 1 WHERE alarmed = 0`,
  );
  return {
    remember: ({ genesisHash, coldkey }, hash, newColdkey) =>
      void put.run(genesisHash, coldkey, hash, newColdkey, clock.nowMs()),
    known: ({ genesisHash, coldkey }, hash) =>
      (get.get(genesisHash, coldkey, hash) as { newColdkey: string | null } | undefined)?.newColdkey ?? null,
    firstAlarm: ({ genesisHash, coldkey }, hash) => alarm.run(genesisHash, coldkey, hash, clock.nowMs()).changes > 0,
  };
}
