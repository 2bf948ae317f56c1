import type { Logger } from "pino";
import { silentLogger } from "#main/log/logger.ts";
import { createPractice } from "./practice.ts";

export interface ServeOptions {
  readonly dir: string;
  /** Silent where left out. */
  readonly log?: Logger;
  /** 0 for a free port. */
  readonly port: number;
  readonly blockTimeMs?: number;
  readonly seed?: string;
}

/** Runs the practice network alone, validators included. Errors: as `Practice.start`. */
export async function servePracticeNetwork(
  options: ServeOptions,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const practice = createPractice({ ...options, log: options.log ?? silentLogger() });
  const { url } = await practice.start();
  return { url, stop: () => practice.stop() };
}
