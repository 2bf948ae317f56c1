import { type AnyType, decode, encode, type Type, type ValueOf } from "../scale/type.ts";
import { hashedPart, itemPrefix, type KeyPart, readKeyParts } from "./hashers.ts";
import type { Reads, Writes } from "./state-access.ts";

export type KeyValues<K extends readonly KeyPart[]> = { -readonly [I in keyof K]: ValueOf<K[I]["type"]> };
type Partial1<A extends unknown[]> = A extends [...infer Head, unknown] ? Head | Partial1<Head> : never;

/** What the metadata is told about a storage item. */
export interface StorageEntry {
  readonly pallet: string;
  readonly name: string;
  readonly keys: readonly KeyPart[];
  readonly value: AnyType;
  readonly optional: boolean;
  /** The encoded default; `00` where optional. */
  readonly fallback: () => Uint8Array;
  readonly docs: readonly string[];
}

/** A described storage item with typed access. `G` is what a read gives: the value, or the value or undefined. */
export interface StorageItem<K extends readonly KeyPart[], V, G> extends StorageEntry {
  /** The storage key as hex digits. */
  key(...keys: KeyValues<K>): string;
  /** The value at the keys; the default (or undefined where optional) where nothing is stored. */
  get(ctx: Reads, ...keys: KeyValues<K>): G;
  has(ctx: Reads, ...keys: KeyValues<K>): boolean;
  put(ctx: Writes, ...keysAndValue: [...KeyValues<K>, V]): void;
  remove(ctx: Writes, ...keys: KeyValues<K>): void;
  /** Reads, changes and writes; gives back what was written. Undefined from `change` removes. */
  mutate(ctx: Writes, ...keysAndChange: [...KeyValues<K>, (value: G) => G]): G;
  /** All entries whose first keys are `keys` (none for all), in key order, as `[keys, value]`. */
  entries(ctx: Reads, ...keys: Partial1<KeyValues<K>> | []): Generator<[KeyValues<K>, V]>;
  /** Removes all entries whose first keys are `keys` (none for all); gives back how many. */
  clear(ctx: Writes, ...keys: Partial1<KeyValues<K>> | []): number;
}

interface Settings {
  readonly docs?: string;
}

function storage<K extends readonly KeyPart[], V, G>(
  pallet: string,
  name: string,
  keys: K,
  value: Type<V>,
  rest: { optional: boolean; absent: () => G; fallback: () => Uint8Array; docs: readonly string[] },
): StorageItem<K, V, G> {
  const prefix = itemPrefix(pallet, name);
  const keyOf = (values: readonly unknown[]): string => {
    let key = prefix;
    for (let i = 0; i < values.length; i += 1) key += hashedPart(keys[i] as KeyPart, values[i]);
    return key;
  };
  const read = (ctx: Reads, key: string): G => {
    const raw = ctx.state.get(key);
    return raw === undefined ? rest.absent() : (decode(value, raw) as unknown as G);
  };
  return {
    pallet,
    name,
    keys,
    value: value as AnyType,
    optional: rest.optional,
    fallback: rest.fallback,
    docs: rest.docs,
    key: (...values) => keyOf(values as unknown[]),
    get: (ctx, ...values) => read(ctx, keyOf(values as unknown[])),
    has: (ctx, ...values) => ctx.state.get(keyOf(values as unknown[])) !== undefined,
    put: (ctx, ...args) => {
      const key = keyOf((args as unknown[]).slice(0, keys.length));
      ctx.state.set(key, encode(value, (args as unknown[])[keys.length] as V));
    },
    remove: (ctx, ...values) => ctx.state.set(keyOf(values as unknown[]), undefined),
    mutate: (ctx, ...args) => {
      const key = keyOf((args as unknown[]).slice(0, keys.length));
      const changed = ((args as unknown[])[keys.length] as (value: G) => G)(read(ctx, key));
      ctx.state.set(key, changed === undefined ? undefined : encode(value, changed as unknown as V));
      return changed;
    },
    *entries(ctx, ...values) {
      for (const key of [...ctx.state.keys(keyOf(values as unknown[]))]) {
        const raw = ctx.state.get(key);
        if (raw === undefined) continue;
        yield [readKeyParts(keys, key.slice(prefix.length)) as KeyValues<K>, decode(value, raw)];
      }
    },
    clear(ctx, ...values) {
      const found = [...ctx.state.keys(keyOf(values as unknown[]))];
      for (const key of found) ctx.state.set(key, undefined);
      return found.length;
    },
  };
}

const docsOf = (settings: Settings): readonly string[] => (settings.docs ? [settings.docs] : []);

/** A map whose absent entries read as `fallback`. */
export const storageMap = <const K extends readonly KeyPart[], V>(
  pallet: string,
  name: string,
  keys: K,
  value: Type<V>,
  fallback: NoInfer<V>,
  settings: Settings = {},
): StorageItem<K, V, V> =>
  storage(pallet, name, keys, value, {
    optional: false,
    absent: () => (typeof fallback === "object" ? structuredClone(fallback) : fallback),
    fallback: () => encode(value, fallback),
    docs: docsOf(settings),
  });

/** A map whose absent entries read as undefined. */
export const optionalMap = <const K extends readonly KeyPart[], V>(
  pallet: string,
  name: string,
  keys: K,
  value: Type<V>,
  settings: Settings = {},
): StorageItem<K, V, V | undefined> =>
  storage<K, V, V | undefined>(pallet, name, keys, value, {
    optional: true,
    absent: () => undefined,
    fallback: () => new Uint8Array([0]),
    docs: docsOf(settings),
  });

/** A single value that reads as `fallback` where absent. */
export const storageValue = <V>(
  pallet: string,
  name: string,
  value: Type<V>,
  fallback: NoInfer<V>,
  settings: Settings = {},
): StorageItem<readonly [], V, V> => storageMap(pallet, name, [], value, fallback, settings);

/** A single value that reads as undefined where absent. */
export const optionalValue = <V>(
  pallet: string,
  name: string,
  value: Type<V>,
  settings: Settings = {},
): StorageItem<readonly [], V, V | undefined> => optionalMap(pallet, name, [], value, settings);
