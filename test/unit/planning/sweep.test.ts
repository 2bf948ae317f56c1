import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Holding } from "#src/planning/holdings.ts";
import { sweep } from "#src/planning/sweep.ts";
import { type Market, type Pool, WEIGHT_ONE } from "#src/swap/pool.ts";
import { decimalSaleRao } from "#test/support/decimal-pool.ts";

const TAO = 1_000_000_000n;
const POOL: Pool = { taoRao: 10_000n * TAO, alphaRao: 200_000n * TAO, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const FEES = { wrapperRao: 130_000n, callRao: 1_370_000n, aloneRao: 1_490_000n };
const holding = (netuid: number, alphaRao: bigint, change: Partial<Holding> = {}): Holding => ({
  hotkey: `hotkey ${netuid}`,
  netuid,
  alphaRao,
  availableAlphaRao: alphaRao,
  ownsHotkey: false,
  ...change,
});
const markets = (count: number): Map<number, Market> =>
  new Map(Array.from({ length: count }, (_, at) => [at + 1, POOL]));

describe("sweeping dust", () => {
  it("sells what pays for itself and says why the rest does not", () => {
    const held = [
      holding(1, TAO),
      holding(2, 10_000_000n),
      holding(3, 500n * TAO),
      holding(4, TAO, { availableAlphaRao: TAO / 2n }),
    ];
    const result = sweep(held, markets(4), FEES, 100_000_000n, 5_000);
    expect(result.sales.map(({ holding: { netuid } }) => netuid)).toEqual([1]);
    expect(result.kept.map(({ holding: { netuid }, reason }) => [netuid, reason])).toEqual([
      [3, "tooLarge"],
      [4, "locked"],
      [2, "belowFee"],
    ]);
    const { outRao } = decimalSaleRao(POOL, TAO);
    expect(result).toMatchObject({ proceedsRao: outRao, feeRao: FEES.aloneRao, netRao: outRao - FEES.aloneRao });
  });

  it("sells nothing where all together would not earn the wrapper", () => {
    // Each brings a little more than its own part of the fee, and both together less than the wrapper on top.
    const held = [holding(1, 27_450_000n), holding(2, 27_450_000n)];
    const result = sweep(held, markets(2), FEES, 100_000_000n, 5_000);
    expect(result).toMatchObject({ sales: [], netRao: 0n, feeRao: 0n });
    expect(result.kept.map(({ reason }) => reason)).toEqual(["belowFee", "belowFee"]);
  });

  it("is never net-negative, loses no position, and is at least as good as selling one by one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 3n * TAO }), { minLength: 1, maxLength: 12 }),
        fc.bigInt({ min: 0n, max: 200_000n }),
        (amounts, wrapperRao) => {
          const held = amounts.map((alphaRao, at) => holding((at % 5) + 1, alphaRao, { hotkey: `h${at}` }));
          const fees = { ...FEES, wrapperRao, aloneRao: FEES.callRao + 120_000n };
          const result = sweep(held, markets(5), fees, 150_000_000n, 5_000);
          expect(result.sales.length + result.kept.length).toBe(held.length);
          expect(new Set([...result.sales, ...result.kept].map((one) => one.holding.hotkey)).size).toBe(held.length);
          expect(result.netRao).toBeGreaterThanOrEqual(0n);
          expect(result.netRao).toBe(result.proceedsRao - result.feeRao);
          const now = new Map<number, Pool>();
          for (const sale of result.sales) {
            expect(sale.all).toBe(true);
            expect(sale.taoRao).toBeGreaterThan(fees.callRao);
            const { outRao, after } = decimalSaleRao(now.get(sale.holding.netuid) ?? POOL, sale.alphaRao);
            now.set(sale.holding.netuid, after);
            expect(sale.taoRao).toBe(outRao);
          }
          if (wrapperRao <= 120_000n) expect(result.netRao).toBeGreaterThanOrEqual(result.singlesNetRao);
        },
      ),
      { numRuns: 80 },
    );
  });
});
