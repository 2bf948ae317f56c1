import { join } from "node:path";
import { type FileLock, tryLockFile } from "#main/store/file-lock.ts";
import { AppError } from "#src/app-error.ts";

/** Held by the one process that has this profile open. */
export type ProfileLock = FileLock;

/** Takes the profile for this process, or gives null while another process has it. Error: `PROFILE_UNUSABLE`. */
export function tryLockProfile(profileDir: string): ProfileLock | null {
  try {
    return tryLockFile(join(profileDir, "profile.lock"));
  } catch (cause) {
    throw new AppError("PROFILE_UNUSABLE", `The profile folder ${profileDir} cannot be used.`, {
      hint: "Check that the folder may be written, or choose another one with --data.",
      field: "data",
      cause,
    });
  }
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
