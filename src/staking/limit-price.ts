import { type Market, PRICE_SCALE, spotPriceRao } from "../swap/pool.ts";

/** Tolerances are in parts per million of the price: 5,000 is 0.5 %. */
export const TOLERANCE_ONE = 1_000_000n;

/** The tolerance Bittensor's own tools begin with. */
export const DEFAULT_TOLERANCE_PPM = 5_000;

/** A price raised by a tolerance, rao per alpha, cut so that it is never looser than asked. */
export const raisedPriceRao = (priceRao: bigint, tolerancePpm: number): bigint =>
  (priceRao * (TOLERANCE_ONE + BigInt(tolerancePpm))) / TOLERANCE_ONE;

/** A price lowered by a tolerance, rao per alpha, rounded up so that it is never looser than asked. */
export const loweredPriceRao = (priceRao: bigint, tolerancePpm: number): bigint =>
  (priceRao * (TOLERANCE_ONE - BigInt(tolerancePpm)) + TOLERANCE_ONE - 1n) / TOLERANCE_ONE;

/**
 * The limit price of a purchase, price × (1 + tolerance), in rao per alpha (facts 5.7).
 * On root the price is always 10⁹, which is the limit that passes.
 */
export const buyLimitPriceRao = (market: Market, tolerancePpm: number): bigint =>
  market === "oneToOne" ? PRICE_SCALE : raisedPriceRao(spotPriceRao(market), tolerancePpm);

/** The limit price of a sale, price × (1 − tolerance), in rao per alpha. */
export const sellLimitPriceRao = (market: Market, tolerancePpm: number): bigint =>
  market === "oneToOne" ? PRICE_SCALE : loweredPriceRao(spotPriceRao(market), tolerancePpm);
