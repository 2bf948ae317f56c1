import type { LogLevel } from "./messages.ts";

export interface LogLine {
  readonly atMs: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** The newest lines of one miner, bounded, with anything that looks like a key blanked. */
export interface LogRing {
  add(line: LogLine): void;
  /** The newest `limit` lines, oldest of them first. */
  newest(limit: number): LogLine[];
}

const MAX_LINE = 2_000;
/** 32 bytes and more in hex, as seeds, secrets and intake keys are written; and anything named as a key. */
const LONG_HEX = /\b(?:0x)?[0-9a-f]{64,}\b/gi;
const NAMED = /((?:api_?key|password|secret|authorization)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[^\s"',}]+/gi;

/** Blanks secrets in a line that a child process wrote. */
export const redact = (text: string): string =>
  text.slice(0, MAX_LINE).replaceAll(LONG_HEX, "[hidden]").replaceAll(NAMED, "$1[hidden]");

export function createLogRing(size = 2_000): LogRing {
  const lines: LogLine[] = [];
  return {
    add(line) {
      lines.push({ ...line, text: redact(line.text) });
      if (lines.length > size) lines.splice(0, lines.length - size);
    },
    newest: (limit) => lines.slice(-limit),
  };
}
