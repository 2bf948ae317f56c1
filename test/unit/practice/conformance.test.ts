import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeMetadata } from "#main/practice/metadata/metadata.ts";
import { parts } from "#main/practice/network-parts.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { readShapes, type Shapes } from "#test/support/metadata-shapes.ts";

/** The live chain's metadata at spec 424, beside the checkout; elsewhere with this variable. */
const FILE =
  process.env.TAUSMITH_LIVE_METADATA ?? new URL("../../../../shared/data/finney-metadata-424.scale", import.meta.url);
/** What the practice network has although runtime 424 does not; `main/practice/pallets/sqrt-price.ts` says why. */
const EXCEPTIONS = new Set(["Swap.AlphaSqrtPrice"]);
const isThere = existsSync(FILE);

describe.skipIf(!isThere)("the practice network's metadata beside the live chain's (skipped without its file)", () => {
  const ours = readShapes(encodeMetadata(createPracticeRuntimes(parts)(FIRST_SPEC_VERSION), 16));
  const live = isThere ? readShapes(readFileSync(FILE)) : (undefined as unknown as Shapes);

  it.each(["calls", "storage", "events", "constants", "apis"] as const)("has no %s of another shape", (part) => {
    const differing = [...ours[part]].filter(
      ([name, shape]) => live[part].get(name) !== shape && !EXCEPTIONS.has(name),
    );
    expect(differing.map(([name, shape]) => ({ name, ours: shape, live: live[part].get(name) }))).toEqual([]);
    expect(ours[part].size).toBeGreaterThan(10);
  });

  it("has the same signed extensions in the same order, pallets under the same numbers, and no unknown errors", () => {
    expect(ours.extensions).toEqual(live.extensions);
    expect([...ours.pallets].filter(([name, index]) => live.pallets.get(name) !== index)).toEqual([]);
    expect([...ours.errors].filter((error) => !live.errors.has(error))).toEqual([]);
  });

  it("has every call, storage item and API of the first issue", () => {
    const wanted = ["register_limit", "burned_register", "try_associate_hotkey", "serve_axon", "add_stake"];
    const more = ["add_stake_limit", "remove_stake", "remove_stake_limit", "remove_stake_full_limit", "move_stake"];
    for (const call of [...wanted, ...more, "swap_stake", "transfer_stake", "unstake_all", "set_weights"]) {
      expect(ours.calls.has(`SubtensorModule.${call}`)).toBe(true);
    }
  });
});
