import { describe, expect, it } from "vitest";
import { eraPeriodBlocks } from "#src/transactions/era-period.ts";
import { fingerprint } from "#src/transactions/fingerprint.ts";

describe("a call's fingerprint", () => {
  it("is the head of the bytes' blake2b-256, in groups", () => {
    // blake2b-256 of nothing begins with 0e5751c026e543b2.
    expect(fingerprint("0x")).toBe("0e57-51c0-26e5-43b2");
  });

  it("differs for a changed byte", () => {
    expect(fingerprint("0x0001")).not.toBe(fingerprint("0x0002"));
  });
});

describe("a transaction's life in blocks", () => {
  it.each([
    [12_000, 32],
    [6_000, 64],
    [1_000, 512],
    [250, 2_048],
    [1, 2_048],
  ])("at a block time of %s ms is %d", (blockTimeMs, blocks) => {
    expect(eraPeriodBlocks(blockTimeMs)).toBe(blocks);
  });
});
