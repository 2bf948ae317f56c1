import type { TausmithAreas } from "#src/contract/client.ts";
import type { PageClient } from "./connection.ts";
import { createSessionCheck } from "./session.ts";
import { createSocketClient, type Socket } from "./socket-client.ts";
import { createWindowClient } from "./window-client.ts";

declare global {
  interface Window {
    /** Put there by the preload in the desktop window; absent in a browser. */
    readonly tausmith?: TausmithAreas;
  }
}

/** The client that fits where the page runs: the preload's object in the window, a WebSocket in a browser. */
export function createClient(page: Window): PageClient {
  const nowMs = () => Date.now();
  if (page.tausmith) return createWindowClient(page.tausmith, nowMs);
  return createSocketClient({
    origin: page.location.origin,
    openSocket: (url) => new WebSocket(url) as Socket,
    hasSession: createSessionCheck(page.fetch.bind(page)),
    nowMs,
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
}
