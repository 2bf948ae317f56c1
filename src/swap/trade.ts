import { ONE, power, type Ratio, squareRoot } from "./fixed-power.ts";
import {
  alphaWeight,
  FEE_RATE_ONE,
  MAX_PRICE_RAO,
  type Market,
  MIN_PRICE_RAO,
  type Pool,
  PRICE_SCALE,
  priceRatio,
  swapFee,
  WEIGHT_ONE,
} from "./pool.ts";

/** The output reserve must hold at least this (`Swap.MinimumReserve`), in its smallest unit. */
export const MINIMUM_RESERVE_RAO = 1_000_000n;

/** The input may be at most this many times the input reserve. */
export const MAX_INPUT_MULTIPLE = 1_000n;

/** Above the error of `power` for any pool. */
const POWER_ERROR = 1n << 20n;

/** Why the chain's swap refuses, by the name of its error in the Swap pallet. */
export type TradeRefusal = "ReservesTooLow" | "SwapInputTooLarge" | "PriceLimitExceeded" | "InsufficientLiquidity";

/** A trade's figures: TAO in and alpha out for a purchase, the other way round for a sale. Smallest units. */
export interface Trade {
  readonly ok: true;
  /** What reaches the pool, the fee already taken off. */
  readonly paidInRao: bigint;
  readonly paidOutRao: bigint;
  /** In the token paid in; goes to the block's author. */
  readonly feeRao: bigint;
  /** False where the limit price stopped the fill short of the amount. */
  readonly complete: boolean;
  /** The market afterwards, without what becomes of the fee. */
  readonly after: Market;
}

export type TradeResult = Trade | { readonly ok: false; readonly refusal: TradeRefusal };

export interface TradeOptions {
  /** Marginal price at which the fill stops, rao per alpha; the chain's own bounds where left out. */
  readonly limitPriceRao?: bigint;
  /** No fee: the second leg of a move, and the sale of an author's fee. */
  readonly dropFee?: boolean;
}

/**
 * Buys alpha with TAO (facts 5.6): out = x·(1 − (y ÷ (y + Δy))^(w₂ ÷ w₁)), cut.
 * Source of the rules: the chain's `swap_step` and `balancer`; the chain's own rounding may differ by a few alpha-rao.
 */
export const buyAlpha = (market: Market, taoRao: bigint, options: TradeOptions = {}): TradeResult =>
  market === "oneToOne" ? oneToOne(taoRao) : trade(market, taoRao, "buy", options);

/** Sells alpha for TAO: out = y·(1 − (x ÷ (x + Δx))^(w₁ ÷ w₂)), cut. */
export const sellAlpha = (market: Market, alphaRao: bigint, options: TradeOptions = {}): TradeResult =>
  market === "oneToOne" ? oneToOne(alphaRao) : trade(market, alphaRao, "sell", options);

function oneToOne(amountRao: bigint): Trade {
  return { ok: true, paidInRao: amountRao, paidOutRao: amountRao, feeRao: 0n, complete: true, after: "oneToOne" };
}

function trade(pool: Pool, inputRao: bigint, side: "buy" | "sell", options: TradeOptions): TradeResult {
  const [inReserve, outReserve] = side === "buy" ? [pool.taoRao, pool.alphaRao] : [pool.alphaRao, pool.taoRao];
  const feeRate = options.dropFee === true ? 0n : pool.feeRate;
  const wholeFee = options.dropFee === true ? 0n : swapFee(pool, inputRao);
  const wholeNet = inputRao - wholeFee;
  if (wholeNet > inReserve * MAX_INPUT_MULTIPLE) return { ok: false, refusal: "SwapInputTooLarge" };
  if (outReserve < MINIMUM_RESERVE_RAO) return { ok: false, refusal: "ReservesTooLow" };

  const limit = options.limitPriceRao ?? (side === "buy" ? MAX_PRICE_RAO : MIN_PRICE_RAO);
  if (!isOpen(priceRatio(pool), limit, side)) return { ok: false, refusal: "PriceLimitExceeded" };

  let result = settle(pool, side, wholeNet, wholeFee, true);
  if (!fits(priceRatio(result.after), limit, side)) {
    const net = netToLimit(pool, limit, side);
    result = settle(pool, side, net, (net * feeRate) / (FEE_RATE_ONE - feeRate), false);
  }
  if (result.paidInRao > 0n && result.paidOutRao === 0n) return { ok: false, refusal: "ReservesTooLow" };
  if (result.paidOutRao > outReserve) return { ok: false, refusal: "InsufficientLiquidity" };
  return result;
}

interface PoolTrade extends Trade {
  readonly after: Pool;
}

function settle(pool: Pool, side: "buy" | "sell", netRao: bigint, feeRao: bigint, complete: boolean): PoolTrade {
  const base = alphaWeight(pool);
  if (side === "buy") {
    const out = payout(pool.alphaRao, pool.taoRao, netRao, pool.taoWeight, base);
    const after = { ...pool, taoRao: pool.taoRao + netRao, alphaRao: pool.alphaRao - out };
    return { ok: true, paidInRao: netRao, paidOutRao: out, feeRao, complete, after };
  }
  const out = payout(pool.taoRao, pool.alphaRao, netRao, base, pool.taoWeight);
  const after = { ...pool, taoRao: pool.taoRao - out, alphaRao: pool.alphaRao + netRao };
  return { ok: true, paidInRao: netRao, paidOutRao: out, feeRao, complete, after };
}

/** out·(1 − (in ÷ (in + Δ))^(wIn ÷ wOut)), cut. Whole exponents, the even pool among them, are exact. */
function payout(outReserve: bigint, inReserve: bigint, net: bigint, inWeight: bigint, outWeight: bigint): bigint {
  const after = inReserve + net;
  if (net === 0n || after === 0n) return 0n;
  if (inWeight % outWeight === 0n && inWeight / outWeight <= 4n) {
    const exponent = inWeight / outWeight;
    const kept = divideUp(outReserve * inReserve ** exponent, after ** exponent);
    return outReserve - kept;
  }
  const kept = power({ numerator: inReserve, denominator: after }, { numerator: inWeight, denominator: outWeight });
  // Taking off more than the power's own error keeps the payout from ever being above the exact figure.
  const paid = outReserve * (ONE - kept - POWER_ERROR);
  return paid > 0n ? paid / ONE : 0n;
}

/** The net input that moves the price to the limit: y·((p′ ÷ p)^w₁ − 1) or x·((p ÷ p′)^w₂ − 1), cut (facts 5.6). */
function netToLimit(pool: Pool, limitPriceRao: bigint, side: "buy" | "sell"): bigint {
  const price = priceRatio(pool);
  const up: Ratio = {
    numerator: limitPriceRao * price.denominator,
    denominator: PRICE_SCALE * price.numerator,
  };
  const ratio = side === "buy" ? up : { numerator: up.denominator, denominator: up.numerator };
  const [reserve, weight] = side === "buy" ? [pool.taoRao, alphaWeight(pool)] : [pool.alphaRao, pool.taoWeight];
  if (weight * 2n === WEIGHT_ONE) {
    return squareRoot((reserve * reserve * ratio.numerator) / ratio.denominator) - reserve;
  }
  const factor = power(ratio, { numerator: weight, denominator: WEIGHT_ONE });
  const net = (reserve * (factor - ONE)) / ONE;
  return net > 0n ? net : 0n;
}

/** Whether the price may still move towards the limit: strictly below for a purchase, strictly above for a sale. */
function isOpen(price: Ratio, limitPriceRao: bigint, side: "buy" | "sell"): boolean {
  const now = price.numerator * PRICE_SCALE;
  const limit = limitPriceRao * price.denominator;
  return side === "buy" ? now < limit : now > limit;
}

function fits(price: Ratio, limitPriceRao: bigint, side: "buy" | "sell"): boolean {
  const then = price.numerator * PRICE_SCALE;
  const limit = limitPriceRao * price.denominator;
  return side === "buy" ? then <= limit : then >= limit;
}

const divideUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
