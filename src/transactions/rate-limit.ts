/**
 * The first block in which an action may come again where the chain wants more than `limit` blocks between two: hotkey swaps
 * and rises of a delegate's take (chain source `utils/rate_limiting.rs`). 0 where it never happened or nothing limits it.
 */
export const nextAfterMoreThan = (lastBlock: number, limit: number): number =>
  lastBlock === 0 || limit === 0 ? 0 : lastBlock + limit + 1;

/** As above where `limit` blocks are enough: child keys and their takes. */
export const nextAfter = (lastBlock: number, limit: number): number => (lastBlock === 0 ? 0 : lastBlock + limit);
