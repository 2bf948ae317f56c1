import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountParts,
  formatAlpha,
  formatAlphaShort,
  formatDecimal,
  formatRao,
  formatTao,
  formatTaoShort,
} from "#src/amount/format-amount.ts";
import { MAX_AMOUNT_RAO } from "#src/amount/units.ts";

describe("formatAmount", () => {
  it("writes the exact figure", () => {
    expect(formatDecimal(1_500_000_000n)).toBe("1.5");
    expect(formatDecimal(-1n)).toBe("-0.000000001");
    expect(formatTao(1_234_500_000_001n)).toBe("1,234.500000001 τ");
    expect(formatTao(0n)).toBe("0 τ");
    expect(formatTao(-1_000_000_000n)).toBe("−1 τ");
    expect(formatAlpha(2n, "θ")).toBe("0.000000002 θ");
    expect(formatRao(1_234_567n)).toBe("1,234,567 ρ");
  });

  it("cuts the short form and never shows zero for something", () => {
    expect(formatTaoShort(1_999_999_999n)).toBe("1.9999 τ");
    expect(formatTaoShort(1_000_010_000n)).toBe("1 τ");
    expect(formatTaoShort(99_999n)).toBe("<0.0001 τ");
    expect(formatTaoShort(-99_999n)).toBe(">−0.0001 τ");
    expect(formatTaoShort(100_000n)).toBe("0.0001 τ");
    expect(formatTaoShort(0n)).toBe("0 τ");
    expect(formatAlphaShort(12_345_678_900_000n)).toBe("12,345.6789 α");
  });

  it("splits a figure without losing a digit", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, MAX_AMOUNT_RAO), (rao) => {
        const { whole, decimals, rest } = amountParts(rao);
        const digits = `${whole.replaceAll(",", "")}${(decimals + rest).padEnd(9, "0")}`;
        expect(BigInt(digits)).toBe(rao);
      }),
    );
  });
});
