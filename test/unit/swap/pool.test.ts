import { describe, expect, it } from "vitest";
import { inject } from "#src/swap/injection.ts";
import { alphaWorthRao, type Pool, spotPriceRao, swapFee, taoWorthAlphaRao, WEIGHT_ONE } from "#src/swap/pool.ts";

const EVEN: Pool = {
  taoRao: 10_000_000_000_000n,
  alphaRao: 200_000_000_000_000n,
  taoWeight: WEIGHT_ONE / 2n,
  feeRate: 33n,
};

describe("pool", () => {
  it("prices an even pool by its reserves and a skewed one by its weights too", () => {
    expect(spotPriceRao(EVEN)).toBe(50_000_000n);
    expect(spotPriceRao({ ...EVEN, taoWeight: (WEIGHT_ONE * 48n) / 100n })).toBe(54_166_666n);
    expect(spotPriceRao("oneToOne")).toBe(1_000_000_000n);
    expect(spotPriceRao({ ...EVEN, alphaRao: 0n })).toBe(0n);
  });

  it("values both ways at the spot price", () => {
    expect(alphaWorthRao(EVEN, 20_000_000_000n)).toBe(1_000_000_000n);
    expect(taoWorthAlphaRao(EVEN, 1_000_000_000n)).toBe(20_000_000_000n);
    expect(taoWorthAlphaRao({ ...EVEN, taoRao: 0n }, 1n)).toBe(0n);
    expect(alphaWorthRao("oneToOne", 7n)).toBe(7n);
  });

  it("takes the fee off the input, cut", () => {
    expect(swapFee(EVEN, 1_000_000_000n)).toBe(503_547n);
    expect(swapFee(EVEN, 1_985n)).toBe(0n);
    expect(swapFee(EVEN, 2_000_000n)).toBe(1_007n);
    expect(swapFee("oneToOne", 1_000_000_000n)).toBe(0n);
  });

  it("keeps the price when the protocol adds to the reserves unevenly", () => {
    const after = inject(EVEN, 1_000_000_000n, 5_000_000_000n);
    expect(after.taoRao).toBe(10_001_000_000_000n);
    expect(after.taoWeight).not.toBe(EVEN.taoWeight);
    const drift = spotPriceRao(after) - spotPriceRao(EVEN);
    expect(drift * drift).toBeLessThanOrEqual(1n);
  });

  it("adds nothing where a weight would leave its bounds", () => {
    expect(inject(EVEN, EVEN.taoRao * 200n, 0n)).toEqual(EVEN);
  });
});
