import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#src/app-error.ts";

const KEY_FILE = "intake-key";
const KEY_FORM = /^[0-9a-f]{64}$/;

/** Makes a new intake key: 32 random bytes as hex, in a file that only its owner can read. */
export const writeIntakeKey = (folder: string): string => keepIntakeKey(folder, randomBytes(32).toString("hex"));

/** Keeps a key that trading tools know already. Error: `SIGNAL_KEY_UNWRITABLE`. */
export function keepIntakeKey(folder: string, key: string): string {
  const file = join(folder, KEY_FILE);
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const handle = openSync(temporary, "wx", 0o600);
    writeSync(handle, `${key}\n`);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(temporary, file);
  } catch (cause) {
    throw new AppError("SIGNAL_KEY_UNWRITABLE", "The intake's API key cannot be written to the miner's folder.", {
      hint: "Check free space and permissions of the profile folder.",
      cause,
    });
  }
  return key;
}

/** The intake's key, made at the first call. Errors: `SIGNAL_KEY_UNREADABLE`, `SIGNAL_KEY_UNWRITABLE`. */
export function ensureIntakeKey(folder: string): string {
  let text: string;
  try {
    text = readFileSync(join(folder, KEY_FILE), "utf8").trim();
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return writeIntakeKey(folder);
    throw new AppError("SIGNAL_KEY_UNREADABLE", "The intake's API key file cannot be read.", {
      hint: "Check the permissions of the profile folder.",
      cause,
    });
  }
  if (KEY_FORM.test(text)) return text;
  throw new AppError("SIGNAL_KEY_UNREADABLE", "The intake's API key file holds something else than a key.", {
    hint: "Make a new key on the Signals page and give it to your trading tool.",
  });
}

const digest = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

/** Compares a given key in a time that tells nothing about the right one, whatever their lengths. */
export function createKeyCheck(key: string): (given: string) => boolean {
  const wanted = digest(key);
  return (given) => timingSafeEqual(digest(given), wanted);
}
