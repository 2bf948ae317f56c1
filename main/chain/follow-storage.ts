import type { Logger } from "pino";
import type { Chain } from "./chain.ts";
import type { Live } from "./link.ts";

/** A subscription to storage keys that keeps itself on the newest connection. */
export interface StorageFollower {
  /** Subscribes where the connection or the keys are others than before; does nothing otherwise, or while offline. */
  follow(): void;
  /** The newest value told under a followed key as hex, null where nothing lies there, undefined while nothing was told. */
  value(key: string): string | null | undefined;
  stop(): void;
}

interface Followed {
  readonly rpc: Live["rpc"];
  readonly keys: string;
  readonly values: Map<string, string | null>;
  /** Of the node; null where no key is followed. */
  readonly id: Promise<string> | null;
}

/**
 * Follows storage keys, so that a change is seen in its own block without asking. `keysOf` gives the keys for a connection;
 * none ends the subscription. The first notice tells all values as they are.
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
  let followed: Followed | null = null;

  function leave(): void {
    const former = followed;
    followed = null;
    if (!former?.rpc.isOpen()) return;
    former.id?.then((id) => former.rpc.unsubscribe("state_unsubscribeStorage", id)).catch(() => undefined);
  }

  function subscribe({ rpc }: Live, keys: readonly string[]): Followed {
    const values = new Map<string, string | null>();
    const take = (error: Error | null, result: unknown): void => {
      const changes = (result as { changes?: unknown } | null)?.changes;
      if (error !== null || followed?.values !== values || !Array.isArray(changes)) return;
      for (const [key, value] of changes as [string, string | null][]) values.set(key, value);
      onChange();
    };
    const id = keys.length === 0 ? null : rpc.subscribe("state_subscribeStorage", [keys], take);
    id?.catch((err: unknown) => log.debug({ err }, `${what} are followed when the node is back`));
    return { rpc, keys: keys.join(), values, id };
  }

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
      if (followed?.rpc === live.rpc && followed.keys === keys.join()) return;
      leave();
      followed = subscribe(live, keys);
      if (keys.length === 0) onChange();
    },
    value: (key) => followed?.values.get(key),
    stop: leave,
  };
}
