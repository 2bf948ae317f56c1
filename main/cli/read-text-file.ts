import { readFileSync, statSync } from "node:fs";
import { AppError } from "#src/app-error.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Reads a text file named on the command line; `-` is standard input.
 * Errors: `FILE_UNREADABLE`, `FILE_HUGE`, `INPUT_TOO_LARGE`.
 */
export async function readTextFile(path: string, maxBytes: number, terminal: Terminal): Promise<string> {
  if (path === "-") return terminal.readInput(maxBytes);
  try {
    if (statSync(path).size <= maxBytes) return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AppError("FILE_UNREADABLE", `The file ${path} cannot be read.`, {
      hint: "Check the path and its permissions.",
      field: "from",
      cause,
    });
  }
  throw new AppError("FILE_HUGE", `The file ${path} is larger than ${Math.round(maxBytes / 1024)} KiB.`, {
    hint: "Choose the right file.",
    field: "from",
  });
}
