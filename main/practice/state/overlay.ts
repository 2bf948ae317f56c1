import type { StateAccess, StateView } from "../describe/state-access.ts";

type Changes = Map<string, Uint8Array | undefined>;

/** Changes on top of a state, in nested layers: a layer is kept or dropped as a whole. */
export interface Overlay extends StateAccess {
  begin(): void;
  /** Keeps the newest layer's changes in the layer below. */
  keep(): void;
  /** Throws the newest layer's changes away. */
  drop(): void;
  /** The changes of the newest layer. */
  newest(): ReadonlyMap<string, Uint8Array | undefined>;
  /** All changes against the base, outermost layer only. Undefined marks a removed key. */
  changes(): ReadonlyMap<string, Uint8Array | undefined>;
}

export function createOverlay(base: StateView): Overlay {
  const layers: Changes[] = [new Map()];

  return {
    get(key) {
      for (let i = layers.length - 1; i >= 0; i -= 1) {
        const layer = layers[i] as Changes;
        const value = layer.get(key);
        if (value !== undefined || layer.has(key)) return value;
      }
      return base.get(key);
    },
    set(key, value) {
      (layers.at(-1) as Changes).set(key, value);
    },
    *keys(prefix) {
      const changed = new Map<string, boolean>();
      for (const layer of layers) {
        for (const [key, value] of layer) if (key.startsWith(prefix)) changed.set(key, value !== undefined);
      }
      if (changed.size === 0) {
        yield* base.keys(prefix);
        return;
      }
      const all = new Set<string>();
      for (const key of base.keys(prefix)) if (changed.get(key) !== false) all.add(key);
      for (const [key, kept] of changed) if (kept) all.add(key);
      yield* [...all].sort();
    },
    begin() {
      layers.push(new Map());
    },
    keep() {
      const top = layers.pop() as Changes;
      const below = layers.at(-1) as Changes;
      for (const [key, value] of top) below.set(key, value);
    },
    drop() {
      layers.pop();
    },
    newest: () => layers.at(-1) as Changes,
    changes: () => layers[0] as Changes,
  };
}

/** A state that holds nothing, below the genesis. */
export const emptyState: StateView = { get: () => undefined, keys: () => [] };
