import { setTimeout as delay } from "node:timers/promises";
import { type HostRecord, readHostFile } from "#main/profile/host-file.ts";
import { type OpenedApp, tryOpenApp } from "#main/profile/open-app.ts";
import { openProfileDir } from "#main/profile/profile-dir.ts";
import { profileInUse, tryLockProfile } from "#main/profile/profile-lock.ts";
import { confirmFromCall } from "#main/transport/confirm-from-call.ts";
import { AppError } from "#src/app-error.ts";
import type { ClientTransport } from "#src/contract/client.ts";
import { type NetworkStatus, networkStatus } from "#src/contract/network.ts";

/** The app a command talks to. */
export interface Session extends ClientTransport {
  /** The app that runs beside this command, or null where the command runs the app itself. */
  readonly running: HostRecord | null;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly profileDir: string;
  readonly network?: string;
  /** Connect, and wait until the chain answers, before the first call; only where the command runs the app itself. */
  readonly needsChain: boolean;
  /** Refuse where no app is running that goes on after the command. */
  readonly lasting: boolean;
  /** How long to wait for a process that holds the profile and cannot be reached yet; 5 s where left out. */
  readonly settleMs?: number;
}

/** How long a command waits for the chain before it lets the service say what is missing. */
const CHAIN_WAIT_MS = 30_000;

/**
 * How long a profile may be held by a process that cannot be reached: an app that is starting has not said yet where it
 * listens, one that is stopping does not any more, and another command is done in a moment.
 */
const SETTLE_MS = 5_000;
const SETTLE_POLL_MS = 50;

/** A record whose process is gone was left by a crash and tells nothing. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function localSession(opened: OpenedApp, needsChain: boolean): Promise<Session> {
  const { app } = opened;
  const context = { front: "terminal" as const, confirm: confirmFromCall };
  try {
    if (needsChain) {
      await app.start({ miners: false });
      // Where the chain does not answer, the service says so in its own words.
      await app.services.chain.whenOnline(CHAIN_WAIT_MS).catch(() => undefined);
    }
  } catch (error) {
    await opened.close();
    throw error;
  }
  return {
    running: null,
    call: (name, input) => app.dispatch(name, input, context) as never,
    on: (stream, listener) => app.events.subscribe(stream, (event) => listener(event.payload, event.seq)),
    close: () => opened.close(),
  };
}

/** A running app keeps its network; a command that asks for another must not silently act on the wrong one. */
function checkNetwork(wanted: string, status: NetworkStatus): void {
  if ([status.name, status.kind, status.url].includes(wanted)) return;
  throw new AppError("NETWORK_DIFFERS", `The running Tausmith is on ${status.name}, not on ${wanted}.`, {
    hint: "Switch it with `tausmith network select`, or use another profile with --data.",
    field: "network",
    details: { running: status.name },
  });
}

async function remoteSession(host: HostRecord, network: string | undefined): Promise<Session> {
  const { connectWire } = await import("#main/transport/wire-client.ts");
  const wire = await connectWire(host.port, host.token);
  if (network !== undefined) {
    const status = await wire.call("network.status", {});
    if (status.ok) {
      try {
        checkNetwork(network, networkStatus.parse(status.value));
      } catch (error) {
        await wire.close();
        throw error;
      }
    }
  }
  return { ...wire, running: host };
}

/** Errors: `APP_NOT_RUNNING` where nobody has the profile open. */
function refuseIfAlone(profileDir: string): void {
  const lock = tryLockProfile(openProfileDir(profileDir));
  lock?.release();
  if (!lock) return;
  throw new AppError("APP_NOT_RUNNING", "This needs a Tausmith that stays open, and none has this profile open.", {
    hint: "Start it with `tausmith serve` (or open the app) and run the command again.",
  });
}

/**
 * Opens the profile in this process, or reaches the app that has it open already: one profile is never opened twice.
 * Errors: `APP_NOT_RUNNING`, `PROFILE_IN_USE` where the other one cannot be reached, `PROFILE_UNUSABLE`, `NETWORK_DIFFERS`.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { profileDir, network } = options;
  if (options.lasting) refuseIfAlone(profileDir);
  const untilMs = Date.now() + (options.settleMs ?? SETTLE_MS);
  for (;;) {
    const opened = await tryOpenApp({ profileDir, front: "terminal", ...(network === undefined ? {} : { network }) });
    if (opened) return localSession(opened, options.needsChain);
    const host = readHostFile(profileDir);
    if (host && isAlive(host.pid)) return remoteSession(host, network);
    if (Date.now() >= untilMs) throw profileInUse(profileDir, host?.pid ?? null);
    await delay(SETTLE_POLL_MS);
  }
}
