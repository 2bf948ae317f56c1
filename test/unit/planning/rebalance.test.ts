import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Holding } from "#src/planning/holdings.ts";
import { rebalance, WEIGHT_PPM } from "#src/planning/rebalance.ts";
import { alphaWorthRao, type Market, type Pool, WEIGHT_ONE } from "#src/swap/pool.ts";

const TAO = 1_000_000_000n;
const LEAST = 2_000_001n;
const pool = (tao: bigint, alpha: bigint): Pool => ({
  taoRao: tao * TAO,
  alphaRao: alpha * TAO,
  taoWeight: WEIGHT_ONE / 2n,
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
const weight = (netuid: number, weightPpm: number) => ({ netuid, weightPpm, hotkey: `hotkey ${netuid}` });
const MARKETS = new Map<number, Market>([
  [0, "oneToOne"],
  [3, pool(10_000n, 200_000n)],
  [8, pool(5_000n, 50_000n)],
]);

describe("rebalancing between subnets", () => {
  it("moves from the one with too much to those with too little, and leaves a subnet wholly", () => {
    const result = rebalance(
      [holding(0, 10n * TAO), holding(3, 400n * TAO)],
      MARKETS,
      [weight(0, 250_000), weight(3, 0), weight(8, 750_000)],
      LEAST,
    );
    expect(result.totalRao).toBe(30n * TAO);
    expect(result.legs.map(({ from, toNetuid }) => [from.netuid, toNetuid])).toEqual([
      [3, 8],
      [0, 8],
    ]);
    expect(result.legs[0]?.alphaRao).toBe(400n * TAO);
    expect(result.legs[1]?.worthRao).toBe(2_500_000_000n);
  });

  it("skips what is below the chain's minimum, and what is locked", () => {
    const small = rebalance(
      [holding(0, 10n * TAO), holding(3, 200n * TAO)],
      MARKETS,
      [weight(0, 500_010), weight(3, 499_990)],
      LEAST,
    );
    expect(small.legs).toEqual([]);
    expect(small.skipped).toEqual([{ fromNetuid: 3, toNetuid: 0, worthRao: 200_000n }]);
    const locked = rebalance(
      [holding(3, 400n * TAO, { availableAlphaRao: 0n })],
      MARKETS,
      [weight(3, 500_000), weight(8, 500_000)],
      LEAST,
    );
    expect(locked).toMatchObject({ legs: [], skipped: [{ fromNetuid: 3, toNetuid: 8 }] });
  });

  it("never moves more than is there, and comes within a rao a leg of every weight it can reach", () => {
    const amount = fc.bigInt({ min: 0n, max: 2_000n * TAO });
    fc.assert(
      fc.property(
        fc.tuple(amount, amount, amount),
        fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 })),
        ([root, three, eight], [a, b, c]) => {
          const held = [holding(0, root), holding(3, three), holding(8, eight)].filter(({ alphaRao }) => alphaRao > 0n);
          const ppm = (part: number) => Math.floor((part * WEIGHT_PPM) / (a + b + c));
          const weights = [weight(0, ppm(a)), weight(3, ppm(b)), weight(8, WEIGHT_PPM - ppm(a) - ppm(b))];
          const result = rebalance(held, MARKETS, weights, LEAST);
          const worthRao = held.reduce(
            (sum, one) => sum + alphaWorthRao(MARKETS.get(one.netuid) as Market, one.alphaRao),
            0n,
          );
          expect(result.totalRao).toBe(worthRao);
          expect(result.legs.length).toBeLessThanOrEqual(weights.length);
          for (const one of held) {
            const gone = result.legs.filter(({ from }) => from === one).reduce((sum, leg) => sum + leg.alphaRao, 0n);
            expect(gone).toBeLessThanOrEqual(one.availableAlphaRao);
          }
          const left = result.skipped.reduce((sum, skip) => sum + skip.worthRao, 0n);
          for (const { netuid, worthRao: had, wantedRao } of result.shares) {
            const out = result.legs
              .filter(({ from }) => from.netuid === netuid)
              .reduce((sum, leg) => sum + leg.worthRao, 0n);
            const into = result.legs
              .filter(({ toNetuid }) => toNetuid === netuid)
              .reduce((sum, leg) => sum + leg.worthRao, 0n);
            const off = had - out + into - wantedRao;
            // A holding left wholly takes its last part in a million along, and each worth is cut.
            const slack = worthRao / 500_000n + 20n + left;
            expect(off <= slack && off >= -slack).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
