import { describe, expect, it } from "vitest";
import { refuseChildren } from "#src/delegation/children.ts";
import { PROPORTION_ONE } from "#src/delegation/proportion.ts";

const wish = {
  hotkey: "me",
  netuid: 8,
  children: [{ proportion: 1n, hotkey: "a" }],
  parents: [] as string[],
  stakeRao: 1_000n,
  thresholdRao: 1_000n,
  ownsSubnet: false,
};
const children = (...names: string[]) => names.map((hotkey) => ({ proportion: 1n, hotkey }));

describe("children of a hotkey", () => {
  it("are taken with just enough stake, and taken away with none", () => {
    expect(refuseChildren(wish)).toBeNull();
    expect(refuseChildren({ ...wish, stakeRao: 999n })).toBe("NotEnoughStakeToSetChildkeys");
    expect(refuseChildren({ ...wish, stakeRao: 0n, ownsSubnet: true })).toBeNull();
    expect(refuseChildren({ ...wish, stakeRao: 0n, children: [] })).toBeNull();
  });

  it("are refused by the chain's names", () => {
    expect(refuseChildren({ ...wish, netuid: 0 })).toBe("RegistrationNotPermittedOnRootSubnet");
    expect(refuseChildren({ ...wish, children: children("a", "a") })).toBe("DuplicateChild");
    expect(refuseChildren({ ...wish, children: children("me") })).toBe("InvalidChild");
    expect(refuseChildren({ ...wish, children: children("a", "b", "c", "d", "e") })).toBeNull();
    expect(refuseChildren({ ...wish, children: children("a", "b", "c", "d", "e", "f") })).toBe("TooManyChildren");
    expect(refuseChildren({ ...wish, parents: ["a"] })).toBe("ChildParentInconsistency");
  });

  it("may have the whole and not a part more", () => {
    const whole = [{ proportion: PROPORTION_ONE, hotkey: "a" }];
    expect(refuseChildren({ ...wish, children: whole })).toBeNull();
    expect(refuseChildren({ ...wish, children: [...whole, { proportion: 1n, hotkey: "b" }] })).toBe(
      "ProportionOverflow",
    );
  });
});
