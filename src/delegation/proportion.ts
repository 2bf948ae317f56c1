import { fromParts, percentParts } from "./take.ts";

/** Proportions of children are parts of 2⁶⁴−1 (chain facts 2.6). */
export const PROPORTION_ONE = 2n ** 64n - 1n;
const DIGITS = 6;
const PERCENT = 100n * 10n ** BigInt(DIGITS);

/**
 * The proportion of a percentage, cut: percentages that sum to 100 at most then never sum to more than the chain takes. Null
 * where the text is no percentage above 0 and up to 100.
 */
export function proportionOf(text: string): bigint | null {
  const parts = percentParts(text, DIGITS);
  if (parts === null || parts === 0n || parts > PERCENT) return null;
  return (parts * PROPORTION_ONE) / PERCENT;
}

/** A proportion as a percentage, nearest in six digits. */
export const proportionPercent = (proportion: bigint): string =>
  fromParts((2n * proportion * PERCENT + PROPORTION_ONE) / (2n * PROPORTION_ONE), DIGITS);
