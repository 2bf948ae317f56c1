/** Tables of the key room. Public facts only: no secret is ever a column, except those of practice wallets, encrypted. */
export const keyTables: readonly string[] = [
  `CREATE TABLE wallets (
     wallet_id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE COLLATE NOCASE,
     address TEXT NOT NULL,
     kind TEXT NOT NULL CHECK (kind IN ('password', 'practice', 'watch')),
     place TEXT NOT NULL,
     link TEXT,
     has_words INTEGER NOT NULL DEFAULT 0,
     words_checked_at_ms INTEGER,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE hotkeys (
     hotkey_id TEXT PRIMARY KEY,
     wallet_id TEXT NOT NULL REFERENCES wallets (wallet_id) ON DELETE CASCADE,
     name TEXT NOT NULL COLLATE NOCASE,
     address TEXT NOT NULL,
     place TEXT NOT NULL,
     link TEXT,
     has_words INTEGER NOT NULL DEFAULT 0,
     created_at_ms INTEGER NOT NULL,
     UNIQUE (wallet_id, name)
   ) STRICT;
   CREATE TABLE key_attempts (
     subject TEXT PRIMARY KEY,
     failures INTEGER NOT NULL,
     last_failed_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE practice_secrets (account TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;`,
  `CREATE TABLE addresses (
     address TEXT PRIMARY KEY,
     label TEXT NOT NULL,
     note TEXT NOT NULL,
     updated_at_ms INTEGER NOT NULL
   ) STRICT;`,
];
