import { invalidParams, RpcError } from "./rpc-error.ts";

/** Sends a notification of one subscription. */
export type Push = (result: unknown) => void;

/** One client: its subscriptions, and the rule that a reply leaves before the first notification. */
export interface Session {
  /** Begins a subscription; `start` may push at once and gives back how to stop. Gives back the id to reply with. */
  subscribe(notification: string, start: (push: Push, end: () => void) => () => void): string;
  /** Ends a subscription. False where there is none of that id. */
  unsubscribe(id: unknown): boolean;
  /** Holds notifications back until the reply is sent. */
  hold(): void;
  release(): void;
  close(): void;
}

const LIMIT = 1_024;
let ids = 0;

export function createSession(send: ((text: string) => void) | undefined): Session {
  const stops = new Map<string, () => void>();
  let held: string[] | undefined;

  const out = (text: string): void => {
    if (held) held.push(text);
    else send?.(text);
  };

  return {
    subscribe(notification, start) {
      if (!send) throw new RpcError(-32601, "Subscriptions need a WebSocket connection");
      if (stops.size >= LIMIT) throw invalidParams("Too many subscriptions on this connection");
      ids += 1;
      const id = `practice-${ids.toString(36)}`;
      let ended = false;
      const push: Push = (result) => {
        if (!ended) out(JSON.stringify({ jsonrpc: "2.0", method: notification, params: { subscription: id, result } }));
      };
      const end = (): void => {
        ended = true;
        stops.get(id)?.();
        stops.delete(id);
      };
      const stop = start(push, end);
      if (ended) stop();
      else
        stops.set(id, () => {
          ended = true;
          stop();
        });
      return id;
    },
    unsubscribe(id) {
      const stop = stops.get(String(id));
      if (!stop) return false;
      stops.delete(String(id));
      stop();
      return true;
    },
    hold() {
      held ??= [];
    },
    release() {
      const texts = held ?? [];
      held = undefined;
      for (const text of texts) send?.(text);
    },
    close() {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}
