import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Holding, saleProblem } from "#src/planning/holdings.ts";
import { sellForTarget, type TargetInput } from "#src/planning/sell-for-target.ts";
import { loweredPriceRao } from "#src/staking/limit-price.ts";
import { type Market, type Pool, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";
import { decimalSaleRao } from "#test/support/decimal-pool.ts";

const TAO = 1_000_000_000n;
const RULES = { minStakeRao: 2_000_000n, nominatorMinRao: 20_000_000n };
const pool = (tao: bigint, alpha: bigint, share = 50n): Pool => ({
  taoRao: tao * TAO,
  alphaRao: alpha * TAO,
  taoWeight: (WEIGHT_ONE * share) / 100n,
  feeRate: 33n,
});
const holding = (netuid: number, alphaRao: bigint, change: Partial<Holding> = {}): Holding => ({
  hotkey: `hotkey ${netuid}`,
  netuid,
  alphaRao,
  availableAlphaRao: alphaRao,
  ownsHotkey: false,
  ...change,
});
const plan = (
  holdings: Holding[],
  markets: [number, Market][],
  proceedsRao: bigint,
  change: Partial<TargetInput> = {},
) =>
  sellForTarget({
    holdings,
    markets: new Map(markets),
    proceedsRao,
    tolerancePpm: 50_000,
    rules: RULES,
    feePerSaleRao: 1_400_000n,
    ...change,
  });

/** What the sales bring by the independent computation, in their order, holdings of one subnet sharing its pool. */
function independentRao(
  sales: readonly { holding: Holding; alphaRao: bigint }[],
  markets: readonly [number, Market][],
) {
  const now = new Map(markets);
  return sales.reduce((sum, { holding: { netuid }, alphaRao }) => {
    const market = now.get(netuid) ?? "oneToOne";
    if (market === "oneToOne") return sum + alphaRao;
    const { outRao, after } = decimalSaleRao(market, alphaRao);
    now.set(netuid, after);
    return sum + outRao;
  }, 0n);
}

describe("unstaking to a target amount", () => {
  it("hits the target to the rao from one pool, with the least alpha", () => {
    const markets: [number, Market][] = [[8, pool(10_000n, 200_000n)]];
    const result = plan([holding(8, 5_000n * TAO)], markets, 12_345_678_901n);
    if (!result.ok) throw new Error(result.reason);
    const [sale] = result.sales;
    expect(result.proceedsRao).toBe(12_345_678_901n);
    expect(independentRao(result.sales, markets)).toBe(12_345_678_901n);
    expect(decimalSaleRao(markets[0]?.[1] as Pool, (sale?.alphaRao ?? 0n) - 1n).outRao).toBeLessThan(12_345_678_901n);
    expect(sale?.leftAlphaRao).toBe(5_000n * TAO - (sale?.alphaRao ?? 0n));
  });

  it("takes what has no price to move first, and sells pools down to the same share of their price", () => {
    const markets: [number, Market][] = [
      [0, "oneToOne"],
      [3, pool(10_000n, 200_000n)],
      [8, pool(40_000n, 100_000n, 45n)],
    ];
    const holdings = [holding(0, 5n * TAO), holding(3, 20_000n * TAO), holding(8, 20_000n * TAO)];
    expect(plan(holdings, markets, 4n * TAO)).toMatchObject({ ok: true, sales: [{ holding: { netuid: 0 } }] });
    const result = plan(holdings, markets, 300n * TAO);
    if (!result.ok) throw new Error(result.reason);
    expect(result.sales.find(({ holding: { netuid } }) => netuid === 0)?.all).toBe(true);
    const shares = result.sales
      .filter(({ holding: { netuid } }) => netuid !== 0)
      .map(({ holding: { netuid }, marketAfter }) =>
        Number((spotPriceRao(marketAfter) * 1_000_000n) / spotPriceRao(new Map(markets).get(netuid) as Market)),
      );
    expect(Math.abs((shares[0] ?? 0) - (shares[1] ?? 9e9))).toBeLessThan(40);
    // No other split of the same TAO between the two pools costs less in worth at spot.
    const worth = (amounts: readonly [number, bigint][]) =>
      amounts.reduce(
        (sum, [netuid, alphaRao]) => sum + (alphaRao * spotPriceRao(new Map(markets).get(netuid) as Market)) / TAO,
        0n,
      );
    const chosen = worth(result.sales.map(({ holding: { netuid }, alphaRao }) => [netuid, alphaRao]));
    for (const shift of [-20n, -5n, 5n, 20n]) {
      const other = plan([holding(3, 20_000n * TAO)], markets, (result.sales[1]?.taoRao ?? 0n) + shift * TAO);
      const rest = plan([holding(8, 20_000n * TAO)], markets, (result.sales[2]?.taoRao ?? 0n) - shift * TAO);
      if (!other.ok || !rest.ok) throw new Error("not reachable");
      const shifted = worth([
        [0, 5n * TAO],
        ...other.sales.map(({ alphaRao }): [number, bigint] => [3, alphaRao]),
        ...rest.sales.map(({ alphaRao }): [number, bigint] => [8, alphaRao]),
      ]);
      expect(shifted).toBeGreaterThanOrEqual(chosen);
    }
  });

  it("meets any reachable target within one rao, stays inside holdings, tolerance and the chain's rules", () => {
    const world = fc.record({
      pools: fc.array(
        fc.record({
          tao: fc.bigInt({ min: 200n, max: 50_000n }),
          price: fc.bigInt({ min: 5n, max: 900n }),
          share: fc.bigInt({ min: 40n, max: 60n }),
          held: fc.bigInt({ min: 10_000_000n, max: 3_000n * TAO }),
          locked: fc.bigInt({ min: 0n, max: 100n }),
          owns: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      target: fc.bigInt({ min: 3_000_000n, max: 400n * TAO }),
    });
    let met = 0;
    fc.assert(
      fc.property(world, ({ pools, target }) => {
        const markets = pools.map(({ tao, price, share }, netuid): [number, Market] => [
          netuid + 1,
          pool(tao, (tao * 1_000n) / price, share),
        ]);
        const holdings = pools.map(({ held, locked, owns }, index) =>
          holding(index + 1, held, { availableAlphaRao: locked > 70n ? held / 2n : held, ownsHotkey: owns }),
        );
        const result = plan(holdings, markets, target);
        if (!result.ok) {
          expect(result.reachableRao === 0n || result.reachableRao < target || result.reason === "belowMinimum").toBe(
            true,
          );
          return;
        }
        met += 1;
        // Price below one: each alpha-rao brings less than a rao, so nothing is left over unless a whole is.
        const everyWhole = result.sales.every(({ all }) => all);
        expect(result.proceedsRao).toBeGreaterThanOrEqual(target);
        if (!everyWhole) expect(result.proceedsRao - target).toBeLessThanOrEqual(1n);
        expect(independentRao(result.sales, markets)).toBe(result.proceedsRao);
        for (const sale of result.sales) {
          expect(sale.alphaRao).toBeLessThanOrEqual(sale.holding.availableAlphaRao);
          expect(saleProblem(sale, RULES)).toBeNull();
          const before = new Map(markets).get(sale.holding.netuid) as Market;
          // The author's share of the fee is sold after the limit was looked at.
          const floor = loweredPriceRao(spotPriceRao(before), 50_000 + 60);
          expect(spotPriceRao(sale.marketAfter)).toBeGreaterThanOrEqual(floor);
        }
      }),
      { numRuns: 60 },
    );
    expect(met).toBeGreaterThan(10);
  });

  it("says what can be reached where the target cannot", () => {
    const result = plan([holding(8, 100n * TAO)], [[8, pool(10_000n, 200_000n)]], 100n * TAO);
    expect(result).toMatchObject({ ok: false, reason: "tooLittle" });
    expect(result.ok || result.reachableRao).toBe(decimalSaleRao(pool(10_000n, 200_000n), 100n * TAO).outRao);
  });

  it("leaves no dust behind: keeps enough, or sells the whole of it", () => {
    const markets: [number, Market][] = [[8, pool(10_000n, 200_000n)]];
    // 0.999 of a position worth about 0.5 τ: the rest would be below what a delegator may keep.
    const result = plan([holding(8, 10n * TAO), holding(8, 400n * TAO, { hotkey: "other" })], markets, 20_100_000_000n);
    if (!result.ok) throw new Error(result.reason);
    for (const sale of result.sales) expect(saleProblem(sale, RULES)).toBeNull();
    expect(result.proceedsRao).toBe(20_100_000_000n);
  });

  it("takes fewer sales where another one's fee is more than it saves", () => {
    const markets: [number, Market][] = [
      [3, pool(10_000n, 200_000n)],
      [8, pool(10_000n, 200_000n)],
    ];
    const holdings = [holding(3, 1_000n * TAO), holding(8, 1_000n * TAO)];
    const small = plan(holdings, markets, 100_000_000n);
    const large = plan(holdings, markets, 80n * TAO);
    expect([small.ok && small.sales.length, large.ok && large.sales.length]).toEqual([1, 2]);
  });
});
