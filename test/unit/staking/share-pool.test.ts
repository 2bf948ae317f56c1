import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canAdd,
  changePosition,
  positionAlphaRao,
  type SharePool,
  toShare,
  ZERO_SHARE,
} from "#src/staking/share-pool.ts";

const EMPTY: SharePool = { alphaRao: 0n, shares: ZERO_SHARE };

describe("share pool", () => {
  it("gives the first holder everything", () => {
    const { pool, share } = changePosition(EMPTY, ZERO_SHARE, 123_456_789n);
    expect(positionAlphaRao(pool, share)).toBe(123_456_789n);
    expect(share).toEqual(toShare(123_456_789n));
    expect(canAdd(EMPTY, 1n)).toBe(true);
  });

  it("keeps a mantissa of 21 digits", () => {
    expect(toShare(1n)).toEqual({ mantissa: 10n ** 21n, exponent: -21n });
    expect(toShare(5n * 10n ** 20n)).toEqual({ mantissa: 5n * 10n ** 20n, exponent: 0n });
  });

  it("spreads income over the holders by share", () => {
    const first = changePosition(EMPTY, ZERO_SHARE, 300n * 10n ** 9n);
    const second = changePosition(first.pool, ZERO_SHARE, 100n * 10n ** 9n);
    const grown = { ...second.pool, alphaRao: second.pool.alphaRao + 40n * 10n ** 9n };
    expect(positionAlphaRao(grown, first.share)).toBe(330n * 10n ** 9n);
    expect(positionAlphaRao(grown, second.share)).toBe(110n * 10n ** 9n);
  });

  it("empties a position wholly", () => {
    const first = changePosition(EMPTY, ZERO_SHARE, 1_000n);
    const last = changePosition(first.pool, first.share, -1_000n);
    expect(last).toEqual({ pool: EMPTY, share: ZERO_SHARE });
  });

  it("stays within a rao of a plain ledger under any history", () => {
    const step = fc.record({ who: fc.integer({ min: 0, max: 3 }), amount: fc.bigInt(-(10n ** 15n), 10n ** 15n) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let pool = EMPTY;
        const shares = [ZERO_SHARE, ZERO_SHARE, ZERO_SHARE, ZERO_SHARE];
        const ledger = [0n, 0n, 0n, 0n];
        for (const { who, amount } of steps) {
          const share = shares[who] ?? ZERO_SHARE;
          const held = positionAlphaRao(pool, share);
          const change = amount < 0n && -amount > held ? -held : amount;
          if (change === 0n) continue;
          const next = changePosition(pool, share, change);
          pool = next.pool;
          shares[who] = next.share;
          ledger[who] = (ledger[who] ?? 0n) + change;
        }
        shares.forEach((share, who) => {
          const off = positionAlphaRao(pool, share) - (ledger[who] ?? 0n);
          expect(off <= 40n && off >= -40n).toBe(true);
        });
        expect(pool.alphaRao).toBe(ledger.reduce((sum, amount) => sum + amount, 0n));
      }),
    );
  });
});
