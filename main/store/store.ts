import { chmodSync, existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "#src/app-error.ts";

/** This profile's database. Each room brings its own numbered migrations and its own tables. */
export interface Store {
  readonly db: DatabaseSync;
  /** Brings a room's tables to the newest form, each step in a transaction and once only. */
  migrate(room: string, steps: readonly string[]): void;
  /** Runs `work` in one transaction; rolls back and rethrows if it throws. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens (or makes) a SQLite database in WAL mode; every commit is on the disk before it returns.
 * Errors: `STORE_UNREADABLE` where the file is no database of ours, `STORE_NEWER` where a newer Tausmith wrote it.
 */
export function openStore(file: string): Store {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file);
    // What SQLite keeps beside it gets the same mode: the folder may be one that others can look into.
    if (existsSync(file)) chmodSync(file, 0o600);
    db.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;",
    );
    db.exec("CREATE TABLE IF NOT EXISTS migrations (room TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT");
  } catch (cause) {
    throw new AppError("STORE_UNREADABLE", `The database file ${file} cannot be opened.`, {
      hint: "Close other copies of Tausmith, check the folder's permissions, or choose another profile with --data.",
      cause,
    });
  }

  const transaction = <T>(work: () => T): T => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const value = work();
      db.exec("COMMIT");
      return value;
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  };

  return {
    db,
    transaction,
    migrate(room, steps) {
      const row = db.prepare("SELECT version FROM migrations WHERE room = ?").get(room) as
        | { version: number }
        | undefined;
      const done = row?.version ?? 0;
      if (done > steps.length) {
        throw new AppError("STORE_NEWER", `This profile's ${room} data was written by a newer version of Tausmith.`, {
          hint: "Install the newer version again, or choose another profile with --data.",
        });
      }
      for (let version = done; version < steps.length; version += 1) {
        transaction(() => {
          db.exec(steps[version] as string);
          db.prepare(
            "INSERT INTO migrations (room, version) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET version = excluded.version",
          ).run(room, version + 1);
        });
      }
    },
    close: () => db.close(),
  };
}
