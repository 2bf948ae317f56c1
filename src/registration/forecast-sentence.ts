import { formatTaoShort } from "../amount/format-amount.ts";
import { duration } from "../words/duration.ts";

/** When the price falls to a target, in a sentence. `blocks` as `blocksUntilBurn` gives it. */
export function forecastSentence(
  targetRao: bigint,
  minBurnRao: bigint,
  blocks: number | null,
  blockTimeMs: number,
): string {
  const target = formatTaoShort(targetRao);
  if (blocks === 0) return `At or below ${target} now.`;
  if (blocks !== null) return `Below ${target} in about ${duration(blocks * blockTimeMs)} if nobody registers.`;
  return targetRao < minBurnRao
    ? `Never below ${target}: the lowest price of this subnet is ${formatTaoShort(minBurnRao)}.`
    : `The price does not fall to ${target} by itself.`;
}
