import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Pool, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";
import { buyAlpha, sellAlpha, type Trade, type TradeResult } from "#src/swap/trade.ts";
import { decimalPower } from "#test/support/decimal-power.ts";

const τ = 1_000_000_000n;
const EVEN: Pool = { taoRao: 10_000n * τ, alphaRao: 200_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const DEEP: Pool = { taoRao: 5_000n * τ, alphaRao: 50_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };

const done = (result: TradeResult): Trade => {
  if (!result.ok) throw new Error(`refused: ${result.refusal}`);
  return result;
};
const figures = (result: TradeResult) => {
  const { feeRao, paidInRao, paidOutRao } = done(result);
  return [feeRao, paidInRao, paidOutRao];
};

describe("the worked examples of the chain facts, to the rao", () => {
  it.each([
    [1n * τ, 503_547n, 999_496_453n, 19_987_931_273n],
    [10n * τ, 5_035_477n, 9_994_964_523n, 199_699_691_326n],
    [100n * τ, 50_354_772n, 99_949_645_228n, 1_979_210_763_198n],
    [1_000n * τ, 503_547_722n, 999_496_452_278n, 18_173_494_697_950n],
  ])("buys for %s rao", (amount, fee, net, out) => {
    expect(figures(buyAlpha(EVEN, amount))).toEqual([fee, net, out]);
  });

  it.each([
    [20n * τ, 10_070_954n, 19_989_929_046n, 999_396_562n],
    [2_000n * τ, 1_007_095_445n, 1_998_992_904_555n, 98_960_538_159n],
    [20_000n * τ, 10_070_954_451n, 19_989_929_045_549n, 908_674_734_897n],
  ])("sells %s alpha-rao", (amount, fee, net, out) => {
    expect(figures(sellAlpha(EVEN, amount))).toEqual([fee, net, out]);
  });

  it("moves the spot about twice as far as the average", () => {
    const after = done(buyAlpha(EVEN, 100n * τ)).after;
    expect(spotPriceRao(after)).toBe(51_004_491n);
  });

  it("counts the weights", () => {
    const skewed = { ...EVEN, taoWeight: (WEIGHT_ONE * 48n) / 100n };
    expect(done(buyAlpha(skewed, τ)).paidOutRao / 1_000n).toBe(18_450_469n);
  });

  it("moves across subnets with one fee", () => {
    const origin = done(sellAlpha(EVEN, 100n * τ));
    expect([origin.feeRao, origin.paidOutRao]).toEqual([50_354_772n, 4_994_986_025n]);
    expect(done(buyAlpha(DEEP, origin.paidOutRao, { dropFee: true })).paidOutRao).toBe(49_900_010_279n);
    expect(figures(buyAlpha(DEEP, 10n * τ))).toEqual([5_035_477n, 9_994_964_523n, 99_750_245_197n]);
  });

  it("swaps one to one without fee on root and stable subnets", () => {
    expect(figures(buyAlpha("oneToOne", 5n * τ))).toEqual([0n, 5n * τ, 5n * τ]);
    expect(figures(sellAlpha("oneToOne", 5n * τ, { limitPriceRao: 2n * τ }))).toEqual([0n, 5n * τ, 5n * τ]);
  });
});

describe("limits", () => {
  it("stops at the limit price and takes the fee of what was filled", () => {
    const buy = done(buyAlpha(EVEN, 1_000n * τ, { limitPriceRao: 50_250_000n }));
    expect(buy.complete).toBe(false);
    expect(buy.paidInRao).toBe(24_968_827_881n);
    expect(buy.paidInRao + buy.feeRao).toBe(24_981_407_211n);
    expect(spotPriceRao(buy.after)).toBe(50_249_999n);
    const sell = done(sellAlpha(EVEN, 10_000n * τ, { limitPriceRao: 49_750_000n }));
    expect(sell.paidInRao / 100_000n).toBe(5_018_828n);
    expect(spotPriceRao(sell.after)).toBe(49_750_000n);
  });

  it("fills completely where the limit is farther away", () => {
    expect(done(buyAlpha(EVEN, 24n * τ, { limitPriceRao: 50_250_000n })).complete).toBe(true);
    expect(done(sellAlpha(EVEN, 500n * τ, { limitPriceRao: 49_750_000n })).complete).toBe(true);
  });

  it("refuses a limit that the price has reached", () => {
    expect(buyAlpha(EVEN, τ, { limitPriceRao: 50_000_000n })).toEqual({ ok: false, refusal: "PriceLimitExceeded" });
    expect(sellAlpha(EVEN, τ, { limitPriceRao: 50_000_000n })).toEqual({ ok: false, refusal: "PriceLimitExceeded" });
  });

  it("agrees with the formula computed another way for skewed weights", () => {
    const pool = { ...EVEN, taoWeight: 512_345_678_901_234_567n };
    const price = spotPriceRao(pool);
    const limitPriceRao = (price * 101n) / 100n;
    const filled = done(buyAlpha(pool, 10_000n * τ, { limitPriceRao }));
    const base = WEIGHT_ONE - pool.taoWeight;
    const ratio = [limitPriceRao * pool.taoWeight * pool.alphaRao, τ * base * pool.taoRao] as const;
    const { scaled, one } = decimalPower(ratio, [base, WEIGHT_ONE]);
    expect(filled.paidInRao).toBe((pool.taoRao * (scaled - one)) / one);
  });
});

describe("guards", () => {
  it("refuses an input above a thousand times its reserve", () => {
    expect(buyAlpha(EVEN, 10_010_000n * τ)).toEqual({ ok: false, refusal: "SwapInputTooLarge" });
    expect(sellAlpha(EVEN, 201_000_000n * τ)).toEqual({ ok: false, refusal: "SwapInputTooLarge" });
  });

  it("refuses an output reserve below a million units", () => {
    expect(buyAlpha({ ...EVEN, alphaRao: 999_999n }, τ)).toEqual({ ok: false, refusal: "ReservesTooLow" });
    expect(sellAlpha({ ...EVEN, taoRao: 999_999n }, τ)).toEqual({ ok: false, refusal: "ReservesTooLow" });
  });

  it("refuses an input that buys nothing", () => {
    expect(sellAlpha(EVEN, 10n)).toEqual({ ok: false, refusal: "ReservesTooLow" });
  });
});

/** Weights whose quotient has a small numerator and denominator, so that whole numbers can check the result. */
const WEIGHTS = [
  [1n, 1n],
  [12n, 13n],
  [13n, 12n],
  [3n, 5n],
  [9n, 16n],
  [24n, 26n],
] as const;
const reserve = fc.bigInt(10n ** 9n, 10n ** 16n);

describe("properties", () => {
  it("pays exactly the cut figure, checked with whole numbers", () => {
    const trade = fc.record({
      tao: reserve,
      alpha: reserve,
      parts: fc.bigInt(1n, 10n ** 6n),
      weights: fc.constantFrom(...WEIGHTS),
    });
    fc.assert(
      fc.property(trade, ({ tao, alpha, parts, weights: [quote, base] }) => {
        const pool = { taoRao: tao, alphaRao: alpha, taoWeight: (WEIGHT_ONE * quote) / (quote + base), feeRate: 0n };
        const net = (tao * parts) / 10n ** 5n;
        const bought = buyAlpha(pool, net);
        if (!bought.ok || !bought.complete) return;
        const kept = alpha - bought.paidOutRao;
        const holds = (value: bigint) => value ** base * (tao + net) ** quote >= alpha ** base * tao ** quote;
        expect(holds(kept)).toBe(true);
        // Not a unit too little is paid either; a whole-number coincidence may cost one.
        expect(holds(kept - 2n)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("agrees with the power computed another way for any weights", () => {
    const trade = fc.record({
      tao: reserve,
      alpha: reserve,
      weight: fc.bigInt(10n ** 16n, 99n * 10n ** 16n),
      parts: fc.bigInt(1n, 10n ** 6n),
    });
    fc.assert(
      fc.property(trade, ({ tao, alpha, weight, parts }) => {
        const pool = { taoRao: tao, alphaRao: alpha, taoWeight: weight, feeRate: 33n };
        const sold = sellAlpha(pool, (alpha * parts) / 10n ** 6n);
        if (!sold.ok) return;
        const { scaled, one } = decimalPower([alpha, alpha + sold.paidInRao], [WEIGHT_ONE - weight, weight]);
        const expected = (tao * (one - scaled)) / one;
        expect(expected - sold.paidOutRao).toBeLessThanOrEqual(1n);
        expect(expected - sold.paidOutRao).toBeGreaterThanOrEqual(-1n);
      }),
      { numRuns: 60 },
    );
  });

  it("never gives a profit for buying and selling at once", () => {
    fc.assert(
      fc.property(reserve, reserve, fc.bigInt(10n ** 16n, 99n * 10n ** 16n), fc.bigInt(1n, 10n ** 15n), (...args) => {
        const [taoRao, alphaRao, taoWeight, amount] = args;
        const bought = buyAlpha({ taoRao, alphaRao, taoWeight, feeRate: 0n }, amount);
        if (!bought.ok) return;
        const sold = sellAlpha(bought.after, bought.paidOutRao);
        if (sold.ok) expect(sold.paidOutRao).toBeLessThanOrEqual(amount);
      }),
    );
  });

  it("keeps to the limit and spends no more than given", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 14n), fc.bigInt(50_000_001n, 90_000_000n), (amount, limitPriceRao) => {
        const bought = buyAlpha(EVEN, amount, { limitPriceRao });
        if (!bought.ok) return;
        expect(bought.paidInRao + bought.feeRao).toBeLessThanOrEqual(amount);
        expect(spotPriceRao(bought.after)).toBeLessThanOrEqual(limitPriceRao);
      }),
    );
  });
});
