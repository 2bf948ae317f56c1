import type { Ratio } from "./fixed-power.ts";

/** Weights are parts of 10¹⁸ (a Perquintill). */
export const WEIGHT_ONE = 1_000_000_000_000_000_000n;

/** Each weight is at least 0.01. */
export const MIN_WEIGHT = WEIGHT_ONE / 100n;

/** The fee rate is a part of 65,535. */
export const FEE_RATE_ONE = 65_535n;

/** Prices on the wire are rao of TAO per whole alpha. */
export const PRICE_SCALE = 1_000_000_000n;

/** The limit that never stops a purchase, and the one that never stops a sale (facts 5.6), rao per alpha. */
export const MAX_PRICE_RAO = 1_000_000_000_000_000n;
export const MIN_PRICE_RAO = 1_000n;

/**
 * A subnet's market. Dynamic ones are two-asset weighted pools (facts 5.6); root and stable subnets swap one to one
 * without fee.
 */
export type Market = Pool | "oneToOne";

export interface Pool {
  /** TAO reserve y, rao (`SubnetTAO`). */
  readonly taoRao: bigint;
  /** Alpha reserve x, alpha-rao (`SubnetAlphaIn`). */
  readonly alphaRao: bigint;
  /** Weight of TAO, parts of 10¹⁸ (`Swap.SwapBalancer.quote`); alpha has the rest. */
  readonly taoWeight: bigint;
  /** Swap fee, parts of 65,535 (`Swap.FeeRate`). */
  readonly feeRate: bigint;
}

/** Weight of alpha, parts of 10¹⁸. */
export const alphaWeight = (pool: Pool): bigint => WEIGHT_ONE - pool.taoWeight;

/** Spot price (w₁ ÷ w₂)·(y ÷ x), rao per alpha-rao, exact. An empty pool has the price 0. */
export function priceRatio(pool: Pool): Ratio {
  if (pool.alphaRao === 0n) return { numerator: 0n, denominator: 1n };
  return { numerator: alphaWeight(pool) * pool.taoRao, denominator: pool.taoWeight * pool.alphaRao };
}

/** Spot price in rao per whole alpha, cut, as `SwapRuntimeApi.current_alpha_price` gives it; 10⁹ where one to one. */
export function spotPriceRao(market: Market): bigint {
  if (market === "oneToOne") return PRICE_SCALE;
  const { numerator, denominator } = priceRatio(market);
  return (numerator * PRICE_SCALE) / denominator;
}

/** Worth of alpha at the spot price, rao, cut. */
export function alphaWorthRao(market: Market, alphaRao: bigint): bigint {
  if (market === "oneToOne") return alphaRao;
  const { numerator, denominator } = priceRatio(market);
  return (alphaRao * numerator) / denominator;
}

/** Alpha that TAO is worth at the spot price, alpha-rao, cut; 0 where there is no price. */
export function taoWorthAlphaRao(market: Market, taoRao: bigint): bigint {
  if (market === "oneToOne") return taoRao;
  const { numerator, denominator } = priceRatio(market);
  return numerator === 0n ? 0n : (taoRao * denominator) / numerator;
}

/** Swap fee on an input of either token: floor(input × rate ÷ 65,535) (facts 5.5). */
export const swapFee = (market: Market, inputRao: bigint): bigint =>
  market === "oneToOne" ? 0n : (inputRao * market.feeRate) / FEE_RATE_ONE;
