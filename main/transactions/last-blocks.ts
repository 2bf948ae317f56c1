import type { ApiPromise } from "@polkadot/api";
import type { Codec } from "@polkadot/types/types";
import { blockFigure } from "#main/chain/figures.ts";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";

/** Kinds of actions whose last block the chain remembers by account. */
export type LimitedAction = "LastTxBlock" | "LastTxBlockDelegateTake";

/**
 * What to read to know when an account last did something limited. Runtimes moved these blocks from an item of their own into
 * `LastRateLimitedBlock`; both are read where both are there, since only one is written.
 */
export function lastBlockReads(api: ApiPromise, action: LimitedAction, account: string): StorageRead[] {
  const has = (name: string): boolean => hasCapability(api, "storage", "SubtensorModule", name);
  return [
    ...(has("LastRateLimitedBlock")
      ? [[storageItem(api, "SubtensorModule", "LastRateLimitedBlock"), { [action]: account }] as StorageRead]
      : []),
    ...(has(action) ? [[storageItem(api, "SubtensorModule", action), account] as StorageRead] : []),
  ];
}

/** The block of the last time, 0 for never. */
export const lastBlockOf = (values: readonly (Codec | null)[]): number => Math.max(0, ...values.map(blockFigure));
