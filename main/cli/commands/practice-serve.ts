import { join, resolve } from "node:path";
import { createLogger } from "#main/log/logger.ts";
import { openProfileDir } from "#main/profile/profile-dir.ts";
import { tryLockProfile } from "#main/profile/profile-lock.ts";
import { AppError } from "#src/app-error.ts";
import type { PlainCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { UsageError } from "../usage-error.ts";

const FIELDS: readonly Field[] = [
  { name: "port", flag: "port", kind: "number", required: false, choices: [] },
  { name: "blockTimeMs", flag: "block-time", kind: "number", required: false, choices: [] },
  { name: "seed", flag: "seed", kind: "text", required: false, choices: [] },
  { name: "dir", flag: "dir", kind: "text", required: false, choices: [] },
];

interface Typed {
  readonly port?: number;
  readonly blockTimeMs?: number;
  readonly seed?: string;
  readonly dir?: string;
}

/** A minute a block is the slowest that makes sense; under 50 ms clients cannot follow. */
const BLOCK_TIME_MS = { least: 50, most: 60_000 } as const;

function check({ port = 0, blockTimeMs = 1_000 }: Typed): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError("--port needs a port from 1 to 65535, or 0 for a free one.", undefined, "port");
  }
  if (!Number.isInteger(blockTimeMs) || blockTimeMs < BLOCK_TIME_MS.least || blockTimeMs > BLOCK_TIME_MS.most) {
    throw new UsageError("--block-time needs 50 to 60000 milliseconds.", undefined, "block-time");
  }
}

/** Runs the practice network alone, for other programs that speak to a Subtensor node. */
export const practiceServeCommand: PlainCommand = {
  kind: "plain",
  path: ["practice", "serve"],
  usage: "practice serve [--port 9944] [--block-time MS] [--seed TEXT] [--dir DIR]",
  summary: "Run the practice network alone, on loopback, until Ctrl-C",
  details: ["--dir   where its state is kept; a folder of the profile where left out"],
  async run({ line, words, profileDir, terminal, globals }) {
    const typed = readFields(FIELDS, line, words) as Typed;
    check(typed);
    const dir = openProfileDir(typed.dir === undefined ? join(profileDir, "practice-alone") : resolve(typed.dir));
    const lock = tryLockProfile(dir);
    if (!lock) {
      throw new AppError("PRACTICE_IN_USE", `A practice network with the state in ${dir} runs already.`, {
        hint: "Use that one, stop it, or choose another folder with --dir.",
        field: "dir",
      });
    }
    const ended = terminal.interrupted();
    try {
      const { servePracticeNetwork } = await import("#main/practice/serve-practice-network.ts");
      const { url, stop } = await servePracticeNetwork({
        dir,
        log: createLogger(dir),
        port: typed.port ?? 0,
        ...(typed.blockTimeMs === undefined ? {} : { blockTimeMs: typed.blockTimeMs }),
        ...(typed.seed === undefined ? {} : { seed: typed.seed }),
      });
      const value = { url, dir, pid: process.pid };
      terminal.out(globals.json ? JSON.stringify({ ok: true, value }) : `The practice network serves ${url}`);
      await ended;
      terminal.tell("Stopping.");
      await stop();
      return { value, written: true };
    } finally {
      lock.release();
    }
  },
};
