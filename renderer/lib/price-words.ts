import { duration } from "#renderer/lib/format.ts";
import { formatTaoShort } from "#src/amount/format-amount.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";

/** The first block of the forecast at which the price is at or below `ceilingRao`; null where it is not reached in it. */
function reachedAt(price: RegistrationPrice, ceilingRao: bigint): number | null {
  return price.forecast.find(({ burnRao }) => BigInt(burnRao) <= ceilingRao)?.block ?? null;
}

/** What a ceiling means at the price of now, in a sentence. */
export function ceilingSentence(price: RegistrationPrice, ceilingRao: bigint): string {
  const ceiling = formatTaoShort(ceilingRao);
  if (BigInt(price.burnRao) <= ceilingRao) {
    const room = ceilingRao - BigInt(price.burnRao);
    return room === 0n
      ? "Exactly the price now. If anybody registers first, nothing is done and only the fee is paid."
      : `Up to ${formatTaoShort(room)} above the price now. You pay the price of the block, never more than the ceiling.`;
  }
  const block = reachedAt(price, ceilingRao);
  if (block !== null) {
    const wait = duration((block - price.atBlock) * price.blockTimeMs);
    return `Below the price now: it would be refused. The price is at ${ceiling} in about ${wait} if nobody registers.`;
  }
  if (ceilingRao < BigInt(price.minBurnRao)) {
    return `Below the lowest price of this subnet, ${formatTaoShort(BigInt(price.minBurnRao))}. It can never succeed.`;
  }
  if (price.halfLifeBlocks === null)
    return "Below the price now: it would be refused. When it falls there is not known.";
  return `Below the price now: it would be refused. The price does not reach ${ceiling} within the time shown.`;
}

/** How the price falls, in a sentence. */
export function decaySentence(price: RegistrationPrice): string {
  if (price.halfLifeBlocks === null) return "This network does not tell how its price moves.";
  if (price.halfLifeBlocks === 0) return "The price does not fall by itself.";
  if (price.burnRao === price.minBurnRao) {
    return `At its lowest. Each registration multiplies it by ${price.increaseFactor}.`;
  }
  const half = duration(price.halfLifeBlocks * price.blockTimeMs);
  return `Halves in ${half} if nobody registers; each registration multiplies it by ${price.increaseFactor}.`;
}
