import { randomBytes } from "node:crypto";
import * as files from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "#src/app-error.ts";

/** The few file operations a safe write needs, as a port, so that a test can make any of them fail. */
export type WriteFiles = Pick<typeof files, "open" | "rename" | "unlink" | "mkdir" | "link" | "readFile">;

export interface AtomicWriteOptions {
  /** Refuse where a file of that name is there already; decided by the file system, without a gap. */
  readonly exclusive?: boolean;
  /** Sees the bytes as they came back from the disk; where it says no, nothing is replaced. */
  readonly check?: (written: Uint8Array) => Promise<boolean>;
  readonly fs?: WriteFiles;
}

/**
 * Writes a file whole or not at all: temporary file in the same folder (0600), fsync, rename, fsync of the folder.
 * The folder is made where it is missing (0700). Errors: `KEY_FILE_EXISTS`, `KEY_WRITE_FAILED`; the old file stays.
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const fs = options.fs ?? files;
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  let written = false;
  try {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await fs.open(temporary, "wx", 0o600);
    written = true;
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (options.check && !(await options.check(new Uint8Array(await fs.readFile(temporary))))) {
      throw Object.assign(new Error("what was written does not read back"), { code: "EREADBACK" });
    }
    if (options.exclusive) await takePlace(temporary, path, fs);
    else await fs.rename(temporary, path);
    written = false;
    await syncFolder(folder, fs);
  } catch (cause) {
    if (written) await fs.unlink(temporary).catch(() => undefined);
    if (cause instanceof AppError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "EEXIST" && options.exclusive) {
      throw new AppError("KEY_FILE_EXISTS", `There is a file already: ${path}.`, {
        hint: "Choose another name, or say explicitly that it may be replaced.",
        cause,
      });
    }
    throw new AppError("KEY_WRITE_FAILED", `The file ${path} could not be written (${code ?? "unknown reason"}).`, {
      hint:
        code === "ENOSPC" ? "Free some disk space, then try again." : "Check the folder's permissions, then try again.",
      details: { code: code ?? null },
      cause,
    });
  }
}

/** Gives the file its name only if nothing has it, decided in one step; EEXIST otherwise. */
async function takePlace(temporary: string, path: string, fs: WriteFiles): Promise<void> {
  try {
    await fs.link(temporary, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(code)) throw error;
    // File systems without links: hold the name with an empty file, then put the whole one over it.
    await (await fs.open(path, "wx", 0o600)).close();
    await fs.rename(temporary, path);
    return;
  }
  await fs.unlink(temporary);
}

/** Makes a rename or removal in `folder` last through a power loss. Folders cannot be synced on every system. */
async function syncFolder(folder: string, fs: WriteFiles): Promise<void> {
  const handle = await fs.open(folder, "r").catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** Removes a file and makes the removal last. A missing file is no error. */
export async function removeFile(path: string): Promise<void> {
  await files.rm(path, { force: true });
  await syncFolder(dirname(path), files);
}
