import { alphaWorthRao, type Market, PRICE_SCALE, swapFee } from "../swap/pool.ts";
import { buyAlpha, sellAlpha } from "../swap/trade.ts";

/** Parts per million, rounded to the nearest; 0 of nothing. */
export const partsPerMillion = (part: bigint, whole: bigint): number =>
  whole <= 0n || part <= 0n ? 0 : Number((part * 1_000_000n + whole / 2n) / whole);

export interface Impact {
  /** Worth lost because the trade moves the price, rao. The fee is not in it. */
  readonly rao: bigint;
  readonly ppm: number;
}

/** Impact of a purchase: the net TAO less the worth of the alpha at the price before. */
export function buyImpact(market: Market, netRao: bigint, alphaRao: bigint): Impact {
  const lostRao = netRao - alphaWorthRao(market, alphaRao);
  return { rao: lostRao > 0n ? lostRao : 0n, ppm: partsPerMillion(lostRao, netRao) };
}

/** Impact of a sale: the worth of the net alpha at the price before, less the TAO paid out. */
export function sellImpact(market: Market, netAlphaRao: bigint, taoRao: bigint): Impact {
  const worthRao = alphaWorthRao(market, netAlphaRao);
  const lostRao = worthRao - taoRao;
  return { rao: lostRao > 0n ? lostRao : 0n, ppm: partsPerMillion(lostRao, worthRao) };
}

/** The least alpha that a fill under a limit brings: every rao paid at the limit. Cut. */
export const worstAlphaRao = (netRao: bigint, limitPriceRao: bigint): bigint => (netRao * PRICE_SCALE) / limitPriceRao;

/** The least TAO (or, for a swap's rate, destination alpha) that a fill under a limit brings. Cut. */
export const worstTaoRao = (netAlphaRao: bigint, limitPriceRao: bigint): bigint =>
  (netAlphaRao * limitPriceRao) / PRICE_SCALE;

/** "Back out now": what selling alpha in this market would bring, rao, after the swap fee; null where it cannot be sold. */
export function exitWorthRao(market: Market, alphaRao: bigint): bigint | null {
  const sale = sellAlpha(market, alphaRao);
  return sale.ok ? sale.paidOutRao : null;
}

/** The average price, rao per alpha, at which selling the alpha gives back what was laid out, swap fee included. Rounded up. */
export function breakEvenPriceRao(market: Market, laidOutRao: bigint, alphaRao: bigint): bigint | null {
  const netAlphaRao = alphaRao - swapFee(market, alphaRao);
  return netAlphaRao <= 0n ? null : (laidOutRao * PRICE_SCALE + netAlphaRao - 1n) / netAlphaRao;
}

/** The least alpha, fee included, whose sale brings at least this TAO; null where no sale does. */
export function leastSaleAlphaRao(market: Market, taoRao: bigint, atMostAlphaRao: bigint): bigint | null {
  const brings = (alphaRao: bigint): boolean => (exitWorthRao(market, alphaRao) ?? 0n) >= taoRao;
  if (!brings(atMostAlphaRao)) return null;
  let low = 0n;
  let high = atMostAlphaRao;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (brings(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Impact at evenly spaced amounts from nothing to the given one, for a curve. Amounts in the token that goes in. */
export function impactCurve(
  market: Market,
  side: "buy" | "sell",
  upToRao: bigint,
  points: number,
): { amountRao: bigint; impactPpm: number }[] {
  const curve: { amountRao: bigint; impactPpm: number }[] = [];
  for (let point = 1; point <= points; point += 1) {
    const amountRao = (upToRao * BigInt(point)) / BigInt(points);
    const trade = side === "buy" ? buyAlpha(market, amountRao) : sellAlpha(market, amountRao);
    if (!trade.ok || amountRao === 0n) continue;
    const impact =
      side === "buy"
        ? buyImpact(market, trade.paidInRao, trade.paidOutRao)
        : sellImpact(market, trade.paidInRao, trade.paidOutRao);
    curve.push({ amountRao, impactPpm: impact.ppm });
  }
  return curve;
}

/** The gross input whose net after the swap fee is exactly this; the fee of a move's second leg is never taken. */
export function grossForNet(market: Market, netRao: bigint): bigint {
  if (market === "oneToOne") return netRao;
  const net = (grossRao: bigint): bigint => grossRao - swapFee(market, grossRao);
  let grossRao = netRao + (netRao * market.feeRate) / (65_535n - market.feeRate);
  while (net(grossRao) < netRao) grossRao += 1n;
  while (net(grossRao) > netRao) grossRao -= 1n;
  return grossRao;
}
