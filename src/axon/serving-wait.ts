/**
 * Blocks until an axon may be published again: the chain takes one update in `rateLimitBlocks` (chain facts 2.3). 0 means
 * the next block takes it; a limit of 0, or no record yet, never waits.
 */
export function servingWaitBlocks(recordBlock: number | null, rateLimitBlocks: number, atBlock: number): number {
  if (recordBlock === null || recordBlock === 0 || rateLimitBlocks === 0) return 0;
  return Math.max(0, recordBlock + rateLimitBlocks - (atBlock + 1));
}
