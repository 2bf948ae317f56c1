import { createHash } from "node:crypto";
import { join } from "node:path";
import { type FileLock, tryLockFile } from "#main/store/file-lock.ts";
import { AppError } from "#src/app-error.ts";

/**
 * Lets one process of this machine's user send with a hotkey, whatever profile it belongs to. Errors:
 * `MINER_SENDER_ELSEWHERE` while another one does, `MINER_LOCK_UNUSABLE` where the lock's file cannot be made.
 */
export function lockSender(dir: string, hotkey: string): FileLock {
  let lock: FileLock | null;
  try {
    lock = tryLockFile(join(dir, `${createHash("sha256").update(hotkey).digest("hex").slice(0, 32)}.lock`));
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
  if (lock) return lock;
  throw new AppError("MINER_SENDER_ELSEWHERE", "Another Tausmith on this machine sends with this hotkey.", {
    hint: "Stop the miner of the other profile first: two senders with one hotkey would send orders twice.",
  });
}
