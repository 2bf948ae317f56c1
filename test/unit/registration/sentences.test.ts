import { describe, expect, it } from "vitest";
import { forbidsReturn } from "#src/registration/buried.ts";
import { forecastSentence } from "#src/registration/forecast-sentence.ts";
import { outcomeSentence } from "#src/registration/outcome-sentence.ts";

const full = { neurons: 256, maxNeurons: 256, exposed: 201, minNonImmune: 10 };

describe("what a registration does, in words", () => {
  it("names who goes, and why", () => {
    expect(outcomeSentence({ ...full, wouldReplace: { uid: 17, immune: false } })).toBe(
      "You would replace UID 17, the lowest of 201 non-immune.",
    );
    expect(outcomeSentence({ ...full, exposed: 8, wouldReplace: { uid: 3, immune: true } })).toBe(
      "You would replace UID 3 although it is immune: only 8 are outside immunity, and the chain keeps 10 of those.",
    );
    expect(outcomeSentence({ ...full, neurons: 250, wouldReplace: null })).toContain("6 of 256 UIDs are free");
    expect(outcomeSentence({ ...full, wouldReplace: null })).toContain("would fail");
  });
});

describe("when the price falls, in words", () => {
  it("tells the time, or that it never does", () => {
    expect(forecastSentence(300_000_000n, 500_000n, 200, 12_000)).toBe(
      "Below 0.3 τ in about 40 min if nobody registers.",
    );
    expect(forecastSentence(300_000_000n, 500_000n, 0, 12_000)).toBe("At or below 0.3 τ now.");
    expect(forecastSentence(100n, 500_000n, null, 12_000)).toContain("the lowest price of this subnet is 0.0005 τ");
    expect(forecastSentence(300_000_000n, 500_000n, null, 12_000)).toContain("does not fall");
  });
});

describe("subnets that never take a hotkey back", () => {
  it("are known by network and number", () => {
    expect(forbidsReturn("finney", 8)).toBe(true);
    expect(forbidsReturn("test", 116)).toBe(true);
    expect(forbidsReturn("test", 8)).toBe(false);
    expect(forbidsReturn("finney", 116)).toBe(false);
    expect(forbidsReturn("custom", 8)).toBe(false);
  });
});
