import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A private D-Bus session with an unlocked gnome-keyring of its own. Nothing of the user's is touched. */
export interface SecretService {
  /** What a process needs in its environment to use it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const has = (program: string): boolean => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

/** Why the test cannot run here, or null where it can. */
export const secretServiceMissing: string | null = ["dbus-daemon", "gnome-keyring-daemon"].every(has)
  ? null
  : "dbus-daemon and gnome-keyring-daemon are not installed (packages dbus and gnome-keyring)";

/** The first line a process writes. */
async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0] ?? "";
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/**
 * Starts the session and waits until the keyring answers on it. `lockAgain`: the keyring was made and unlocked once,
 * and then its daemon was started anew without its password, as after a login that did not unlock it.
 */
export async function startSecretService(options: { readonly lockAgain?: boolean } = {}): Promise<SecretService> {
  const home = mkdtempSync(join(tmpdir(), "tausmith-keyring-"));
  const base = { ...(process.env as Record<string, string>), HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home };
  const bus = spawn("dbus-daemon", ["--session", "--nofork", "--print-address", `--address=unix:dir=${home}`], {
    env: base,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await firstLine(bus);
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
  const startKeyring = async (unlocked: boolean): Promise<ChildProcess> => {
    const mode = unlocked ? ["--unlock"] : [];
    const child = spawn("gnome-keyring-daemon", [...mode, "--components=secrets", "--foreground"], {
      env,
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.stdin.end(unlocked ? "test keyring" : "");
    // It prints its control folder once it is ready and owns its name on the bus.
    await firstLine(child);
    return child;
  };
  let keyring = await startKeyring(true);
  if (options.lockAgain) {
    await end(keyring);
    keyring = await startKeyring(false);
  }
  return {
    env,
    async stop() {
      await end(keyring);
      await end(bus);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
