import type { Clock } from "#main/ports/clock.ts";
import type { TausmithClient } from "#src/contract/client.ts";

/** What the main job needs: the contract, as any front carries it, and the outside world. */
export interface JobDeps {
  readonly client: TausmithClient;
  readonly clock: Clock;
  /** Tells the person one step. */
  say(text: string): void;
  /** Posts JSON as an outside trading tool does; gives the HTTP status and body. */
  post(url: string, body: Readonly<Record<string, unknown>>): Promise<{ status: number; text: string }>;
}
