import { TypeRegistry } from "@polkadot/types";
import { describe, expect, it } from "vitest";
import { Era } from "#main/practice/describe/index.ts";
import { birth, death, readEra } from "#main/practice/extrinsic/era.ts";
import { decode } from "#main/practice/scale/index.ts";

const registry = new TypeRegistry();

describe("eras", () => {
  it("begin and end where the reference library says", () => {
    for (const period of [4, 16, 64, 1_024, 65_536]) {
      for (const current of [0, 3, 64, 999, 70_001]) {
        // Read back from its bytes: long periods keep their phase in steps only there.
        const theirs = registry.createType(
          "ExtrinsicEra",
          registry.createType("ExtrinsicEra", { current, period }).toU8a(),
        );
        const era = readEra(decode(Era, theirs.toU8a()));
        expect(era).toBeDefined();
        for (const block of [current, current + 1, current + period - 1]) {
          expect(birth(era as never, block)).toBe(theirs.asMortalEra.birth(block));
          expect(death(era as never, block)).toBe(theirs.asMortalEra.death(block));
        }
      }
    }
  });

  it("are none where the period is too short or the phase lies outside", () => {
    expect(readEra({ type: "Immortal" })).toEqual({ immortal: true });
    expect(readEra({ type: "Mortal16", value: 0 })).toBeUndefined();
    // Period 4 with phase 5.
    expect(readEra({ type: "Mortal81", value: 0 })).toBeUndefined();
  });
});
