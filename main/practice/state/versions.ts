import type { StateView } from "../describe/state-access.ts";

interface Version {
  readonly block: number;
  readonly value: Uint8Array | undefined;
}

/** Digits of hex in a storage item's prefix. */
const ITEM_DIGITS = 64;

/** The state of every kept block: per key a list of changes. */
export interface VersionedState {
  /** The state after a block. */
  at(block: number): StateView;
  apply(block: number, changes: Iterable<readonly [string, Uint8Array | undefined]>): void;
  /** Forgets what only blocks before `block` could see. Gives back the rows that fell away. */
  prune(block: number): { key: string; block: number }[];
}

export function createVersionedState(): VersionedState {
  const versions = new Map<string, Version[]>();
  // Keys by storage item, sorted when they are next asked for.
  const items = new Map<string, { keys: string[]; sorted: boolean }>();
  const busy = new Set<string>();

  const addKey = (key: string): void => {
    const item = key.slice(0, ITEM_DIGITS);
    const list = items.get(item);
    if (!list) items.set(item, { keys: [key], sorted: true });
    else {
      list.keys.push(key);
      list.sorted = false;
    }
  };

  const dropKeys = (gone: ReadonlySet<string>): void => {
    for (const item of new Set([...gone].map((key) => key.slice(0, ITEM_DIGITS)))) {
      const list = items.get(item);
      if (!list) continue;
      list.keys = list.keys.filter((key) => !gone.has(key));
      if (list.keys.length === 0) items.delete(item);
    }
  };

  const sortedKeys = (item: string): readonly string[] => {
    const list = items.get(item);
    if (!list) return [];
    if (!list.sorted) {
      list.keys.sort();
      list.sorted = true;
    }
    return list.keys;
  };

  const valueAt = (key: string, block: number): Uint8Array | undefined => {
    const list = versions.get(key);
    if (!list) return undefined;
    for (let i = list.length - 1; i >= 0; i -= 1) {
      const version = list[i] as Version;
      if (version.block <= block) return version.value;
    }
    return undefined;
  };

  return {
    at: (block) => ({
      get: (key) => valueAt(key, block),
      *keys(prefix) {
        const buckets =
          prefix.length >= ITEM_DIGITS
            ? [prefix.slice(0, ITEM_DIGITS)]
            : [...items.keys()].filter((item) => item.startsWith(prefix)).sort();
        for (const bucket of buckets) {
          for (const key of sortedKeys(bucket)) {
            if (key.startsWith(prefix) && valueAt(key, block) !== undefined) yield key;
          }
        }
      },
    }),
    apply(block, changes) {
      for (const [key, value] of changes) {
        const list = versions.get(key);
        if (!list) {
          versions.set(key, [{ block, value }]);
          addKey(key);
        } else {
          list.push({ block, value });
          busy.add(key);
        }
        if (value === undefined) busy.add(key);
      }
    },
    prune(block) {
      const rows: { key: string; block: number }[] = [];
      const gone = new Set<string>();
      for (const key of busy) {
        const list = versions.get(key) as Version[];
        let first = 0;
        while (first + 1 < list.length && (list[first + 1] as Version).block <= block) first += 1;
        const emptied =
          list.length === first + 1 && list[first]?.value === undefined && (list[first]?.block ?? 0) <= block;
        for (const version of list.splice(0, emptied ? list.length : first)) rows.push({ key, block: version.block });
        if (list.length === 0) {
          versions.delete(key);
          gone.add(key);
          busy.delete(key);
        } else if (list.length === 1 && list[0]?.value !== undefined) busy.delete(key);
      }
      if (gone.size > 0) dropKeys(gone);
      return rows;
    },
  };
}
