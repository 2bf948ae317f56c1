import type { ClientTransport } from "#src/contract/client.ts";

/**
 * The line between page and app.
 * `refused` means that the host wants a new session: the address it printed has to be opened again.
 */
export interface ConnectionView {
  readonly state: "connecting" | "open" | "lost" | "refused";
  /** Since when it is in this state, Unix milliseconds. */
  readonly sinceMs: number;
  /** When the next attempt starts; null while one is under way or none is needed. */
  readonly nextTryAtMs: number | null;
}

/** A transport that can tell whether its line is up. */
export interface PageClient extends ClientTransport {
  connection(): ConnectionView;
  /** Calls back on every change. Returns unsubscribe. */
  onConnection(listener: (view: ConnectionView) => void): () => void;
  /** Tries at once instead of waiting for the next attempt. */
  reconnect(): void;
}
