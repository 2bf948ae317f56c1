import type { TradeOptions } from "../swap/trade.ts";

/** The price protection of the `_limit` calls. */
export interface PriceLimit {
  /** Bound of the marginal price after the fill, rao per alpha. */
  readonly priceRao: bigint;
  /** False: all or nothing. True: the part that fits. */
  readonly allowPartial: boolean;
}

/** The trade option of a limit that may be absent. */
export const limitOption = (limit: PriceLimit | undefined): TradeOptions =>
  limit === undefined ? {} : { limitPriceRao: limit.priceRao };
