import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "#src/app-error.ts";

/** Held by the one process that has this profile open. */
export interface ProfileLock {
  release(): void;
}

/** `SQLITE_BUSY`, the primary result code SQLite gives while another connection holds the lock. */
const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "errcode" in error && error.errcode === SQLITE_BUSY;

/**
 * Takes the profile for this process, or gives null while another process has it. The lock is a file lock of the
 * operating system (taken through SQLite's exclusive transaction), so it ends with the process however that ends:
 * there is no stale state to guess about.
 */
export function tryLockProfile(profileDir: string): ProfileLock | null {
  const file = join(profileDir, "profile.lock");
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    chmodSync(file, 0o600);
  } catch (error) {
    db?.close();
    if (isBusy(error)) return null;
    throw new AppError("PROFILE_UNUSABLE", `The profile folder ${profileDir} cannot be used.`, {
      hint: "Check that the folder may be written, or choose another one with --data.",
      field: "data",
      cause: error,
    });
  }
  const held = db;
  return {
    release() {
      if (held.isOpen) held.close();
    },
  };
}

/** What a second copy is told. */
export const profileInUse = (profileDir: string, pid: number | null): AppError =>
  new AppError(
    "PROFILE_IN_USE",
    `The profile ${profileDir} is open in another Tausmith${pid === null ? "" : ` (process ${pid})`}.`,
    {
      hint: "Use the copy that is open, close it, or choose another profile with --data.",
      field: "data",
      details: { pid },
    },
  );

/** Takes the profile or throws `PROFILE_IN_USE`. */
export function lockProfile(profileDir: string, pid: number | null = null): ProfileLock {
  const lock = tryLockProfile(profileDir);
  if (!lock) throw profileInUse(profileDir, pid);
  return lock;
}
