import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const START_LIMIT_MS = 60_000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const bundle = join(root, "out/main/serve.js");

/** The built program, serving its pages on loopback from a profile of its own. */
export interface BuiltHost {
  readonly origin: string;
  readonly port: number;
  /** Opens once and sets the session cookie. */
  readonly openAddress: string;
  readonly profileDir: string;
  readonly pid: number;
  /** From the start of the process to the address it printed. */
  readonly startMs: number;
  /** Interrupts it as Ctrl+C does; gives its exit code when it and its profile are gone. */
  stop(): Promise<number | null>;
}

/** The environment of a machine without a Secret Service, so that a test never touches the keys of whoever runs it. */
export function plainEnv(): NodeJS.ProcessEnv {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, XDG_RUNTIME_DIR: _runtime, TAUSMITH_DATA: _data, ...env } = process.env;
  return env;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(
      () => reject(new Error(`no address after ${START_LIMIT_MS} ms:\n${output}`)),
      START_LIMIT_MS,
    );
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+/.exec(output) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the host ended with ${code}:\n${output}`));
    });
  });
}

/** Starts the bundle that `npm run build` made, with flags after `--data`. */
export async function startBuiltHost(...flags: readonly string[]): Promise<BuiltHost> {
  if (!existsSync(bundle)) throw new Error("run `npm run build` first");
  const profileDir = mkdtempSync(join(tmpdir(), "tausmith-e2e-"));
  const began = performance.now();
  const child = spawn(process.execPath, [bundle, "--data", profileDir, ...flags], {
    env: plainEnv(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const openAddress = await addressOf(child).catch((error: unknown) => {
    child.kill("SIGKILL");
    rmSync(profileDir, { recursive: true, force: true });
    throw error;
  });
  const { origin, port } = new URL(openAddress);
  return {
    origin,
    port: Number(port),
    openAddress,
    profileDir,
    pid: child.pid ?? 0,
    startMs: performance.now() - began,
    async stop() {
      child.kill("SIGINT");
      const code = await ended;
      rmSync(profileDir, { recursive: true, force: true });
      return code;
    },
  };
}
