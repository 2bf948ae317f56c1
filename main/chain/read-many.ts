import type { ApiPromise } from "@polkadot/api";
import type { Codec } from "@polkadot/types/types";
import { unwrapStorageType } from "@polkadot/types/util";
import { hexToU8a } from "@polkadot/util";
import type { RpcConnection } from "./json-rpc.ts";
import type { StorageEntry } from "./lookup.ts";

/** A storage item with its keys. */
export type StorageRead = readonly [entry: StorageEntry, ...keys: unknown[]];

/** Keys asked for in one request; a node takes far more, but answers in one piece. */
const KEYS_A_REQUEST = 1_000;

/** Decodes what a node stores under an item: the default where nothing is stored, null where the item is optional. */
function decode(api: ApiPromise, entry: StorageEntry, stored: string | null): Codec | null {
  const { meta } = entry.creator;
  if (stored === null && meta.modifier.isOptional) return null;
  const type = unwrapStorageType(api.registry, meta.type, false);
  return api.registry.createTypeUnsafe(type, [stored === null ? meta.fallback.toU8a(true) : hexToU8a(stored)]);
}

/**
 * Reads many storage items in one request, all in the same block (`atHash`, else the best one).
 * The answer's order is the question's.
 */
export async function readMany(
  api: ApiPromise,
  rpc: Pick<RpcConnection, "send">,
  reads: readonly StorageRead[],
  atHash?: string,
): Promise<(Codec | null)[]> {
  const keys = reads.map(([entry, ...args]) => entry.key(...args));
  const pages: string[][] = [];
  for (let start = 0; start < keys.length; start += KEYS_A_REQUEST)
    pages.push(keys.slice(start, start + KEYS_A_REQUEST));
  const answers = await Promise.all(
    pages.map((page) =>
      rpc.send<{ changes: [string, string | null][] }[]>("state_queryStorageAt", atHash ? [page, atHash] : [page]),
    ),
  );
  const stored = new Map(answers.flatMap((sets) => sets.flatMap((set) => set.changes)));
  return reads.map(([entry], index) => decode(api, entry, stored.get(keys[index] as string) ?? null));
}
