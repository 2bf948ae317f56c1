const LIVE_PERIOD_BLOCKS = 32;
const LIVE_BLOCK_TIME_MS = 12_000;
const LONGEST_PERIOD_BLOCKS = 2_048;

/**
 * For how many blocks a transaction stays valid: 32 on a live chain (about six minutes), and the power of two that
 * lasts about as long where blocks are faster, so that there is time to read a plan. Mortal eras are powers of two;
 * beyond 4,096 the chain rounds their birth, and it keeps 2,400 block hashes (chain facts 1.1, 1.3).
 */
export function eraPeriodBlocks(blockTimeMs: number): number {
  if (blockTimeMs >= LIVE_BLOCK_TIME_MS) return LIVE_PERIOD_BLOCKS;
  let period = LIVE_PERIOD_BLOCKS;
  while (period < LONGEST_PERIOD_BLOCKS && period * blockTimeMs < LIVE_PERIOD_BLOCKS * LIVE_BLOCK_TIME_MS) period *= 2;
  return period;
}
