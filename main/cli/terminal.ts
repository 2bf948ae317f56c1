import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { AppError } from "#src/app-error.ts";

/** The person or script at the other end of the terminal. */
export interface Terminal {
  /** The answer of the command; standard output. */
  out(text: string): void;
  /** Everything else; standard error. */
  tell(text: string): void;
  /** Someone is there to answer questions. */
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
  /** Reads a line without showing it. */
  askSecret(question: string): Promise<string>;
  /** All of standard input, up to that many bytes. Error: `INPUT_TOO_LARGE`. */
  readInput(maxBytes: number): Promise<string>;
  /** Settles when the person or the system asks the command to end. */
  interrupted(): Promise<void>;
}

const silent = new Writable({
  write: (_chunk, _encoding, done) => done(),
});

async function question(text: string, hidden: boolean): Promise<string> {
  const { stdin, stderr } = process;
  // From here on the terminal echoes nothing by itself; only then is the question shown.
  const reader = createInterface({ input: stdin, output: hidden ? silent : stderr, terminal: true });
  if (hidden) stderr.write(text);
  const ended = new AbortController();
  reader.once("close", () => ended.abort());
  reader.once("SIGINT", () => reader.close());
  try {
    return await reader.question(hidden ? "" : text, { signal: ended.signal });
  } catch {
    throw new AppError("CANCELLED", "The question was not answered.", {
      hint: "Nothing was done; run the command again.",
    });
  } finally {
    reader.close();
    if (hidden) stderr.write("\n");
  }
}

/** This process's own terminal. */
export function processTerminal(): Terminal {
  // A reader that went away (`tausmith help | head`) is no failure of the command.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${text}\n`),
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    ask: (text) => question(text, false),
    askSecret: (text) => question(text, true),
    async readInput(maxBytes) {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of process.stdin) {
        size += (chunk as Buffer).length;
        if (size > maxBytes) {
          const most = Math.round(maxBytes / 1024);
          throw new AppError("INPUT_TOO_LARGE", `Standard input brings over ${most} KiB.`, {
            hint: "Send less at once.",
          });
        }
        chunks.push(chunk as Buffer);
      }
      return Buffer.concat(chunks).toString("utf8");
    },
    interrupted: () =>
      new Promise((resolve) => {
        const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
        const done = () => {
          for (const name of signals) process.off(name, done);
          resolve();
        };
        for (const name of signals) process.once(name, done);
      }),
  };
}
