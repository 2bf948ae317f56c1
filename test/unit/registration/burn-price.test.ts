import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BurnParameters,
  blocksUntilBurn,
  bumpBurn,
  burnForecast,
  decayBurn,
  decayFactorQ32,
  ONE_U64F64,
} from "#src/registration/burn-price.ts";

const DEFAULTS: BurnParameters = {
  minBurnRao: 500_000n,
  maxBurnRao: 100_000_000_000n,
  halfLifeBlocks: 360,
  increaseFactorBits: (ONE_U64F64 * 126n) / 100n,
};
const free = (halfLifeBlocks: number): BurnParameters => ({ ...DEFAULTS, minBurnRao: 0n, halfLifeBlocks });

describe("registration price", () => {
  it.each([
    [60, 4_245_635_389n, 499_999_980n],
    [360, 4_286_705_684n, 499_999_865n],
    [1_440, 4_292_900_402n, 499_999_573n],
    [7_200, 4_294_553_838n, 499_997_798n],
  ])("halves in %i blocks as the chain facts tell", (halfLife, factor, after) => {
    expect(decayFactorQ32(halfLife)).toBe(factor);
    expect(burnForecast(1_000_000_000n, free(halfLife), halfLife).at(-1)).toBe(after);
  });

  it("does not decay without a half-life", () => {
    expect(decayFactorQ32(0)).toBe(1n << 32n);
    expect(decayBurn(1_000_000_000n, free(0))).toBe(1_000_000_000n);
    expect(blocksUntilBurn(1_000_000_000n, 1n, free(0))).toBeNull();
  });

  it("rises by the factor and stays within its bounds", () => {
    expect(bumpBurn(1_000_000_000n, DEFAULTS)).toBe(1_259_999_999n);
    expect(bumpBurn(99_000_000_000n, DEFAULTS)).toBe(DEFAULTS.maxBurnRao);
    expect(bumpBurn(1_000_000_000n, { ...DEFAULTS, increaseFactorBits: 1n })).toBe(1_000_000_000n);
    expect(decayBurn(500_000n, DEFAULTS)).toBe(500_000n);
  });

  it("is back after a registration within 121 blocks", () => {
    const bumped = bumpBurn(1_000_000_000n, DEFAULTS);
    expect(blocksUntilBurn(bumped, 1_000_000_000n, DEFAULTS)).toBe(121);
    expect((burnForecast(1_000_000_000n, DEFAULTS, 720).at(-1) ?? 0n) / 1_000n).toBe(249_999n);
  });

  it("names the first block at which a target is met", () => {
    fc.assert(
      fc.property(fc.bigInt(500_000n, 10n ** 11n), fc.bigInt(400_000n, 10n ** 11n), (burn, target) => {
        const blocks = blocksUntilBurn(burn, target, DEFAULTS);
        if (blocks === null) {
          expect(target).toBeLessThan(DEFAULTS.minBurnRao);
          return;
        }
        const prices = [burn, ...burnForecast(burn, DEFAULTS, blocks)];
        expect(prices[blocks]).toBeLessThanOrEqual(target);
        if (blocks > 0) expect(prices[blocks - 1]).toBeGreaterThan(target);
      }),
      { numRuns: 40 },
    );
  });
});
