import * as fc from "fast-check";
import { expect, test } from "vitest";
import { blocksUntilLocked, lockedAfterAlphaRao, lockSentence } from "#src/staking/lock.ts";
import { decimalPower } from "#test/support/decimal-power.ts";

/** The live chain's default (facts 2.4). */
const RATE = 934_866n;
/** e to 40 places, cut. */
const E = [27182818284590452353602874713526624977572n, 10n ** 40n] as const;

test("a lock lets go as e to the minus blocks by rate, against an independent computation", () => {
  for (const blocks of [1n, 360n, 7_200n, 216_000n, RATE, 5_000_000n]) {
    const { scaled, one } = decimalPower(E, [blocks, RATE]);
    const locked = 123_456_789_012_345n;
    const expected = (locked * one) / scaled;
    const found = lockedAfterAlphaRao(locked, blocks, RATE);
    expect(found - expected >= -1n && found - expected <= 1n).toBe(true);
  }
  expect(lockedAfterAlphaRao(1_000n, 0n, RATE)).toBe(1_000n);
});

test("the block named is the first from which no more than wanted is locked", () => {
  const amounts = fc.bigInt({ min: 2n, max: 10n ** 16n });
  fc.assert(
    fc.property(amounts, amounts, fc.bigInt({ min: 1n, max: 10n ** 6n }), (one, other, rate) => {
      const [to, locked] = one < other ? [one, other] : [other, one];
      const blocks = blocksUntilLocked(locked, to, rate) ?? -1n;
      expect(lockedAfterAlphaRao(locked, blocks, rate)).toBeLessThanOrEqual(to);
      if (blocks > 0n) expect(lockedAfterAlphaRao(locked, blocks - 1n, rate)).toBeGreaterThanOrEqual(to);
    }),
    { numRuns: 60 },
  );
  expect(blocksUntilLocked(5n, 0n, RATE)).toBeNull();
  expect(blocksUntilLocked(5n, 5n, RATE)).toBe(0n);
});

test("says when enough is free, and nothing where a lock is not in the way", () => {
  const held = { heldAlphaRao: 100n, availableAlphaRao: 40n, lockedAlphaRao: 60n, blockTimeMs: 12_000 };
  // Half of the lock is gone after rate × ln 2 blocks: 648,000 blocks are 90 days.
  expect(lockSentence({ ...held, wantedAlphaRao: 70n, rateBlocks: RATE })).toBe(
    "The rest is locked by conviction; unless the lock is perpetual, enough is free in about 90 d.",
  );
  expect(lockSentence({ ...held, wantedAlphaRao: 100n, rateBlocks: RATE })).toBe("The rest is locked by conviction.");
  expect(lockSentence({ ...held, wantedAlphaRao: 70n, rateBlocks: null })).toBe("The rest is locked by conviction.");
  expect(lockSentence({ ...held, wantedAlphaRao: 101n, rateBlocks: RATE })).toBeNull();
  expect(lockSentence({ ...held, wantedAlphaRao: 40n, rateBlocks: RATE })).toBeNull();
});
