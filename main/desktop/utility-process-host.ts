import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ProcessHost } from "#main/miners/process-host.ts";

/** The part of Electron's utility process that is used. */
export interface UtilityChild {
  readonly pid: number | undefined;
  readonly stdout: Readable | NodeJS.ReadableStream | null;
  readonly stderr: Readable | NodeJS.ReadableStream | null;
  postMessage(message: unknown): void;
  kill(): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  once(event: "exit", listener: (code: number) => void): unknown;
  once(event: "spawn", listener: () => void): unknown;
}

export type ForkUtility = (
  file: string,
  args: string[],
  options: { serviceName: string; stdio: "pipe"; env: Record<string, string> },
) => UtilityChild;

/** Variables a child needs from its parent's environment; nothing else is handed on. */
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TZ", "LANG"];

/**
 * Starts miner processes as Electron utility processes, so that the packaged program needs no switch that would let it
 * run as a plain Node. Messages sent before the child is there are kept in order by Electron.
 */
export function createUtilityProcessHost(
  fork: ForkUtility,
  kill: (pid: number, signal: "SIGINT" | "SIGKILL") => void,
  env: Readonly<Record<string, string | undefined>>,
): ProcessHost {
  return {
    start(entry, { name }) {
      const passed = Object.fromEntries(PASSED_ON.flatMap((key) => (env[key] ? [[key, env[key]]] : [])));
      const child = fork(fileURLToPath(entry), [], { serviceName: name, stdio: "pipe", env: passed });
      let gone = false;
      let sent: "SIGINT" | "SIGKILL" | null = null;
      child.once("exit", () => {
        gone = true;
      });
      const send = (signal: "SIGINT" | "SIGKILL"): void => {
        if (gone) return;
        sent = signal;
        // Electron's own kill knows no SIGINT; the process id is there once the child has started.
        if (child.pid === undefined) child.kill();
        else kill(child.pid, signal);
      };
      return {
        get pid() {
          return child.pid;
        },
        send: (message) => {
          if (!gone) child.postMessage(message);
        },
        onMessage: (listener) => {
          child.on("message", listener);
        },
        onOutput: (listener) => {
          for (const output of [child.stdout, child.stderr]) {
            if (output) createInterface({ input: output }).on("line", listener);
          }
        },
        onExit: (listener) => {
          // A signalled child reports a code that means nothing; what ended it is known here.
          child.once("exit", (code) => (sent === null || code === 0 ? listener(code, null) : listener(null, sent)));
        },
        signal: (name) => {
          try {
            send(name);
          } catch {
            // It ended between the question and the signal.
          }
        },
      };
    },
  };
}
