import { mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { AppError } from "#src/app-error.ts";

/** Where a profile lives when nothing else was asked for: the system's own place for an application's data. */
export function defaultProfileDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = homedir()): string {
  if (platform === "darwin") return join(home, "Library", "Application Support", "Tausmith");
  const dataHome = env.XDG_DATA_HOME;
  return join(dataHome && isAbsolute(dataHome) ? dataHome : join(home, ".local", "share"), "tausmith");
}

/**
 * Makes the profile folder (owner only) and gives its absolute path.
 * Errors: `PROFILE_UNUSABLE` where the path is a file or cannot be made.
 */
export function openProfileDir(path: string): string {
  const dir = resolve(path);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (!statSync(dir).isDirectory()) throw new Error("not a folder");
  } catch (cause) {
    throw new AppError("PROFILE_UNUSABLE", `The profile folder ${dir} cannot be used.`, {
      hint: "Choose a folder you may write to with --data.",
      cause,
    });
  }
  return dir;
}
