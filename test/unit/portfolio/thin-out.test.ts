import { describe, expect, it } from "vitest";
import { thinOut } from "#src/portfolio/thin-out.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 400 * DAY;

const left = (samples: readonly number[]): number[] => {
  const gone = new Set(thinOut(samples, NOW));
  return samples.filter((atMs) => !gone.has(atMs));
};

describe("thinning out samples", () => {
  it("keeps the last hour whole", () => {
    const samples = Array.from({ length: 60 }, (_, at) => NOW - at * MINUTE);
    expect(thinOut(samples, NOW)).toEqual([]);
  });

  it("keeps the newest of five minutes, of an hour and of a day", () => {
    const spans = [
      [NOW - 3 * HOUR, 5 * MINUTE],
      [NOW - 10 * DAY, HOUR],
      [NOW - 90 * DAY, DAY],
    ] as const;
    for (const [from, apart] of spans) {
      const samples = Array.from({ length: 30 }, (_, at) => from + (at * apart) / 10);
      expect(left(samples)).toEqual([9, 19, 29].map((at) => from + (at * apart) / 10));
    }
  });

  it("comes to an end: what is left is left again", () => {
    const samples = Array.from({ length: 5_000 }, (_, at) => NOW - at * 37 * MINUTE);
    const once = left(samples);
    expect(left(once)).toEqual(once);
    expect(once.length).toBeLessThan(1_000);
  });
});
