import { describe, expect, it } from "vitest";
import { hasCapability } from "#main/chain/lookup.ts";
import { FEATURES, judgeFeature } from "#src/network/features.ts";
import { buildLiveApi, hasLiveMetadata } from "#test/support/canned-node.ts";

describe.skipIf(!hasLiveMetadata)("the live chain's runtime", () => {
  it("has every feature in full, so that no name here is misspelt", async () => {
    const { api, release } = await buildLiveApi();
    const lacking = FEATURES.map((feature) =>
      judgeFeature(feature, ({ kind, section, name }) => hasCapability(api, kind, section, name)),
    ).filter(({ state }) => state !== "full");
    expect(lacking.map(({ feature, reason }) => [feature.id, reason])).toEqual([]);
    await release();
  });
});
