import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { AppError } from "#src/app-error.ts";
import type { GlobalFlags } from "./global-flags.ts";
import type { Terminal } from "./terminal.ts";

/** The longest password the contract takes, with room for the end of the line. */
const MAX_BYTES = 1_026;

function readAll(fd: number): string {
  const buffer = Buffer.alloc(MAX_BYTES + 1);
  let size = 0;
  while (size < buffer.length) {
    const got = readSync(fd, buffer, size, buffer.length - size, null);
    if (got === 0) break;
    size += got;
  }
  const text = buffer.toString("utf8", 0, size).replace(/\r?\n$/, "");
  buffer.fill(0);
  if (text === "" || size > MAX_BYTES) {
    throw new AppError("PASSWORD_FILE_UNUSABLE", "The file holds no password of 1 to 1024 bytes.", {
      hint: "Put the password alone into the file.",
      field: "password-file",
    });
  }
  return text;
}

/**
 * Reads a password from a file that nobody but its owner may read.
 * Errors: `PASSWORD_FILE_UNUSABLE`, `PASSWORD_FILE_OPEN`.
 */
export function readPasswordFile(path: string): string {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (cause) {
    throw new AppError("PASSWORD_FILE_UNUSABLE", `The password file ${path} cannot be read.`, {
      hint: "Check the path and its permissions.",
      field: "password-file",
      cause,
    });
  }
  try {
    const { mode } = fstatSync(fd);
    if ((mode & 0o077) !== 0) {
      throw new AppError("PASSWORD_FILE_OPEN", `The password file ${path} can be read by others.`, {
        hint: `Close it first: chmod 600 ${path}`,
        field: "password-file",
      });
    }
    return readAll(fd);
  } finally {
    closeSync(fd);
  }
}

/** Where the passwords of one command come from. Never from the command line. */
export interface Passwords {
  /** The one from --password-file or --password-fd, or null. */
  given(): string | null;
  /** Somebody is there to be asked. */
  readonly canAsk: boolean;
  /** An existing password. Errors: `PASSWORD_MISSING` where nobody can be asked. */
  existing(what: string): Promise<string>;
  /** A new one, asked twice. Errors: `PASSWORD_MISSING`, `PASSWORD_DIFFERS`. */
  chosen(what: string): Promise<string>;
  /** The vault's own, which is the same password unless --vault-password-file names another; a new one is asked twice. */
  vault(isNew: boolean): Promise<string>;
}

/** Takes the password from --password-file or --password-fd, else asks without showing it. */
export function createPasswords(flags: GlobalFlags, terminal: Terminal): Passwords {
  let given: string | null | undefined;
  const fromFlags = (): string | null => {
    if (given === undefined) {
      if (flags.passwordFile !== undefined) given = readPasswordFile(flags.passwordFile);
      else if (flags.passwordFd !== undefined) given = readFd(flags.passwordFd);
      else given = null;
    }
    return given;
  };
  const askable = (what: string): void => {
    if (terminal.interactive) return;
    throw new AppError("PASSWORD_MISSING", `${what} is needed and nobody can be asked.`, {
      hint: "Give it with --password-file FILE or --password-fd N.",
      field: "password",
    });
  };
  const existing = async (what: string): Promise<string> => {
    const known = fromFlags();
    if (known !== null) return known;
    askable(what);
    return terminal.askSecret(`${what}: `);
  };
  const chosen = async (what: string): Promise<string> => {
    const known = fromFlags();
    if (known !== null) return known;
    askable(what);
    const first = await terminal.askSecret(`${what}: `);
    if ((await terminal.askSecret("The same again: ")) === first) return first;
    throw new AppError("PASSWORD_DIFFERS", "The two passwords differ.", { hint: "Run the command again." });
  };
  return {
    given: fromFlags,
    canAsk: terminal.interactive,
    existing,
    chosen,
    async vault(isNew) {
      if (flags.vaultPasswordFile !== undefined) return readPasswordFile(flags.vaultPasswordFile);
      return isNew ? chosen("New passphrase for the vault") : existing("Passphrase of the vault");
    },
  };
}

function readFd(fd: number): string {
  try {
    return readAll(fd);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("PASSWORD_FILE_UNUSABLE", `File number ${fd} is not open for reading.`, {
      hint: "Open it in the shell, for example `--password-fd 3 3<file`.",
      field: "password-fd",
      cause,
    });
  }
}
