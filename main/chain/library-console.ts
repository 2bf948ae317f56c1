import { format } from "node:util";
import type { Logger } from "pino";

/** How the library marks its own lines: a time, then a right-aligned name and a colon. */
const LIBRARY_MARK = /^\s*(?:API|RPC|REGISTRY|PORTABLEREGISTRY|METADATA|TYPES)[-A-Z0-9/:]*:\s*$/i;

/**
 * The chain library writes to the console and has no switch for it. Its lines, told by their mark, go to the log
 * file instead, so that a script's standard output holds answers only. Returns the way back.
 */
export function routeLibraryConsole(log: Logger): () => void {
  const sink: Console = console;
  const kept = { log: sink.log, warn: sink.warn, error: sink.error };
  const route =
    (level: "info" | "warn" | "debug", original: (...values: unknown[]) => void) =>
    (...values: unknown[]): void => {
      if (typeof values[1] === "string" && LIBRARY_MARK.test(values[1])) {
        log[level]({ library: values[1].trim() }, format(...values.slice(2)));
      } else {
        original(...values);
      }
    };
  // A lost connection fails every open request, each with a line: worth a debug line, no more.
  Object.assign(sink, {
    log: route("info", kept.log),
    warn: route("warn", kept.warn),
    error: route("debug", kept.error),
  });
  return () => void Object.assign(sink, kept);
}
