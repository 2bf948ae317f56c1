import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bestCount,
  breakEvenRecovery,
  gainRao,
  largestFill,
  neededTolerancePpm,
  RECOVERY_ONE,
  recovered,
  splitEvenly,
  splitToFit,
} from "#src/planning/split.ts";
import { loweredPriceRao, raisedPriceRao } from "#src/staking/limit-price.ts";
import { type Pool, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";
import { buyAlpha } from "#src/swap/trade.ts";
import { decimalPurchaseRao } from "#test/support/decimal-pool.ts";

const TAO = 1_000_000_000n;
const POOL: Pool = { taoRao: 10_000n * TAO, alphaRao: 200_000n * TAO, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const FEE = 1_700_000n;
const pools = fc.record({
  taoRao: fc.bigInt({ min: 100n * TAO, max: 50_000n * TAO }),
  alphaRao: fc.bigInt({ min: 1_000n * TAO, max: 900_000n * TAO }),
  taoWeight: fc.bigInt({ min: 40n, max: 60n }).map((share) => (WEIGHT_ONE * share) / 100n),
  feeRate: fc.constant(33n),
});

describe("splitting an order", () => {
  it("the facts' example: at 0.5 % the largest purchase is 24.981407 τ gross", () => {
    expect((largestFill(POOL, "buy", 5_000) ?? 0n) / 1_000n).toBe(24_981_407n);
  });

  it("gains nothing where the pool does not recover: the swap is path-independent up to rounding", () => {
    fc.assert(
      fc.property(
        pools,
        fc.bigInt({ min: TAO, max: 50n * TAO }),
        fc.integer({ min: 2, max: 12 }),
        fc.constantFrom("buy" as const, "sell" as const),
        (pool, amountRao, count, side) => {
          const once = splitEvenly(pool, side, amountRao, 1, 0);
          const split = splitEvenly(pool, side, amountRao, count, 0);
          if (!once || !split) throw new Error("refused");
          expect(split.parts.reduce((sum, { inRao }) => sum + inRao, 0n)).toBe(amountRao);
          // Fees are cut down part by part, and each output too: a rao of fee a part may be saved, never more.
          const price = spotPriceRao(pool);
          const perRao = side === "buy" ? (2n * TAO) / price + 1n : (2n * price) / TAO + 1n;
          const slack = BigInt(count) * (perRao + 1n);
          const off = split.outRao - once.outRao;
          // A sale's author fee is sold between the parts instead of after them, which can only take from what follows.
          const author = side === "sell" ? (once.outRao * 33n) / 65_535n : 0n;
          expect(off <= slack && off >= -author - slack).toBe(true);
          expect(gainRao(pool, side, amountRao, count, 0, FEE)).toBeLessThan(0n);
        },
      ),
      { numRuns: 80 },
    );
    expect(bestCount(POOL, "buy", 500n * TAO, 0, FEE, 20)).toBe(1);
  });

  it("agrees with the independent computation part by part", () => {
    const split = splitEvenly(POOL, "buy", 100n * TAO, 4, 0);
    let now = POOL;
    for (const part of split?.parts ?? []) {
      expect(part.outRao).toBe(decimalPurchaseRao(now, part.inRao));
      const net = part.inRao - part.swapFeeRao;
      now = { ...now, taoRao: now.taoRao + net, alphaRao: now.alphaRao - part.outRao };
    }
  });

  it("recovers a price by the part given, and never past where it was", () => {
    const after = buyAlpha(POOL, 500n * TAO);
    if (!after.ok) throw new Error(after.refusal);
    const before = spotPriceRao(POOL);
    const moved = spotPriceRao(after.after) - before;
    for (const ppm of [0, 250_000, 500_000, RECOVERY_ONE]) {
      const left = spotPriceRao(recovered(POOL, after.after, "buy", ppm)) - before;
      const wanted = moved - (moved * BigInt(ppm)) / BigInt(RECOVERY_ONE);
      expect(Number(left - wanted)).toBeGreaterThanOrEqual(-2);
      expect(Number(left - wanted)).toBeLessThanOrEqual(2);
    }
  });

  it("pays from a certain recovery on, and tells which", () => {
    const least = breakEvenRecovery(POOL, "buy", 500n * TAO, 4, FEE);
    expect(least).toBeGreaterThan(0);
    expect(gainRao(POOL, "buy", 500n * TAO, 4, least as number, FEE)).toBeGreaterThan(0n);
    expect(gainRao(POOL, "buy", 500n * TAO, 4, (least as number) - 1, FEE)).toBeLessThanOrEqual(0n);
    expect(breakEvenRecovery(POOL, "buy", TAO / 10n, 4, FEE)).toBeNull();
    expect(bestCount(POOL, "buy", 500n * TAO, 800_000, FEE, 20)).toBeGreaterThan(2);
  });

  it("cuts an order too large for the tolerance into parts that each fit, sum to the rao, none below the minimum", () => {
    const leastRao = 2_001_007n;
    let several = 0;
    fc.assert(
      fc.property(
        pools,
        fc.bigInt({ min: TAO, max: 2_000n * TAO }),
        fc.constantFrom("buy" as const, "sell" as const),
        (pool, amountRao, side) => {
          const split = splitToFit(pool, side, amountRao, 20_000, 0, leastRao);
          const fits = largestFill(pool, side, 20_000) ?? 0n;
          if (!split) {
            expect(fits < leastRao || amountRao / fits >= 40n).toBe(true);
            return;
          }
          if (split.parts.length > 1) several += 1;
          expect(split.parts.reduce((sum, { inRao }) => sum + inRao, 0n)).toBe(amountRao);
          expect(split.parts.length === 1).toBe(amountRao <= fits);
          for (const { inRao, priceBeforeRao, priceAfterRao } of split.parts) {
            expect(inRao).toBeGreaterThanOrEqual(leastRao);
            if (side === "buy") expect(priceAfterRao).toBeLessThanOrEqual(raisedPriceRao(priceBeforeRao, 20_000));
            // The author's fee is sold after the limit was looked at: 0.05 % of the part moves the price a little on.
            else expect(priceAfterRao).toBeGreaterThanOrEqual(loweredPriceRao(priceBeforeRao, 20_060));
          }
        },
      ),
      { numRuns: 120 },
    );
    expect(several).toBeGreaterThan(10);
  });

  it("tells the tolerance that one go would need", () => {
    const once = splitEvenly(POOL, "buy", 100n * TAO, 1, 0);
    const [part] = once?.parts ?? [];
    const needed = neededTolerancePpm(POOL, part ?? { priceAfterRao: 0n });
    expect(largestFill(POOL, "buy", needed)).toBeGreaterThanOrEqual(100n * TAO);
    expect(largestFill(POOL, "buy", needed - 3)).toBeLessThan(100n * TAO);
  });
});
