import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { plainEnv } from "./built-host.ts";

/** The terminal's bundle where `npm test` has just built it, else its source: that is never stale, but loads seven times as long. */
const entry = process.env.TAUSMITH_TEST_OUT
  ? join(process.env.TAUSMITH_TEST_OUT, "main/cli.js")
  : join(import.meta.dirname, "../../main/cli.ts");

/** What one command line of the terminal left behind. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON. */
  json(): { ok: boolean; value?: never; error?: { code: string; message: string; hint: string; field?: string } };
}

/** A command that goes on running. */
export interface CliProcess {
  readonly child: ChildProcess;
  /** Settles with the first line of standard output that matches; rejects when the process ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Interrupts it as Ctrl+C does. */
  interrupt(): Promise<CliRun>;
  readonly ended: Promise<CliRun>;
}

/** Starts the terminal as a process of its own. */
export function startCli(argv: readonly string[], input?: string): CliProcess {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry, ...argv], {
    env: { ...plainEnv(), TAUSMITH_DATA: "" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const lookers = new Set<() => void>();
  child.stdout.on("data", (chunk) => {
    out += chunk;
    for (const look of lookers) look();
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdin.on("error", () => undefined);
  if (input !== undefined) child.stdin.end(input);
  const ended = new Promise<CliRun>((resolve) => {
    child.once("close", (code) => resolve({ code, out, err, json: () => JSON.parse(out) }));
  });
  return {
    child,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = out.split("\n").find((text) => pattern.test(text));
          if (found === undefined) return;
          lookers.delete(look);
          resolve(found);
        };
        lookers.add(look);
        look();
        void ended.then((run) => reject(new Error(`ended with ${run.code}: ${run.out}${run.err}`)));
      }),
    interrupt() {
      child.kill("SIGINT");
      return ended;
    },
  };
}

/** Runs one command line to its end. */
export const runCliProcess = (argv: readonly string[], input?: string): Promise<CliRun> =>
  startCli(argv, input ?? "").ended;
