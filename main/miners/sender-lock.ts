import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "#main/ports/clock.ts";
import { type FileLock, tryLockFile } from "#main/store/file-lock.ts";
import { AppError } from "#src/app-error.ts";

/** A process whose app was killed needs a moment to end, and its successor must not fail for that. */
const WAIT_MS = 2_000;
const TRY_EVERY_MS = 100;

/**
 * Lets one process of this machine's user send with a hotkey, whatever profile it belongs to. Errors:
 * `MINER_SENDER_ELSEWHERE` while another one does, `MINER_LOCK_UNUSABLE` where the lock's file cannot be made.
 */
export async function lockSender(dir: string, hotkey: string, clock: Clock): Promise<FileLock> {
  const untilMs = clock.nowMs() + WAIT_MS;
  for (;;) {
    const lock = tryLock(dir, hotkey);
    if (lock) return lock;
    if (clock.nowMs() >= untilMs) break;
    await new Promise<void>((resolve) => clock.after(TRY_EVERY_MS, resolve));
  }
  throw new AppError("MINER_SENDER_ELSEWHERE", "Another Tausmith on this machine sends with this hotkey.", {
    hint: "Stop the miner of the other profile first: two senders with one hotkey would send orders twice.",
  });
}

function tryLock(dir: string, hotkey: string): FileLock | null {
  try {
    return tryLockFile(join(dir, `${createHash("sha256").update(hotkey).digest("hex").slice(0, 32)}.lock`));
  } catch (cause) {
    throw new AppError(
      "MINER_LOCK_UNUSABLE",
      `The folder ${dir}, which keeps a hotkey from sending twice, cannot be used.`,
      {
        hint: "Check that the folder may be written, then start the miner again.",
        cause,
      },
    );
  }
}
