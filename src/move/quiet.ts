/**
 * How long nobody may have asked an old axon before it counts as forgotten. Validators keep the metagraph for a while:
 * many read it anew every 100 blocks, some every 15 minutes (facts D4; the user's guide on moving a miner). The
 * practice network's own do so every 10 blocks.
 */
export const QUIET_BLOCKS = 100;
export const PRACTICE_QUIET_BLOCKS = 20;

export const quietMs = (blockTimeMs: number, practice: boolean): number =>
  (practice ? PRACTICE_QUIET_BLOCKS : QUIET_BLOCKS) * blockTimeMs;

export interface Asking {
  /** When the last request came; null where none was seen. */
  readonly lastAtMs: number | null;
  /** Since when the old axon was watched without a break; null while it does not run. */
  readonly watchedSinceMs: number | null;
  /** When the new address was first seen on chain; null while it is not there. */
  readonly publishedAtMs: number | null;
}

/**
 * From when on the old axon counts as quiet, if nobody asks any more; null where that cannot be said yet: the new
 * address is not published, or the old miner does not run and so cannot be watched.
 */
export function quietAtMs(asking: Asking, neededMs: number): number | null {
  const { lastAtMs, watchedSinceMs, publishedAtMs } = asking;
  if (watchedSinceMs === null || publishedAtMs === null) return null;
  return Math.max(lastAtMs ?? 0, watchedSinceMs, publishedAtMs) + neededMs;
}
