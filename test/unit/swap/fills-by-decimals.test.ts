import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grossForNet } from "#src/staking/quote-figures.ts";
import { maxBuyInput, maxSellInput } from "#src/swap/limit.ts";
import { type Pool, PRICE_SCALE, swapFee, WEIGHT_ONE } from "#src/swap/pool.ts";
import { buyAlpha, sellAlpha } from "#src/swap/trade.ts";
import { decimalPower } from "#test/support/decimal-power.ts";

const τ = 1_000_000_000n;
const EVEN: Pool = { taoRao: 10_000n * τ, alphaRao: 200_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const reserve = fc.bigInt(10n ** 11n, 10n ** 16n);
const pools = fc.record({
  taoRao: reserve,
  alphaRao: reserve,
  taoWeight: fc.bigInt(5n * 10n ** 16n, 95n * 10n ** 16n),
  feeRate: fc.constantFrom(0n, 33n, 196n, 10_000n),
});

/** Price as a fraction: (w1 ÷ w2)·(y ÷ x), w1 the weight of alpha (chain facts 5.6). */
const priceOf = ({ taoRao, alphaRao, taoWeight }: Pool): [bigint, bigint] => [
  (WEIGHT_ONE - taoWeight) * taoRao,
  taoWeight * alphaRao,
];
const apart = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);

describe("fills that a limit stops, against a decimal computation", () => {
  it("are those of the worked example", () => {
    const buy = maxBuyInput(EVEN, 50_250_000n);
    // 24.968828 τ net and 24.981407 τ with the fee.
    expect(buy.ok && (buy.maxInputRao ?? 0n) / 1_000n).toBe(24_981_407n);
    const bought = buyAlpha(EVEN, 100n * τ, { limitPriceRao: 50_250_000n });
    expect(bought.ok && bought.paidInRao / 1_000n).toBe(24_968_827n);
    const sold = sellAlpha(EVEN, 2_000n * τ, { limitPriceRao: 49_750_000n });
    // 501.8828 α net.
    expect(sold.ok && sold.paidInRao / 100_000n).toBe(5_018_828n);
    expect(maxSellInput(EVEN, 50_000_000n)).toEqual({ ok: false, refusal: "PriceLimitExceeded" });
  });

  it("bring in y·((p′ ÷ p)^w1 − 1) when buying, for any weights", () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 100, max: 400_000 }), (pool, ppm) => {
        const [top, bottom] = priceOf(pool);
        const limitPriceRao = (top * PRICE_SCALE * BigInt(1_000_000 + ppm)) / (bottom * 1_000_000n);
        if (limitPriceRao <= (top * PRICE_SCALE) / bottom + 1_000n) return;
        const bought = buyAlpha(pool, pool.taoRao * 900n, { limitPriceRao });
        if (!bought.ok) return;
        const { scaled, one } = decimalPower(
          [limitPriceRao * bottom, top * PRICE_SCALE],
          [WEIGHT_ONE - pool.taoWeight, WEIGHT_ONE],
        );
        const netRao = (pool.taoRao * (scaled - one)) / one;
        expect(apart(bought.paidInRao, netRao)).toBeLessThanOrEqual(2n);
        // The fee of a fill that stops: δ·f ÷ (65,535 − f).
        expect(apart(bought.feeRao, (bought.paidInRao * pool.feeRate) / (65_535n - pool.feeRate))).toBeLessThanOrEqual(
          1n,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("bring in x·((p ÷ p′)^w2 − 1) when selling, for any weights", () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 100, max: 400_000 }), (pool, ppm) => {
        const [top, bottom] = priceOf(pool);
        const limitPriceRao = (top * PRICE_SCALE * BigInt(1_000_000 - ppm)) / (bottom * 1_000_000n);
        if (limitPriceRao < 1_000n || limitPriceRao >= (top * PRICE_SCALE) / bottom - 1_000n) return;
        const sold = sellAlpha(pool, pool.alphaRao * 900n, { limitPriceRao });
        if (!sold.ok) return;
        const { scaled, one } = decimalPower([top * PRICE_SCALE, limitPriceRao * bottom], [pool.taoWeight, WEIGHT_ONE]);
        expect(apart(sold.paidInRao, (pool.alphaRao * (scaled - one)) / one)).toBeLessThanOrEqual(2n);
      }),
      { numRuns: 60 },
    );
  });

  it("buy x·(1 − (y ÷ (y + Δ))^(w2 ÷ w1)) of alpha, for any weights", () => {
    fc.assert(
      fc.property(pools, fc.bigInt(1n, 10n ** 6n), (pool, parts) => {
        const bought = buyAlpha(pool, (pool.taoRao * parts) / 10n ** 6n);
        if (!bought.ok) return;
        const { scaled, one } = decimalPower(
          [pool.taoRao, pool.taoRao + bought.paidInRao],
          [pool.taoWeight, WEIGHT_ONE - pool.taoWeight],
        );
        expect(apart(bought.paidOutRao, (pool.alphaRao * (one - scaled)) / one)).toBeLessThanOrEqual(1n);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the numbers of the user's own page on fees", () => {
  it("come out where the rate is the same: 33 of 65,535", () => {
    // sim_swap of 0.1 τ: τ 0.000050354 of fee, τ 0.099949646 that reach the pool; 100 τ: 0.0504 τ.
    expect(swapFee(EVEN, 100_000_000n)).toBe(50_354n);
    expect(100_000_000n - swapFee(EVEN, 100_000_000n)).toBe(99_949_646n);
    expect(swapFee(EVEN, 100n * τ)).toBe(50_354_772n);
    // A sale of 0.1 α takes the same fee, in alpha.
    const sold = sellAlpha(EVEN, 100_000_000n);
    expect(sold.ok && sold.feeRao).toBe(50_354n);
    // "0.05 %" of its worked move of 1 τ's worth.
    expect(swapFee(EVEN, τ)).toBe(503_547n);
    expect(grossForNet(EVEN, 99_949_646n)).toBe(100_000_000n);
  });
});
