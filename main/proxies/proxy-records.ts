import type { Store } from "#main/store/store.ts";

/** A pure account as it was made; killing it needs all of this. */
export interface PureRecord {
  readonly address: string;
  readonly name: string;
  readonly spawner: string;
  readonly type: string;
  readonly index: number;
  readonly height: number;
  readonly extrinsicIndex: number;
}

/** An announcement as the chain names it. */
export interface AnnouncementKey {
  readonly delegate: string;
  readonly real: string;
  readonly callHash: string;
}

export interface ProxyRecords {
  pures(genesisHash: string): PureRecord[];
  addPure(genesisHash: string, pure: PureRecord): void;
  /** What a pure account is to be called, by the transaction that will make it. */
  wish(genesisHash: string, spawner: string, nonce: number, name: string): void;
  wished(genesisHash: string, spawner: string, nonce: number): string | null;
  noteMine(genesisHash: string, key: AnnouncementKey): void;
  isMine(genesisHash: string, key: AnnouncementKey): boolean;
  /** Notes an alarm; false where it was told before. */
  noteAlarm(genesisHash: string, key: AnnouncementKey, atBlock: number): boolean;
}

const STEPS = [
  `CREATE TABLE pure_accounts (
    genesis_hash TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL, spawner TEXT NOT NULL, type TEXT NOT NULL,
    pure_index INTEGER NOT NULL, height INTEGER NOT NULL, extrinsic_index INTEGER NOT NULL,
    PRIMARY KEY (genesis_hash, address)
  ) STRICT;
  CREATE TABLE pure_wishes (
    genesis_hash TEXT NOT NULL, spawner TEXT NOT NULL, nonce INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (genesis_hash, spawner, nonce)
  ) STRICT;
  CREATE TABLE announced_here (
    genesis_hash TEXT NOT NULL, delegate TEXT NOT NULL, real TEXT NOT NULL, call_hash TEXT NOT NULL,
    PRIMARY KEY (genesis_hash, delegate, real, call_hash)
  ) STRICT;
  CREATE TABLE announcement_alarms (
    genesis_hash TEXT NOT NULL, delegate TEXT NOT NULL, real TEXT NOT NULL, call_hash TEXT NOT NULL, at_block INTEGER NOT NULL,
    PRIMARY KEY (genesis_hash, delegate, real, call_hash, at_block)
  ) STRICT;`,
];

/** What the app knows of pure accounts and announcements beyond what the chain tells. No secret is in it. */
export function createProxyRecords(store: Store): ProxyRecords {
  store.migrate("proxies", STEPS);
  const { db } = store;
  const pures = db.prepare(
    `SELECT address, name, spawner, type, pure_index AS "index", height, extrinsic_index AS "extrinsicIndex"
     FROM pure_accounts WHERE genesis_hash = ? ORDER BY height`,
  );
  const addPure = db.prepare("INSERT OR IGNORE INTO pure_accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const wish = db.prepare("INSERT OR REPLACE INTO pure_wishes VALUES (?, ?, ?, ?)");
  const wished = db.prepare("SELECT name FROM pure_wishes WHERE genesis_hash = ? AND spawner = ? AND nonce = ?");
  const mine = db.prepare("INSERT OR IGNORE INTO announced_here VALUES (?, ?, ?, ?)");
  const isMine = db.prepare(
    "SELECT 1 FROM announced_here WHERE genesis_hash = ? AND delegate = ? AND real = ? AND call_hash = ?",
  );
  const alarm = db.prepare("INSERT OR IGNORE INTO announcement_alarms VALUES (?, ?, ?, ?, ?)");

  return {
    pures: (genesisHash) => pures.all(genesisHash) as unknown as PureRecord[],
    addPure: (genesisHash, { address, name, spawner, type, index, height, extrinsicIndex }) =>
      void addPure.run(genesisHash, address, name, spawner, type, index, height, extrinsicIndex),
    wish: (genesisHash, spawner, nonce, name) => void wish.run(genesisHash, spawner, nonce, name),
    wished: (genesisHash, spawner, nonce) =>
      (wished.get(genesisHash, spawner, nonce) as { name: string } | undefined)?.name ?? null,
    noteMine: (genesisHash, { delegate, real, callHash }) => void mine.run(genesisHash, delegate, real, callHash),
    isMine: (genesisHash, { delegate, real, callHash }) =>
      isMine.get(genesisHash, delegate, real, callHash) !== undefined,
    noteAlarm: (genesisHash, { delegate, real, callHash }, atBlock) =>
      alarm.run(genesisHash, delegate, real, callHash, atBlock).changes > 0,
  };
}
