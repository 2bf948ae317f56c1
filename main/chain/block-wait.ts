import { count } from "#src/words/count.ts";
import { duration } from "#src/words/duration.ts";
import { likelyBlockTimeMs } from "./block-time.ts";
import type { Chain } from "./chain.ts";

/** "block 1,234 (in about 3 min)": when something becomes possible, for people. */
export function blockWait(chain: Pick<Chain, "status" | "isPractice">, atBlock: number, block: number): string {
  const blockTimeMs = likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice());
  return `block ${count(block)} (in about ${duration(Math.max(0, block - atBlock) * blockTimeMs)})`;
}
