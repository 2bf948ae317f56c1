import { describe, expect, it } from "vitest";
import { proportionOf, proportionPercent } from "#src/delegation/proportion.ts";
import { takeOf, takePercent } from "#src/delegation/take.ts";

describe("takes as percentages", () => {
  it.each([
    ["0", 0],
    ["18", 11_796],
    ["18 %", 11_796],
    ["9.5", 6_226],
    ["0.0015", 1],
    ["100", 65_535],
    ["50", 32_768],
  ])("%s %% is %s of 65,535", (text, take) => expect(takeOf(text)).toBe(take));

  it("every take is written so that it reads back to itself", () => {
    for (let take = 0; take <= 65_535; take += 1) expect(takeOf(takePercent(take))).toBe(take);
  });

  it("is the nearest, against an independent computation with remainders", () => {
    for (let millionths = 0; millionths <= 1_000_000; millionths += 997) {
      const text = `${Math.floor(millionths / 10_000)}.${String(millionths % 10_000).padStart(4, "0")}`;
      const take = BigInt(takeOf(text) ?? -1);
      const off = take * 1_000_000n - BigInt(millionths) * 65_535n;
      expect(2n * (off < 0n ? -off : off) <= 1_000_000n).toBe(true);
    }
  });

  it.each(["", "-1", "1e2", "18,0", "100.0001", "101", "0.00001", "NaN", "18%%", "1.", ".5"])("%j is none", (text) => {
    expect(takeOf(text)).toBeNull();
  });
});

describe("proportions of children", () => {
  it.each([
    ["100", 18_446_744_073_709_551_615n],
    ["50", 9_223_372_036_854_775_807n],
    ["0.000001", 184_467_440_737n],
    ["33.333333", 6_148_914_629_747_370_292n],
  ])("%s %%", (text, proportion) => {
    expect(proportionOf(text)).toBe(proportion);
    expect(proportionPercent(proportion)).toBe(text);
  });

  it("percentages that sum to 100 never sum to more than the whole", () => {
    for (const shares of [
      ["50", "50"],
      ["33.333333", "33.333333", "33.333334"],
      ["20", "20", "20", "20", "20"],
      ["99.999999", "0.000001"],
    ]) {
      const sum = shares.reduce((total, share) => total + (proportionOf(share) ?? 0n), 0n);
      expect(sum <= 2n ** 64n - 1n).toBe(true);
    }
  });

  it.each(["0", "0.0000001", "100.000001", "-5", "five"])("%j is none", (text) =>
    expect(proportionOf(text)).toBeNull(),
  );
});
