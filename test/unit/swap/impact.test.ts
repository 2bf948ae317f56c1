import { describe, expect, it } from "vitest";
import { impactCurve } from "#src/swap/impact.ts";
import { simulateBuy } from "#src/swap/simulate.ts";

const market = {
  taoRao: 10_000_000_000_000n,
  alphaRao: 200_000_000_000_000n,
  taoWeight: 500_000_000_000_000_000n,
  feeRate: 33n,
};

describe("the price impact curve", () => {
  it("agrees with the worked examples of the chain facts", () => {
    // 100 τ into 10,000 τ: 1,979.210763198 α for 0.05052519 on average, 1.0395 % (cut here) lost.
    const buy = impactCurve(market, "buy").find(({ inputRao }) => inputRao === 100_000_000_000n);
    expect(buy?.outputRao).toBe(simulateBuy(market, 100_000_000_000n).alphaAmount);
    expect(Number(buy?.averagePriceRao) / 1e9).toBeCloseTo(0.05052519, 7);
    expect(buy?.lossPpm).toBe(10_394n);
    const sell = impactCurve(market, "sell").find(({ inputRao }) => inputRao === 20_000_000_000_000n);
    expect(Number(sell?.averagePriceRao) / 1e9).toBeCloseTo(0.04543374, 7);
    expect(sell?.lossPpm).toBe(91_325n);
  });

  it("loses more with every larger size, on both sides", () => {
    for (const side of ["buy", "sell"] as const) {
      const losses = impactCurve(market, side).map(({ lossPpm }) => lossPpm);
      expect(losses.length).toBeGreaterThan(10);
      expect(losses).toEqual([...losses].sort((a, b) => Number(a - b)));
    }
  });

  it("is empty where swaps are one to one, and leaves out what the pool refuses", () => {
    expect(impactCurve("oneToOne", "buy")).toEqual([]);
    expect(impactCurve({ ...market, taoRao: 0n }, "buy")).toEqual([]);
  });
});
