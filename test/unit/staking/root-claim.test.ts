import { expect, it } from "vitest";
import { claimedByAddition, isClaimable, owedAlphaRao, rateRise, thresholdAlphaRao } from "#src/staking/root-claim.ts";

const BITS = 2n ** 32n;

it("owes rate × stake less what was claimed, cut and never negative", () => {
  expect(owedAlphaRao(BITS / 2n, 1_001n, 0n)).toBe(500n);
  expect(owedAlphaRao(BITS / 2n, 1_001n, 499n)).toBe(1n);
  expect(owedAlphaRao(BITS / 2n, 1_001n, 501n)).toBe(0n);
});

it("leaves what is below the threshold", () => {
  const threshold = 500_000n * BITS;
  expect(thresholdAlphaRao(threshold)).toBe(500_000n);
  expect(thresholdAlphaRao(threshold + 1n)).toBe(500_001n);
  expect(isClaimable(499_999n, threshold)).toBe(false);
  expect(isClaimable(500_000n, threshold)).toBe(true);
  expect(isClaimable(0n, 0n)).toBe(false);
});

it("pays stakers by their share, and nothing of the past to one who comes later", () => {
  const rate = rateRise(900n, 3_000n);
  expect(owedAlphaRao(rate, 1_000n, 0n)).toBe(299n);
  expect(owedAlphaRao(rate, 2_000n, 0n)).toBe(599n);
  expect(owedAlphaRao(rate, 5_000n, claimedByAddition(rate, 5_000n))).toBe(0n);
  expect(rateRise(900n, 0n)).toBe(0n);
});
