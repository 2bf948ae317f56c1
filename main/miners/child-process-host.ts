import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ProcessHost } from "./process-host.ts";

/** Variables a miner needs from its parent's environment; nothing else is handed on. */
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TZ", "LANG", "SystemRoot", "TEMP"];

/** Starts miner processes with `child_process`, the same Node, no arguments and a bare environment. */
export function createChildProcessHost(): ProcessHost {
  return {
    start(entry) {
      const env = Object.fromEntries(
        PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      );
      const child = fork(fileURLToPath(entry), [], {
        env,
        execArgv: ["--disable-warning=ExperimentalWarning"],
        serialization: "advanced",
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      child.on("error", () => undefined);
      return {
        pid: child.pid,
        send: (message) => {
          if (child.connected) child.send(message as object, () => undefined);
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
          if (child.pid === undefined) child.once("error", () => listener(null, null));
          else child.once("exit", listener);
        },
        signal: (name) => {
          child.kill(name);
        },
      };
    },
  };
}
