import type { ApiPromise } from "@polkadot/api";
import type { Codec } from "@polkadot/types/types";
import { unwrapStorageType } from "@polkadot/types/util";
import type { RpcConnection } from "./json-rpc.ts";
import type { StorageEntry } from "./lookup.ts";
import { brokenAnswer, decodeWhole } from "./whole-answer.ts";

/** A storage item with its keys. */
export type StorageRead = readonly [entry: StorageEntry, ...keys: unknown[]];

/** Keys asked for in one request; a node takes far more, but answers in one piece. */
const KEYS_A_REQUEST = 1_000;

/** Decodes what a node stores under an item: the default where nothing is stored, null where the item is optional. */
export function decodeStored(api: ApiPromise, entry: StorageEntry, stored: string | null): Codec | null {
  const { meta } = entry.creator;
  if (stored === null && meta.modifier.isOptional) return null;
  const type = unwrapStorageType(api.registry, meta.type, false);
  if (stored !== null) return decodeWhole(api.registry, type, stored);
  return api.registry.createTypeUnsafe(type, [meta.fallback.toU8a(true)]);
}

/** What lies under each key, out of whatever a node made of the answer. */
function storedOf(answers: readonly unknown[]): Map<string, string | null> {
  const sets = answers.flatMap((answer) => (Array.isArray(answer) ? (answer as unknown[]) : [null]));
  const changes = sets.flatMap((set) => {
    const found = (set as { changes?: unknown } | null)?.changes;
    if (!Array.isArray(found)) throw brokenAnswer();
    return found as [string, string | null][];
  });
  return new Map(changes);
}

/**
 * Reads many storage items in one request, all in the same block (`atHash`, else the best one).
 * The answer's order is the question's. Error: `NETWORK_REPLY_BROKEN` where a value is cut short or left out: a node tells of
 * every key, also of those under which nothing lies.
 */
export async function readMany(
  api: ApiPromise,
  rpc: Pick<RpcConnection, "send" | "reportBroken">,
  reads: readonly StorageRead[],
  atHash?: string,
): Promise<(Codec | null)[]> {
  const keys = reads.map(([entry, ...args]) => entry.key(...args));
  const pages: string[][] = [];
  for (let start = 0; start < keys.length; start += KEYS_A_REQUEST)
    pages.push(keys.slice(start, start + KEYS_A_REQUEST));
  const answers = await Promise.all(
    pages.map((page) => rpc.send<unknown>("state_queryStorageAt", atHash ? [page, atHash] : [page])),
  );
  try {
    const stored = storedOf(answers);
    return reads.map(([entry], index) => {
      const value = stored.get(keys[index] as string);
      if (value === undefined) throw brokenAnswer();
      return decodeStored(api, entry, value);
    });
  } catch (error) {
    rpc.reportBroken();
    throw error;
  }
}
