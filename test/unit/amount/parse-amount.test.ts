import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDecimal } from "#src/amount/format-amount.ts";
import { parseAlpha, parseTao } from "#src/amount/parse-amount.ts";
import { MAX_AMOUNT_RAO } from "#src/amount/units.ts";
import { AppError } from "#src/app-error.ts";

const refusal = (act: () => unknown): AppError => {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("parseTao", () => {
  it.each([
    ["1", 1_000_000_000n],
    ["1.5", 1_500_000_000n],
    [".5", 500_000_000n],
    ["0.000000001", 1n],
    ["1.000000000000", 1_000_000_000n],
    [" 2 TAO ", 2_000_000_000n],
    ["τ2.25", 2_250_000_000n],
    ["1500 rao", 1_500n],
    ["1500.0 ρ", 1_500n],
    ["18446744073.709551615", MAX_AMOUNT_RAO],
  ])("reads %s", (text, rao) => {
    expect(parseTao(text)).toBe(rao);
  });

  it.each([
    ["", "AMOUNT_EMPTY"],
    ["   ", "AMOUNT_EMPTY"],
    ["-1", "AMOUNT_NEGATIVE"],
    ["−0.5 τ", "AMOUNT_NEGATIVE"],
    ["τ-1", "AMOUNT_NEGATIVE"],
    ["1,5", "AMOUNT_NOT_A_NUMBER"],
    ["1.2.3", "AMOUNT_NOT_A_NUMBER"],
    ["1e9", "AMOUNT_UNIT_WRONG"],
    ["NaN", "AMOUNT_NOT_A_NUMBER"],
    [".", "AMOUNT_NOT_A_NUMBER"],
    ["0x10", "AMOUNT_UNIT_WRONG"],
    ["5 USD", "AMOUNT_UNIT_WRONG"],
    ["5 α", "AMOUNT_UNIT_WRONG"],
    ["τ5 tao", "AMOUNT_UNIT_WRONG"],
    ["1.1234567891", "AMOUNT_TOO_PRECISE"],
    ["0.5 rao", "AMOUNT_TOO_PRECISE"],
    ["18446744073.709551616", "AMOUNT_TOO_LARGE"],
    ["9".repeat(70), "AMOUNT_NOT_A_NUMBER"],
  ])("refuses %j as %s", (text, code) => {
    const error = refusal(() => parseTao(text, { field: "amount" }));
    expect(error.code).toBe(code);
    expect(error.field).toBe("amount");
    expect(error.hint).not.toBe("");
  });

  it("names the figure that would work", () => {
    expect(refusal(() => parseTao("0.1234567899")).hint).toBe("Use 0.123456789.");
    expect(refusal(() => parseTao("12.75 rao")).hint).toBe("Use 12.");
  });

  it("reads back every amount the formatter writes", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, MAX_AMOUNT_RAO), (rao) => {
        expect(parseTao(formatDecimal(rao))).toBe(rao);
        expect(parseTao(`${rao} rao`)).toBe(rao);
      }),
    );
  });

  it("never throws anything but a coded refusal", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        try {
          expect(parseTao(text)).toBeGreaterThanOrEqual(0n);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe("parseAlpha", () => {
  it("accepts alpha words and the subnet's own symbol", () => {
    expect(parseAlpha("20 α")).toBe(20_000_000_000n);
    expect(parseAlpha("20 alpha")).toBe(20_000_000_000n);
    expect(parseAlpha("20 θ", { symbol: "θ" })).toBe(20_000_000_000n);
  });

  it("refuses TAO, which is another asset", () => {
    expect(refusal(() => parseAlpha("20 TAO")).code).toBe("AMOUNT_UNIT_WRONG");
    expect(refusal(() => parseAlpha("20 rao")).code).toBe("AMOUNT_UNIT_WRONG");
  });
});
