import type { App } from "#main/app.ts";
import type { Front } from "#main/handlers/types.ts";
import type { ProcessHost } from "#main/miners/process-host.ts";
import { readHostFile } from "./host-file.ts";
import { openProfileDir } from "./profile-dir.ts";
import { profileInUse, tryLockProfile } from "./profile-lock.ts";

export interface OpenAppOptions {
  readonly profileDir: string;
  readonly front: Front;
  /** A network's name or address; the profile's own choice where left out. */
  readonly network?: string;
  /** `vault` leaves the OS keychain alone. */
  readonly keychain?: "auto" | "vault";
  /** Starts miner processes; `child_process` where left out. */
  readonly processHost?: ProcessHost;
}

/** The app over a profile that this process alone has open. */
export interface OpenedApp {
  readonly app: App;
  /** Stops every service, then lets the profile go. */
  close(): Promise<void>;
}

/**
 * Locks the profile and builds the app over it, or gives null while another process has the profile open. The app is
 * built but not started. Errors: `PROFILE_UNUSABLE`, and whatever `createApp` names.
 */
export async function tryOpenApp(options: OpenAppOptions): Promise<OpenedApp | null> {
  const profileDir = openProfileDir(options.profileDir);
  const lock = tryLockProfile(profileDir);
  if (!lock) return null;
  try {
    // Read only when needed: help and the calls forwarded to a running app do without the chain library.
    const { createApp } = await import("#main/app.ts");
    const app = await createApp({ ...options, profileDir });
    return {
      app,
      async close() {
        try {
          await app.stop();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** As `tryOpenApp`, but a profile that is open elsewhere is an error. Errors: also `PROFILE_IN_USE`. */
export async function openApp(options: OpenAppOptions): Promise<OpenedApp> {
  const opened = await tryOpenApp(options);
  if (opened) return opened;
  throw profileInUse(options.profileDir, readHostFile(options.profileDir)?.pid ?? null);
}
