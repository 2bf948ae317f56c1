import type { Logger } from "pino";
import type { Chain } from "./chain.ts";
import type { Live } from "./link.ts";

/** A subscription to storage keys that keeps itself on the newest connection. */
export interface StorageFollower {
  /** Subscribes where the connection or the keys are others than before; does nothing otherwise, or while offline. */
  follow(): void;
}

/**
 * Follows storage keys, so that a change is seen in its own block without asking. `keysOf` gives the keys for a connection;
 * none ends the subscription.
 */
export function createStorageFollower(deps: {
  chain: Pick<Chain, "live">;
  log: Logger;
  /** What is followed, for the log. */
  what: string;
  keysOf: (live: Live) => readonly string[];
  onChange: () => void;
}): StorageFollower {
  const { chain, log, what, keysOf, onChange } = deps;
  let followed: { rpc: Live["rpc"]; keys: string; id: Promise<string> } | null = null;
  return {
    follow() {
      let live: Live;
      try {
        live = chain.live();
      } catch {
        followed = null;
        return;
      }
      const keys = keysOf(live);
      const text = keys.join();
      if (followed?.rpc === live.rpc && followed.keys === text) return;
      if (followed?.rpc === live.rpc) {
        const { rpc, id } = followed;
        id.then((known) => rpc.unsubscribe("state_unsubscribeStorage", known)).catch(() => undefined);
      }
      followed = null;
      if (keys.length === 0) {
        onChange();
        return;
      }
      const id = live.rpc.subscribe("state_subscribeStorage", [keys], (error) => {
        if (error === null) onChange();
      });
      id.catch((err: unknown) => log.debug({ err }, `${what} are followed when the node is back`));
      followed = { rpc: live.rpc, keys: text, id };
    },
  };
}
