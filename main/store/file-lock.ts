import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface FileLock {
  release(): void;
}

/** `SQLITE_BUSY`, the primary result code SQLite gives while another connection holds the lock. */
const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "errcode" in error && error.errcode === SQLITE_BUSY;

/**
 * Takes a file for this process, or gives null while another one has it. The lock is a file lock of the operating system
 * (taken through SQLite's exclusive transaction), so it ends with the process however that ends: there is no stale state
 * to guess about. Throws what the file system says where the file cannot be made.
 */
export function tryLockFile(file: string): FileLock | null {
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    chmodSync(file, 0o600);
  } catch (error) {
    db?.close();
    if (isBusy(error)) return null;
    throw error;
  }
  const held = db;
  return {
    release() {
      if (held.isOpen) held.close();
    },
  };
}
