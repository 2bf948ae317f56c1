import { least } from "../amount/least.ts";
import { loweredPriceRao, raisedPriceRao } from "../staking/limit-price.ts";
import { unstake } from "../staking/unstake.ts";
import { maxBuyInput, maxSellInput } from "../swap/limit.ts";
import { alphaWorthRao, type Market, PRICE_SCALE, priceRatio, spotPriceRao } from "../swap/pool.ts";
import { buyAlpha, sellAlpha } from "../swap/trade.ts";

/** Parts per million of a price move that is taken back before the next part: 0 never, 1,000,000 wholly. */
export const RECOVERY_ONE = 1_000_000;

export interface SplitPart {
  /** The token that goes in: TAO for a purchase, alpha for a sale. */
  readonly inRao: bigint;
  readonly outRao: bigint;
  /** Swap fee, in the token that goes in. */
  readonly swapFeeRao: bigint;
  readonly priceBeforeRao: bigint;
  readonly priceAfterRao: bigint;
}

export interface Split {
  readonly parts: readonly SplitPart[];
  readonly outRao: bigint;
}

interface Filled extends SplitPart {
  readonly after: Market;
}

export type Side = "buy" | "sell";

/** One part, filled whole; null where the pool cannot. */
function fill(market: Market, side: Side, inRao: bigint): Filled | null {
  const priceBeforeRao = spotPriceRao(market);
  if (side === "buy") {
    const trade = buyAlpha(market, inRao);
    return trade.ok && trade.paidOutRao > 0n
      ? {
          inRao,
          outRao: trade.paidOutRao,
          swapFeeRao: trade.feeRao,
          priceBeforeRao,
          priceAfterRao: spotPriceRao(trade.after),
          after: trade.after,
        }
      : null;
  }
  const sale = unstake(market, inRao);
  return sale.ok
    ? {
        inRao,
        outRao: sale.taoRao,
        swapFeeRao: sale.feeAlphaRao,
        priceBeforeRao,
        priceAfterRao: spotPriceRao(sale.marketAfter),
        after: sale.marketAfter,
      }
    : null;
}

/** The pool after others have taken back a part of the price's move: they trade the other way, without a fee. */
export function recovered(before: Market, after: Market, side: Side, recoveryPpm: number): Market {
  if (before === "oneToOne" || after === "oneToOne" || recoveryPpm === 0) return after;
  const from = spotPriceRao(before);
  const to = spotPriceRao(after);
  const limitPriceRao = to + ((from - to) * BigInt(recoveryPpm)) / BigInt(RECOVERY_ONE);
  if (limitPriceRao === to) return after;
  const trade =
    side === "buy"
      ? sellAlpha(after, after.alphaRao * 1_000n, { limitPriceRao, dropFee: true })
      : buyAlpha(after, after.taoRao * 1_000n, { limitPriceRao, dropFee: true });
  return trade.ok ? trade.after : after;
}

const withoutMarket = ({ after: _, ...part }: Filled): SplitPart => part;

/** The amount in so many parts of equal size (the last one takes the rest), the price recovering in between as given. */
export function splitEvenly(
  market: Market,
  side: Side,
  amountRao: bigint,
  count: number,
  recoveryPpm: number,
): Split | null {
  const each = amountRao / BigInt(count);
  const parts: SplitPart[] = [];
  let now = market;
  let outRao = 0n;
  for (let index = 0; index < count; index += 1) {
    const inRao = index === count - 1 ? amountRao - each * BigInt(count - 1) : each;
    const part = fill(now, side, inRao);
    if (!part) return null;
    parts.push(withoutMarket(part));
    outRao += part.outRao;
    // It recovers towards where it stood before the whole order, never past it.
    now = recovered(market, part.after, side, recoveryPpm);
  }
  return { parts, outRao };
}

/** The largest amount whose fill keeps the marginal price inside the tolerance (chain facts 5.7); null where nothing bounds it. */
export function largestFill(market: Market, side: Side, tolerancePpm: number): bigint | null {
  if (market === "oneToOne") return null;
  const price = spotPriceRao(market);
  const most =
    side === "buy"
      ? maxBuyInput(market, raisedPriceRao(price, tolerancePpm))
      : maxSellInput(market, loweredPriceRao(price, tolerancePpm));
  return most.ok ? most.maxInputRao : 0n;
}

/**
 * Parts that each fit the tolerance of the price they meet, as few as do: each as large as the limit lets through, the last one
 * what is left, but never less than `leastRao`. Null where more than `most` would be needed.
 */
export function splitToFit(
  market: Market,
  side: Side,
  amountRao: bigint,
  tolerancePpm: number,
  recoveryPpm: number,
  leastRao: bigint,
  most = 50,
): Split | null {
  const parts: SplitPart[] = [];
  let now = market;
  let left = amountRao;
  let outRao = 0n;
  while (left > 0n) {
    const fits = largestFill(now, side, tolerancePpm);
    let inRao = fits === null ? left : least(left, fits);
    // A rest below the chain's minimum could not be sent, so this part leaves enough for it.
    const rest = left - inRao;
    if (rest > 0n && rest < leastRao) inRao = left - leastRao;
    const part = inRao >= leastRao ? fill(now, side, inRao) : null;
    if (!part || parts.length === most) return null;
    parts.push(withoutMarket(part));
    outRao += part.outRao;
    left -= inRao;
    now = recovered(market, part.after, side, recoveryPpm);
  }
  return { parts, outRao };
}

/** What comes out, in rao at the spot price before, so that purchases and fees can be added up. */
export const worthRao = (market: Market, side: Side, outRao: bigint): bigint =>
  side === "buy" ? alphaWorthRao(market, outRao) : outRao;

/** What so many equal parts gain over one go after the network fees of the further parts, rao; below zero they cost. */
export function gainRao(
  market: Market,
  side: Side,
  amountRao: bigint,
  count: number,
  recoveryPpm: number,
  feeRao: bigint,
): bigint | null {
  const once = splitEvenly(market, side, amountRao, 1, 0);
  const split = splitEvenly(market, side, amountRao, count, recoveryPpm);
  if (!once || !split) return null;
  const more = worthRao(market, side, split.outRao) - worthRao(market, side, once.outRao);
  return more - feeRao * BigInt(count - 1);
}

/** The number of parts with the highest gain, one where none gains. */
export function bestCount(
  market: Market,
  side: Side,
  amountRao: bigint,
  recoveryPpm: number,
  feeRao: bigint,
  most: number,
): number {
  let best = 1;
  let highest = 0n;
  for (let count = 2; count <= most; count += 1) {
    const gain = gainRao(market, side, amountRao, count, recoveryPpm, feeRao);
    if (gain !== null && gain > highest) {
      highest = gain;
      best = count;
    }
  }
  return best;
}

/** The least recovery between parts, in parts per million, at which so many parts pay; null where none does. */
export function breakEvenRecovery(
  market: Market,
  side: Side,
  amountRao: bigint,
  count: number,
  feeRao: bigint,
): number | null {
  const pays = (ppm: number): boolean => (gainRao(market, side, amountRao, count, ppm, feeRao) ?? -1n) > 0n;
  if (!pays(RECOVERY_ONE)) return null;
  let low = -1;
  let high = RECOVERY_ONE;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (pays(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The tolerance that one go would need, in parts per million, rounded up. */
export function neededTolerancePpm(market: Market, part: Pick<SplitPart, "priceAfterRao">): number {
  if (market === "oneToOne") return 0;
  const { numerator, denominator } = priceRatio(market);
  const before = (numerator * PRICE_SCALE) / denominator;
  const moved = part.priceAfterRao > before ? part.priceAfterRao - before : before - part.priceAfterRao;
  return before === 0n ? 0 : Number((moved * 1_000_000n + before - 1n) / before) + 1;
}
