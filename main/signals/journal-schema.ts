/** Numbered steps of a miner's journal, room `signals`. A step that was released is never changed. */
export const journalMigrations: readonly string[] = [
  `CREATE TABLE signals (
     seq INTEGER PRIMARY KEY,
     uuid TEXT NOT NULL UNIQUE,
     received_at_ms INTEGER NOT NULL,
     source TEXT NOT NULL,
     pair TEXT NOT NULL,
     order_type TEXT NOT NULL,
     leverage REAL NOT NULL,
     state TEXT NOT NULL,
     settled_at_ms INTEGER,
     reason TEXT
   ) STRICT;
   CREATE INDEX signals_open ON signals (seq) WHERE state IN ('received', 'sending');
   CREATE TABLE deliveries (
     signal_seq INTEGER NOT NULL REFERENCES signals (seq),
     hotkey TEXT NOT NULL,
     uid INTEGER NOT NULL,
     ip TEXT NOT NULL,
     port INTEGER NOT NULL,
     stake_rao TEXT NOT NULL,
     trust REAL NOT NULL,
     state TEXT NOT NULL,
     order_text TEXT,
     PRIMARY KEY (signal_seq, hotkey)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE attempts (
     signal_seq INTEGER NOT NULL,
     hotkey TEXT NOT NULL,
     number INTEGER NOT NULL,
     at_ms INTEGER NOT NULL,
     latency_ms REAL,
     http_status INTEGER,
     outcome TEXT NOT NULL,
     message TEXT NOT NULL,
     PRIMARY KEY (signal_seq, hotkey, number),
     FOREIGN KEY (signal_seq, hotkey) REFERENCES deliveries (signal_seq, hotkey)
   ) STRICT, WITHOUT ROWID;`,
];

/** The journal's file inside a miner's folder. */
export const JOURNAL_FILE = "journal.sqlite";

/** How many signals there are, and how many are not settled. */
export const COUNTS = `SELECT (SELECT count(*) FROM signals) AS received,
  (SELECT count(*) FROM signals WHERE state IN ('received', 'sending')) AS pending`;
