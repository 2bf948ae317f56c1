import type { ApiPromise } from "@polkadot/api";
import type { Codec } from "@polkadot/types/types";
import { blockFigure } from "./figures.ts";
import { hasCapability, storageItem } from "./lookup.ts";
import type { StorageRead } from "./read-many.ts";

/** A coldkey's announced swap as the chain stores it. */
export interface StoredAnnouncement {
  readonly executeAtBlock: number;
  readonly hash: string;
  readonly disputed: boolean;
}

/** Runtimes before the announcements have none of this. */
const hasAnnouncements = (api: ApiPromise): boolean =>
  hasCapability(api, "storage", "SubtensorModule", "ColdkeySwapAnnouncements") &&
  hasCapability(api, "storage", "SubtensorModule", "ColdkeySwapDisputes");

/** What to read to know whether an account's swap is announced; nothing where the runtime has no announcements. */
export const announcedReads = (api: ApiPromise, coldkey: string): StorageRead[] =>
  hasAnnouncements(api)
    ? [
        [storageItem(api, "SubtensorModule", "ColdkeySwapAnnouncements"), coldkey],
        [storageItem(api, "SubtensorModule", "ColdkeySwapDisputes"), coldkey],
      ]
    : [];

/** What those reads gave. */
export function announcedOf([announced, disputed]: readonly (Codec | null)[]): StoredAnnouncement | null {
  if (announced === null || announced === undefined) return null;
  const [block, hash] = announced as unknown as [Codec, Codec];
  return {
    executeAtBlock: blockFigure(block),
    hash: hash.toHex(),
    disputed: disputed !== null && disputed !== undefined,
  };
}
