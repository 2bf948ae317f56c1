import { describe, expect, it } from "vitest";
import { loweredPriceRao, raisedPriceRao } from "#src/staking/limit-price.ts";
import {
  breakEvenPriceRao,
  buyImpact,
  exitWorthRao,
  grossForNet,
  impactCurve,
  leastSaleAlphaRao,
  partsPerMillion,
  sellImpact,
  worstAlphaRao,
  worstTaoRao,
} from "#src/staking/quote-figures.ts";
import { type Pool, swapFee, WEIGHT_ONE } from "#src/swap/pool.ts";
import { buyAlpha, sellAlpha } from "#src/swap/trade.ts";

const E9 = 1_000_000_000n;
/** The pool of chain facts 5.6: 10,000 τ, 200,000 α. */
const POOL: Pool = { taoRao: 10_000n * E9, alphaRao: 200_000n * E9, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };

/** A seeded stream of whole numbers below a bound. */
function numbers(seed: bigint): (below: bigint) => bigint {
  let state = seed;
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return state % below;
  };
}

describe("figures of a quote", () => {
  it("set fee and impact apart as the worked example does", () => {
    const bought = buyAlpha(POOL, 100n * E9);
    if (!bought.ok) throw new Error(bought.refusal);
    expect(bought.feeRao).toBe(50_354_772n);
    const impact = buyImpact(POOL, bought.paidInRao, bought.paidOutRao);
    // The example's total cost against spot, 1.0395 %, is fee and impact together.
    const together = Number(impact.rao + bought.feeRao) / Number(100n * E9);
    expect(together).toBeCloseTo(0.010395, 6);
    const sold = sellAlpha(POOL, 2_000n * E9);
    if (!sold.ok) throw new Error(sold.refusal);
    const sale = sellImpact(POOL, sold.paidInRao, sold.paidOutRao);
    expect(Number(sale.rao) / 1e9).toBeCloseTo(99.949645228 - 98.960538159, 6);
  });

  it("agree with an even pool worked out as a fraction, for many orders", () => {
    const next = numbers(7n);
    for (let round = 0; round < 500; round += 1) {
      const pool: Pool = { ...POOL, taoRao: E9 + next(10n ** 15n), alphaRao: E9 + next(10n ** 16n) };
      const amountRao = 2_001_007n + next(pool.taoRao / 2n);
      const bought = buyAlpha(pool, amountRao);
      if (!bought.ok) continue;
      const feeRao = (amountRao * 33n) / 65_535n;
      const netRao = amountRao - feeRao;
      // x·Δ ÷ (y + Δ), cut.
      const alphaRao = (pool.alphaRao * netRao) / (pool.taoRao + netRao);
      expect([bought.feeRao, bought.paidOutRao]).toEqual([feeRao, alphaRao]);
      const impact = buyImpact(pool, netRao, alphaRao);
      // Worth at spot is α·y ÷ x, cut.
      expect(impact.rao).toBe(netRao - (alphaRao * pool.taoRao) / pool.alphaRao);
    }
  });

  it("never promise more than a fill at the limit brings", () => {
    const next = numbers(11n);
    for (let round = 0; round < 300; round += 1) {
      const taoWeight = WEIGHT_ONE / 4n + next(WEIGHT_ONE / 2n);
      const pool: Pool = { ...POOL, taoWeight };
      const priceRao = ((WEIGHT_ONE - taoWeight) * pool.taoRao * E9) / (taoWeight * pool.alphaRao);
      const ppm = 1 + Number(next(50_000n));
      const buyLimit = raisedPriceRao(priceRao, ppm);
      const bought = buyAlpha(pool, E9 + next(500n * E9), { limitPriceRao: buyLimit });
      if (bought.ok) expect(bought.paidOutRao).toBeGreaterThanOrEqual(worstAlphaRao(bought.paidInRao, buyLimit) - 2n);
      const sellLimit = loweredPriceRao(priceRao, ppm);
      const sold = sellAlpha(pool, E9 + next(5_000n * E9), { limitPriceRao: sellLimit });
      if (sold.ok) expect(sold.paidOutRao).toBeGreaterThanOrEqual(worstTaoRao(sold.paidInRao, sellLimit) - 2n);
    }
  });

  it("find the input whose net is exactly what a second leg brings", () => {
    const next = numbers(13n);
    for (let round = 0; round < 500; round += 1) {
      const pool: Pool = { ...POOL, feeRate: next(10_000n) };
      const netRao = next(10n ** 14n);
      const grossRao = grossForNet(pool, netRao);
      expect(grossRao - swapFee(pool, grossRao)).toBe(netRao);
    }
    expect(grossForNet("oneToOne", 5n)).toBe(5n);
  });

  it("find the least sale that brings a sum, to the alpha-rao", () => {
    const least = leastSaleAlphaRao(POOL, 2_000_000n, 1_000n * E9) ?? 0n;
    expect(exitWorthRao(POOL, least)).toBeGreaterThanOrEqual(2_000_000n);
    expect(exitWorthRao(POOL, least - 1n)).toBeLessThan(2_000_000n);
    expect(leastSaleAlphaRao(POOL, 2_000_000n, 1_000n)).toBeNull();
  });

  it("tell break-even, shares and a curve that only rises", () => {
    const price = breakEvenPriceRao(POOL, E9, 20n * E9) ?? 0n;
    const net = 20n * E9 - swapFee(POOL, 20n * E9);
    expect((net * price) / E9).toBeGreaterThanOrEqual(E9);
    expect((net * (price - 1n)) / E9).toBeLessThan(E9);
    expect(breakEvenPriceRao(POOL, E9, 0n)).toBeNull();
    expect(partsPerMillion(1n, 200n)).toBe(5_000);
    expect(partsPerMillion(1n, 0n)).toBe(0);
    const curve = impactCurve(POOL, "buy", 1_000n * E9, 10).map(({ impactPpm }) => impactPpm);
    expect(curve).toHaveLength(10);
    expect(curve).toEqual([...curve].sort((a, b) => a - b));
    expect(impactCurve(POOL, "sell", 0n, 10)).toEqual([]);
  });
});
