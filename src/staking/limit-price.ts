import { type Market, PRICE_SCALE, spotPriceRao } from "../swap/pool.ts";

/** Tolerances are in parts per million of the price: 5,000 is 0.5 %. */
export const TOLERANCE_ONE = 1_000_000n;

/** The tolerance Bittensor's own tools begin with. */
export const DEFAULT_TOLERANCE_PPM = 5_000;

/**
 * The limit price of a purchase, price × (1 + tolerance), in rao per alpha, cut so that it is never looser than asked (facts 5.7).
 * On root the price is always 10⁹, which is the limit that passes.
 */
export const buyLimitPriceRao = (market: Market, tolerancePpm: number): bigint =>
  market === "oneToOne" ? PRICE_SCALE : (spotPriceRao(market) * (TOLERANCE_ONE + BigInt(tolerancePpm))) / TOLERANCE_ONE;

/** The limit price of a sale, price × (1 − tolerance), in rao per alpha, rounded up so that it is never looser than asked. */
export function sellLimitPriceRao(market: Market, tolerancePpm: number): bigint {
  if (market === "oneToOne") return PRICE_SCALE;
  const scaled = spotPriceRao(market) * (TOLERANCE_ONE - BigInt(tolerancePpm));
  return (scaled + TOLERANCE_ONE - 1n) / TOLERANCE_ONE;
}
