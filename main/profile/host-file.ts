import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const hostRecord = z.strictObject({
  pid: z.int().min(1),
  port: z.int().min(1).max(65_535),
  /** Lets the terminal in; readable by the owner of the profile only. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  front: z.enum(["desktop", "browser", "terminal", "test"]),
});
/** Where the running app of a profile can be reached by the terminal. */
export type HostRecord = z.infer<typeof hostRecord>;

const fileOf = (profileDir: string): string => join(profileDir, "host.json");

/** Writes `host.json` for the owner's eyes only, whole or not at all. */
export function writeHostFile(profileDir: string, record: HostRecord): void {
  const file = fileOf(profileDir);
  const half = `${file}.${record.pid}`;
  writeFileSync(half, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, file);
}

/**
 * Reads `host.json`; null where there is none, or none that can be trusted: not ours, open to others, or damaged.
 * Whether its process still lives is told by the profile lock, not by this file.
 */
export function readHostFile(profileDir: string, ownUid = process.getuid?.()): HostRecord | null {
  try {
    const file = fileOf(profileDir);
    const { mode, uid } = statSync(file);
    if ((mode & 0o077) !== 0 || (ownUid !== undefined && uid !== ownUid)) return null;
    const parsed = hostRecord.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Takes the file away, but only if it is this process's own. */
export function removeHostFile(profileDir: string, pid: number): void {
  if (readHostFile(profileDir)?.pid === pid) rmSync(fileOf(profileDir), { force: true });
}
