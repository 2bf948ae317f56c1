import { type LimitResult, maxBuyInput, maxSellInput } from "./limit.ts";
import { type Market, PRICE_SCALE, priceRatio } from "./pool.ts";

/**
 * The most alpha that a move may take out of the origin under a limit (facts 5.7; chain source `staking/move_stake.rs`). The limit is
 * the least destination alpha per origin alpha, × 10⁹; lower is looser, 0 lets everything through. Between two pools
 * this is the chain's own approximation, which counts reserves and not weights.
 */
export function maxMoveInput(origin: Market, destination: Market, limitRao: bigint): LimitResult {
  if (origin === "oneToOne" && destination === "oneToOne") {
    return { ok: true, maxInputRao: limitRao > PRICE_SCALE ? 0n : null };
  }
  if (origin === "oneToOne") {
    return limitRao === 0n
      ? { ok: true, maxInputRao: null }
      : maxBuyInput(destination, (PRICE_SCALE * PRICE_SCALE) / limitRao);
  }
  if (destination === "oneToOne") return maxSellInput(origin, limitRao);

  const taoRao = origin.taoRao + destination.taoRao;
  const isEmpty = [origin, destination].some((pool) => pool.taoRao === 0n || pool.alphaRao === 0n);
  if (isEmpty) return { ok: true, maxInputRao: 0n };
  const from = priceRatio(origin);
  const to = priceRatio(destination);
  const isPast = limitRao * from.denominator * to.numerator > PRICE_SCALE * from.numerator * to.denominator;
  if (isPast) return { ok: true, maxInputRao: 0n };
  if (limitRao === 0n) return { ok: true, maxInputRao: null };
  const room = destination.alphaRao * origin.taoRao * PRICE_SCALE - origin.alphaRao * destination.taoRao * limitRao;
  return { ok: true, maxInputRao: room > 0n ? room / (taoRao * limitRao) : 0n };
}
