import type { Market } from "../swap/pool.ts";
import { sellAlpha, type TradeOptions, type TradeRefusal } from "../swap/trade.ts";

export interface Unstaked {
  readonly ok: true;
  /** rao paid to the coldkey. */
  readonly taoRao: bigint;
  /** alpha-rao that reached the pool from the position, the fee not counted. */
  readonly soldAlphaRao: bigint;
  /** Swap fee in alpha-rao, also taken from the position. */
  readonly feeAlphaRao: bigint;
  /** alpha-rao that stays staked where a limit price stopped the fill. */
  readonly refundAlphaRao: bigint;
  /** What the block's author gets for the fee, rao; sold in the same pool right afterwards, without a fee. */
  readonly authorRao: bigint;
  readonly marketAfter: Market;
}

/**
 * Sells alpha out of a position, and then the fee for the block's author (facts 5.5). The chain refuses the whole when the fee is so small
 * that its sale would bring nothing, and so does this.
 */
export function unstake(
  market: Market,
  alphaRao: bigint,
  options: TradeOptions = {},
): Unstaked | { readonly ok: false; readonly refusal: TradeRefusal } {
  const trade = sellAlpha(market, alphaRao, options);
  if (!trade.ok) return trade;
  const author = sellAlpha(trade.after, trade.feeRao, { dropFee: true });
  if (!author.ok) return author;
  return {
    ok: true,
    taoRao: trade.paidOutRao,
    soldAlphaRao: trade.paidInRao,
    feeAlphaRao: trade.feeRao,
    refundAlphaRao: alphaRao - trade.paidInRao - trade.feeRao,
    authorRao: author.paidOutRao,
    marketAfter: author.after,
  };
}
