import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pino, { type Logger } from "pino";

/** Names whose values never reach a log, at any depth pino can name. */
const SECRET_NAMES = [
  "password",
  "passphrase",
  "words",
  "mnemonic",
  "seed",
  "secret",
  "apiKey",
  "api_key",
  "privateKey",
];
const redactPaths = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Writes JSON lines to `<profile>/logs/tausmith.log`; secrets by name are blanked. */
export function createLogger(profileDir: string, level = "info"): Logger {
  const folder = join(profileDir, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return pino(
    { level, base: null, redact: { paths: redactPaths, censor: "[hidden]" } },
    pino.destination({ dest: join(folder, "tausmith.log"), sync: true, mkdir: false, mode: 0o600 }),
  );
}

/** A logger that says nothing, for tests and short-lived tools. */
export const silentLogger = (): Logger => pino({ level: "silent" });
