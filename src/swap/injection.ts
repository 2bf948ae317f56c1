import { alphaWeight, MIN_WEIGHT, type Pool, WEIGHT_ONE } from "./pool.ts";

/**
 * The pool after the protocol added to its reserves: the weights move so that the price stays (facts 5.6). Where a weight
 * would fall below 0.01 nothing is added and the same pool comes back, as on the chain.
 */
export function inject(pool: Pool, taoRao: bigint, alphaRao: bigint): Pool {
  const base = mulRound(alphaWeight(pool), pool.taoRao * (pool.alphaRao + alphaRao));
  const quote = mulRound(pool.taoWeight, pool.alphaRao * (pool.taoRao + taoRao));
  const sum = base + quote;
  const taoWeight = sum === 0n ? WEIGHT_ONE / 2n : (quote * WEIGHT_ONE) / sum;
  if (taoWeight < MIN_WEIGHT || WEIGHT_ONE - taoWeight < MIN_WEIGHT) return pool;
  return { ...pool, taoRao: pool.taoRao + taoRao, alphaRao: pool.alphaRao + alphaRao, taoWeight };
}

const mulRound = (weight: bigint, value: bigint): bigint => (value * weight + WEIGHT_ONE / 2n) / WEIGHT_ONE;
