import { constants, type FileHandle, open } from "node:fs/promises";
import { AppError } from "#src/app-error.ts";

/** Far above any keyfile, so that a foreign file cannot fill the memory. */
export const KEY_FILE_MAX_BYTES = 65_536;

export interface KeyFileBytes {
  /** May be a secret: wipe it. */
  readonly bytes: Uint8Array;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
}

const reasons: Readonly<Record<string, readonly [code: string, text: string, hint: string]>> = {
  ENOENT: ["KEY_FILE_MISSING", "there is no such file", "Check the folder and the name."],
  ENOTDIR: ["KEY_FILE_MISSING", "there is no such file", "Check the folder and the name."],
  ELOOP: ["KEY_FILE_SYMLINK", "it is a symbolic link", "Give the path of the file itself; links could point anywhere."],
  EMLINK: [
    "KEY_FILE_SYMLINK",
    "it is a symbolic link",
    "Give the path of the file itself; links could point anywhere.",
  ],
  EACCES: [
    "KEY_FILE_UNREADABLE",
    "its permissions do not let you read it",
    "Make it yours (chown) and readable (chmod 600).",
  ],
  EPERM: [
    "KEY_FILE_UNREADABLE",
    "its permissions do not let you read it",
    "Make it yours (chown) and readable (chmod 600).",
  ],
  EISDIR: ["KEY_FILE_KIND", "it is a folder", "Give the path of the keyfile inside it."],
};

/** The coded error for a file that cannot be read, naming file and reason. */
export function keyFileError(path: string, cause: unknown): AppError {
  const known = reasons[(cause as NodeJS.ErrnoException).code ?? ""];
  const [code, text, hint] = known ?? ["KEY_FILE_UNREADABLE", "reading it failed", "Check the disk, then try again."];
  return new AppError(code, `The file ${path} cannot be used: ${text}.`, { hint, field: "path", cause });
}

/**
 * Reads a small file that may hold a key. Follows no symbolic link, waits for no pipe, takes nothing above 64 KiB.
 * Errors: `KEY_FILE_MISSING`, `KEY_FILE_SYMLINK`, `KEY_FILE_UNREADABLE`, `KEY_FILE_KIND`, `KEY_FILE_HUGE`.
 */
export async function readKeyFile(path: string): Promise<KeyFileBytes> {
  const refuse = (code: string, text: string, hint: string): AppError =>
    new AppError(code, `The file ${path} cannot be used: ${text}.`, { hint, field: "path" });
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    throw keyFileError(path, cause);
  }
  try {
    const facts = await file.stat();
    if (facts.isDirectory()) throw keyFileError(path, { code: "EISDIR" });
    if (!facts.isFile()) throw refuse("KEY_FILE_KIND", "it is not an ordinary file", "Give the path of a keyfile.");
    if (facts.size > KEY_FILE_MAX_BYTES) {
      throw refuse(
        "KEY_FILE_HUGE",
        `it is ${facts.size} bytes long, a keyfile has a few hundred`,
        "Give the path of a keyfile.",
      );
    }
    const buffer = new Uint8Array(KEY_FILE_MAX_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const bytes = buffer.slice(0, length);
    buffer.fill(0);
    return { bytes, mode: facts.mode & 0o777 };
  } catch (cause) {
    throw cause instanceof AppError ? cause : keyFileError(path, cause);
  } finally {
    await file.close();
  }
}
