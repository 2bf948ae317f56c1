import { nextAfterMoreThan } from "../transactions/rate-limit.ts";

/** What limits the swaps of hotkeys of one coldkey. Blocks. */
export interface SwapLimits {
  /** The coldkey's last limited action, 0 for none, and how long it is remembered. */
  readonly lastTxBlock: number;
  readonly txRateLimit: number;
  /** The coldkey's last swap on this subnet, 0 for none; null where all subnets are meant, which has no wait of its own at 424. */
  readonly lastSwapBlock: number | null;
  readonly subnetInterval: number;
}

/** The first block in which a hotkey can be swapped; 0 where now (chain facts 2.2, source `swap/swap_hotkey.rs`). */
export function hotkeySwapAllowedAt({ lastTxBlock, txRateLimit, lastSwapBlock, subnetInterval }: SwapLimits): number {
  const general = nextAfterMoreThan(lastTxBlock, txRateLimit);
  if (lastSwapBlock === null) return general;
  // The chain counts from block 0 where there was none yet.
  return Math.max(general, lastSwapBlock + subnetInterval + 1);
}
