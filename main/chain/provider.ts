import type { ApiOptions } from "@polkadot/api/types";
import { AppError } from "#src/app-error.ts";
import type { RpcConnection } from "./json-rpc.ts";

type LibraryProvider = NonNullable<ApiOptions["provider"]> & object;

export interface Provider {
  /** What `ApiPromise` is given. */
  readonly library: LibraryProvider;
  /** Ends this API's subscriptions and timers; the connection under it stays. */
  release(): Promise<void>;
}

/**
 * Lets one `ApiPromise` speak over a connection that it does not own. Two things are kept from the library:
 * * its subscription to the runtime version, since its own reload would drop all custom runtime APIs; the chain
 *   service follows the version and builds a fresh API;
 * * its reconnecting, since the chain service decides when and where to.
 */
export function createProvider(
  rpc: RpcConnection,
  onPing: (roundTripMs: number) => void,
  nowMs: () => number,
): Provider {
  const listeners = new Map<string, Set<(value?: unknown) => unknown>>();
  const own = new Map<string, string>();
  let released = false;

  const emit = (type: string): void => {
    for (const listener of [...(listeners.get(type) ?? [])]) listener();
  };

  async function send<T>(method: string, params: unknown[]): Promise<T> {
    if (method !== "system_health") return rpc.send<T>(method, params);
    const startedAtMs = nowMs();
    try {
      const health = await rpc.send<T>(method, params);
      onPing(nowMs() - startedAtMs);
      return health;
    } catch (error) {
      // A socket that is open while nobody answers is worse than none: another connection is opened instead.
      if (error instanceof AppError && error.code === "NETWORK_TIMEOUT") rpc.close("it no longer answers");
      throw error;
    }
  }

  const library: LibraryProvider = {
    hasSubscriptions: true,
    isClonable: false,
    get isConnected() {
      return !released && rpc.isOpen();
    },
    clone: () => {
      throw new Error("A provider belongs to one connection and is not cloned.");
    },
    connect: async () => undefined,
    disconnect: async () => {
      released = true;
      emit("disconnected");
    },
    on: (type: string, listener: (value?: unknown) => unknown) => {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
    send,
    subscribe: async (
      _type: string,
      method: string,
      params: unknown[],
      listener: (error: Error | null, result: unknown) => void,
    ) => {
      if (method === "state_subscribeRuntimeVersion") return "followed-by-the-chain-service";
      const id = await rpc.subscribe(method, params, (error, result) => {
        if (!released) listener(error, result);
      });
      own.set(id, method.replace("_subscribe", "_unsubscribe").replace("_submitAndWatch", "_unwatch"));
      return id;
    },
    unsubscribe: async (_type: string, method: string, id: number | string) => {
      own.delete(String(id));
      return rpc.isOpen() ? rpc.unsubscribe(method, String(id)) : true;
    },
  };
  rpc.onClose(() => {
    if (!released) emit("disconnected");
  });

  return {
    library,
    async release() {
      released = true;
      emit("disconnected");
      const left = [...own];
      own.clear();
      listeners.clear();
      await Promise.allSettled(left.map(([id, method]) => rpc.unsubscribe(method, id)));
    },
  };
}
