import { describe, expect, it } from "vitest";
import { maxBuyInput, maxSellInput, maxSupportedInput } from "#src/swap/limit.ts";
import { maxMoveInput } from "#src/swap/move-limit.ts";
import { type Pool, WEIGHT_ONE } from "#src/swap/pool.ts";
import { simulateBuy, simulateSell, simulationFailed } from "#src/swap/simulate.ts";

const τ = 1_000_000_000n;
const POOL: Pool = { taoRao: 10_000n * τ, alphaRao: 200_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const ZERO = { taoAmount: 0n, alphaAmount: 0n, taoFee: 0n, alphaFee: 0n, taoSlippage: 0n, alphaSlippage: 0n };

describe("swap simulation", () => {
  it("answers as the chain does for 1 τ", () => {
    expect(simulateBuy(POOL, τ)).toEqual({
      ...ZERO,
      taoAmount: 999_496_453n,
      alphaAmount: 19_987_931_273n,
      taoFee: 503_547n,
      alphaSlippage: 12_068_727n,
    });
  });

  it("takes a sale's fee in alpha and its slippage in TAO", () => {
    expect(simulateSell(POOL, 20n * τ)).toEqual({
      ...ZERO,
      taoAmount: 999_396_562n,
      alphaAmount: 19_989_929_046n,
      alphaFee: 10_070_954n,
      taoSlippage: τ - 999_396_562n,
    });
  });

  it("answers zeros for a failure, which is not a price", () => {
    const drained = { ...POOL, alphaRao: 1n };
    expect(simulateBuy(drained, τ)).toEqual(ZERO);
    expect(simulationFailed(simulateBuy(drained, τ))).toBe(true);
    expect(simulateBuy(POOL, 10_010_000n * τ)).toEqual(ZERO);
    expect(simulationFailed(simulateSell(POOL, τ))).toBe(false);
  });

  it("swaps one to one without slippage where there is no pool", () => {
    expect(simulateBuy("oneToOne", 7n)).toEqual({ ...ZERO, taoAmount: 7n, alphaAmount: 7n });
  });
});

describe("largest move under a limit", () => {
  const DEEP: Pool = { taoRao: 5_000n * τ, alphaRao: 50_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };

  it("is everything for no limit and nothing past the rate", () => {
    expect(maxMoveInput(POOL, DEEP, 0n)).toEqual({ ok: true, maxInputRao: null });
    expect(maxMoveInput(POOL, DEEP, 500_000_001n)).toEqual({ ok: true, maxInputRao: 0n });
    expect(maxMoveInput(POOL, DEEP, 500_000_000n)).toEqual({ ok: true, maxInputRao: 0n });
    expect(maxMoveInput({ ...POOL, alphaRao: 0n }, DEEP, 1n)).toEqual({ ok: true, maxInputRao: 0n });
  });

  it("is the chain's approximation between two pools", () => {
    // 50,000·(10,000 ÷ 15,000) ÷ 0.495 − 200,000·(5,000 ÷ 15,000)
    expect(maxMoveInput(POOL, DEEP, 495_000_000n)).toEqual({ ok: true, maxInputRao: 673_400_673_400n });
  });

  it("falls back to buying or selling where one side is root", () => {
    expect(maxMoveInput("oneToOne", POOL, 0n)).toEqual({ ok: true, maxInputRao: null });
    expect(maxMoveInput("oneToOne", POOL, 19_900_497_512n)).toEqual(maxBuyInput(POOL, 50_250_000n));
    expect(maxMoveInput(POOL, "oneToOne", 49_750_000n)).toEqual(maxSellInput(POOL, 49_750_000n));
    expect(maxMoveInput("oneToOne", "oneToOne", τ)).toEqual({ ok: true, maxInputRao: null });
    expect(maxMoveInput("oneToOne", "oneToOne", τ + 1n)).toEqual({ ok: true, maxInputRao: 0n });
  });
});

describe("largest input under a limit", () => {
  it("includes the fee", () => {
    expect(maxBuyInput(POOL, 50_250_000n)).toEqual({ ok: true, maxInputRao: 24_981_407_211n });
    expect(maxSellInput(POOL, 49_750_000n)).toEqual({ ok: true, maxInputRao: 502_135_696_120n });
  });

  it("is refused where the limit is already reached", () => {
    expect(maxBuyInput(POOL, 50_000_000n)).toEqual({ ok: false, refusal: "PriceLimitExceeded" });
    expect(maxSellInput(POOL, 50_000_000n)).toEqual({ ok: false, refusal: "PriceLimitExceeded" });
  });

  it("passes all or nothing on root", () => {
    expect(maxBuyInput("oneToOne", τ)).toEqual({ ok: true, maxInputRao: null });
    expect(maxBuyInput("oneToOne", τ - 1n)).toEqual({ ok: true, maxInputRao: 0n });
    expect(maxSellInput("oneToOne", τ)).toEqual({ ok: true, maxInputRao: null });
    expect(maxSellInput("oneToOne", τ + 1n)).toEqual({ ok: true, maxInputRao: 0n });
  });

  it("never exceeds what a pool takes at all", () => {
    expect(maxSupportedInput(POOL, "buy")).toBe(10_000_000n * τ);
    expect(maxSupportedInput(POOL, "sell")).toBe(200_000_000n * τ);
  });
});
