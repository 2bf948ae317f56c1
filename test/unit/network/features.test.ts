import { describe, expect, it } from "vitest";
import { FEATURES, judgeFeature } from "#src/network/features.ts";

const registration = FEATURES.find(({ id }) => id === "registration")!;
const lacking =
  (...names: string[]) =>
  (item: { readonly section: string; readonly name: string }): boolean =>
    !names.includes(`${item.section}.${item.name}`);

describe("what a runtime makes of a feature", () => {
  it("is full where the best way is open", () => {
    expect(judgeFeature(registration, () => true)).toMatchObject({ state: "full", reason: null });
  });

  it("is reduced where only a later way is, and says what is lost and for want of what", () => {
    const verdict = judgeFeature(registration, lacking("SubtensorModule.register_limit"));
    expect(verdict).toMatchObject({ state: "reduced" });
    expect(verdict.reason).toMatch(/no price ceiling.*lacks SubtensorModule\.register_limit\./);
    expect(verdict.items.find(({ name }) => name === "register_limit")).toMatchObject({ present: false });
  });

  it("is missing where no way is open", () => {
    const verdict = judgeFeature(registration, lacking("SubtensorModule.Burn"));
    expect(verdict).toMatchObject({ state: "missing" });
    expect(verdict.reason).toBe("Hotkeys cannot be registered. The node lacks SubtensorModule.Burn.");
  });

  it("names every feature once, and every way but the best says what it lacks", () => {
    expect(new Set(FEATURES.map(({ id }) => id)).size).toBe(FEATURES.length);
    for (const { ways } of FEATURES) {
      expect(ways[0]?.lacks).toBeUndefined();
      for (const way of ways.slice(1)) expect(way.lacks).toMatch(/\.$/);
    }
  });
});
