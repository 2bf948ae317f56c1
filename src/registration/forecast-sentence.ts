import { formatTaoShort } from "../amount/format-amount.ts";
import { duration } from "../words/duration.ts";

/**
 * When the price falls to a target, in a sentence. `blocks` as `blocksUntilBurn` gives it; `known` is false where the runtime does
 * not tell how its price moves.
 */
export function forecastSentence(
  targetRao: bigint,
  minBurnRao: bigint,
  blocks: number | null,
  blockTimeMs: number,
  known = true,
): string {
  const target = formatTaoShort(targetRao);
  if (blocks === 0) return `At or below ${target} now.`;
  if (blocks !== null) return `Below ${target} in about ${duration(blocks * blockTimeMs)} if nobody registers.`;
  if (targetRao < minBurnRao) {
    return `Never below ${target}: the lowest price of this subnet is ${formatTaoShort(minBurnRao)}.`;
  }
  return known
    ? `The price does not fall to ${target} by itself.`
    : `When it costs ${target} is not known: this network does not tell how its price moves.`;
}
