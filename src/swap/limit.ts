import { type Market, type Pool, PRICE_SCALE } from "./pool.ts";
import { buyAlpha, MAX_INPUT_MULTIPLE, sellAlpha, type TradeRefusal } from "./trade.ts";

export type LimitResult =
  | {
      readonly ok: true;
      /** Largest input that the limit lets through, its fee included; null where nothing bounds it. */
      readonly maxInputRao: bigint | null;
    }
  | { readonly ok: false; readonly refusal: TradeRefusal };

/**
 * The largest TAO a purchase may bring under a limit price, fee included (facts 5.7). Where the swap is one to one, a limit of 10⁹
 * or more passes everything and a lower one nothing.
 * @param limitPriceRao rao per alpha; bounds the marginal price after the fill.
 */
export function maxBuyInput(market: Market, limitPriceRao: bigint): LimitResult {
  if (market === "oneToOne") return { ok: true, maxInputRao: limitPriceRao >= PRICE_SCALE ? null : 0n };
  return probe(buyAlpha(market, market.taoRao * MAX_INPUT_MULTIPLE, { limitPriceRao }));
}

/** The largest alpha a sale may bring under a limit price, fee included; the mirror of `maxBuyInput`. */
export function maxSellInput(market: Market, limitPriceRao: bigint): LimitResult {
  if (market === "oneToOne") return { ok: true, maxInputRao: limitPriceRao <= PRICE_SCALE ? null : 0n };
  return probe(sellAlpha(market, market.alphaRao * MAX_INPUT_MULTIPLE, { limitPriceRao }));
}

/** The largest input any trade of a pool takes: 1,000 times its reserve. */
export const maxSupportedInput = (pool: Pool, side: "buy" | "sell"): bigint =>
  (side === "buy" ? pool.taoRao : pool.alphaRao) * MAX_INPUT_MULTIPLE;

function probe(result: ReturnType<typeof buyAlpha>): LimitResult {
  return result.ok ? { ok: true, maxInputRao: result.paidInRao + result.feeRao } : result;
}
