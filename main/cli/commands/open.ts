import { readHostFile } from "#main/profile/host-file.ts";
import { AppError } from "#src/app-error.ts";
import type { Result } from "#src/result.ts";
import type { PlainCommand } from "../command.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const notRunning = (cause?: unknown): AppError =>
  new AppError("APP_NOT_RUNNING", "No Tausmith with pages for a browser has this profile open.", {
    hint: "Start it with `tausmith serve`.",
    cause,
  });

/**
 * A new one-time address of the browser host that has this profile open.
 * Errors: `APP_NOT_RUNNING`, and `PATH_UNKNOWN` where the running app is the desktop window.
 */
export async function newAddress(profileDir: string): Promise<{ address: string }> {
  const host = readHostFile(profileDir);
  if (!host) throw notRunning();
  const answer = await fetch(`http://127.0.0.1:${host.port}/host/open`, {
    method: "POST",
    headers: { authorization: `Bearer ${host.token}`, "content-type": "application/json" },
    body: "{}",
  }).catch((cause) => {
    throw notRunning(cause);
  });
  return unwrap((await answer.json()) as Result<{ address: string }>);
}

/** Gives a new address, for another browser or after the first was closed. */
export const openCommand: PlainCommand = {
  kind: "plain",
  path: ["open"],
  usage: "open",
  summary: "A new one-time address of the running browser host",
  async run({ words, line, profileDir }) {
    if (words.length > 0 || line.flags.size > 0) throw new UsageError("`open` takes no arguments.");
    const value = await newAddress(profileDir);
    return { value, text: value.address };
  },
};
