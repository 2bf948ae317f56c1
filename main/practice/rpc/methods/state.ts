import type { Node } from "../../chain/node.ts";
import { blake256 } from "../../describe/runtime.ts";
import type { StateView } from "../../describe/state-access.ts";
import { metadataOf } from "../../metadata/cache.ts";
import { toHex } from "../../scale/primitives.ts";
import { callRuntime } from "../call-runtime.ts";
import { versionJson } from "../json.ts";
import { absent, bytesParam, keyParam, keysParam, numberParam, stateParam } from "../params.ts";
import { invalidParams, RpcError } from "../rpc-error.ts";
import { aliases, type Method, type Methods, unsubscribe } from "./method.ts";

const PAGE_LIMIT = 1_000;

const hexOrNull = (value: Uint8Array | undefined): string | null => (value ? toHex(value) : null);

/** Storage, runtime APIs, metadata, runtime version. */
export function stateMethods(node: Node): Methods {
  const changeSet = (state: StateView, number: number, keys: readonly string[]) => ({
    block: node.hashOf(number),
    changes: keys.map((key) => [`0x${key}`, hexOrNull(state.get(key))]),
  });

  const getStorage: Method = ([key, at]) => hexOrNull(stateParam(node, at).state.get(keyParam(key)));

  const getKeys: Method = ([prefix, at]) =>
    [...stateParam(node, at).state.keys(keyParam(prefix, "prefix"))].map((key) => `0x${key}`);

  const getKeysPaged: Method = ([prefix, count, startKey, at]) => {
    const limit = numberParam(count, "count");
    if (limit > PAGE_LIMIT) {
      throw new RpcError(4002, `count exceeds maximum value. value: ${limit}, max: ${PAGE_LIMIT}`);
    }
    const start = absent(startKey) ? "" : keyParam(startKey, "startKey");
    const page: string[] = [];
    if (limit === 0) return page;
    for (const key of stateParam(node, at).state.keys(absent(prefix) ? "" : keyParam(prefix, "prefix"))) {
      if (key <= start) continue;
      page.push(`0x${key}`);
      if (page.length === limit) break;
    }
    return page;
  };

  const call: Method = ([name, data, at]) => {
    if (typeof name !== "string") throw invalidParams("the method must be text");
    const { number } = stateParam(node, at);
    return callRuntime(node.readContext(number), name, bytesParam(data ?? "", "data"));
  };

  const queryStorageAt: Method = ([keys, at]) => {
    const { number, state } = stateParam(node, at);
    return [changeSet(state, number, keysParam(keys))];
  };

  const version: Method = ([at]) => versionJson(node.runtimeAt(stateParam(node, at).number));

  const subscribeVersion: Method = (_, session) =>
    session.subscribe("state_runtimeVersion", (push) => {
      push(versionJson(node.runtimeAt(node.head().number)));
      return node.onBlock((head, _finalized, runtimeChanged) => {
        if (runtimeChanged) push(versionJson(node.runtimeAt(head.number)));
      });
    });

  const subscribeStorage: Method = ([keys], session) => {
    const wanted = keysParam(keys ?? []);
    return session.subscribe("state_storage", (push) => {
      const known = new Map<string, string | null>();
      const changesAt = (number: number): [string, string | null][] => {
        const state = node.state(number);
        return wanted.flatMap((key): [string, string | null][] => {
          const value = hexOrNull(state?.get(key));
          if (known.has(key) && known.get(key) === value) return [];
          known.set(key, value);
          return [[`0x${key}`, value]];
        });
      };
      const { number, hash } = node.head();
      push({ block: hash, changes: changesAt(number) });
      return node.onBlock((head) => {
        const changes = changesAt(head.number);
        if (changes.length > 0) push({ block: head.hash, changes });
      });
    });
  };

  return {
    ...aliases(getStorage, "state_getStorage", "state_getStorageAt"),
    ...aliases(
      ([key, at]) => {
        const value = stateParam(node, at).state.get(keyParam(key));
        return value ? blake256(value) : null;
      },
      "state_getStorageHash",
      "state_getStorageHashAt",
    ),
    ...aliases(
      ([key, at]) => stateParam(node, at).state.get(keyParam(key))?.length ?? null,
      "state_getStorageSize",
      "state_getStorageSizeAt",
    ),
    state_getKeys: getKeys,
    state_getPairs: ([prefix, at]) => {
      const { state } = stateParam(node, at);
      return [...state.keys(keyParam(prefix, "prefix"))].map((key) => [`0x${key}`, hexOrNull(state.get(key))]);
    },
    ...aliases(getKeysPaged, "state_getKeysPaged", "state_getKeysPagedAt"),
    state_queryStorageAt: queryStorageAt,
    ...aliases(call, "state_call", "state_callAt"),
    state_getMetadata: ([at]) => toHex(metadataOf(node.runtimeAt(stateParam(node, at).number), 14)),
    ...aliases(version, "state_getRuntimeVersion", "chain_getRuntimeVersion"),
    ...aliases(subscribeVersion, "state_subscribeRuntimeVersion", "chain_subscribeRuntimeVersion"),
    state_subscribeStorage: subscribeStorage,
    ...aliases(
      unsubscribe,
      "state_unsubscribeStorage",
      "state_unsubscribeRuntimeVersion",
      "chain_unsubscribeRuntimeVersion",
    ),
  };
}
