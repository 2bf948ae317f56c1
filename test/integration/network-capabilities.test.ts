import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCapabilities } from "#main/chain/capabilities.ts";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { LACKING_AT_300, partsWithout } from "#test/support/older-runtime.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

async function open(cut: readonly string[]): Promise<{ practice: PracticeChain; room: ChainRoom }> {
  const practice = await startPracticeChain({ parts: partsWithout(cut), firstBlocks: 30 });
  const room = await openChainRoom({ url: practice.url });
  await room.chain.whenOnline(10_000);
  return { practice, room };
}

const stateOf = (room: ChainRoom, id: string) =>
  readCapabilities(room.chain).features.find((feature) => feature.id === id);

describe("a node with all that the app uses", () => {
  it("is shown with every feature full", async () => {
    const { practice, room } = await open([]);
    const { features, specVersion } = readCapabilities(room.chain);
    expect(specVersion).toBe(424);
    const lacking = features.filter(({ state }) => state !== "full").map(({ id, reason }) => [id, reason]);
    expect(lacking).toEqual([]);
    await room.close();
    await practice.stop();
  });
});

describe("a node of an older runtime", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  beforeAll(async () => {
    ({ practice, room } = await open(LACKING_AT_300));
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("is told apart by name: what is reduced, what is missing, and why", () => {
    expect(stateOf(room, "registration")).toMatchObject({
      state: "reduced",
      reason: expect.stringContaining("SubtensorModule.register_limit"),
    });
    expect(stateOf(room, "stake-availability")).toMatchObject({ state: "missing" });
    expect(stateOf(room, "price-decay")).toMatchObject({ state: "missing" });
    expect(stateOf(room, "hyperparameters")).toMatchObject({ state: "reduced" });
    expect(stateOf(room, "transfers")).toMatchObject({ state: "full", reason: null });
  });

  it("lists subnets with the same prices, from the pools' stored roots", async () => {
    const { practice: newer, room: newerRoom } = await open([]);
    const [older, full] = await Promise.all([room.subnets.list(), newerRoom.subnets.list()]);
    expect(older.map(({ netuid }) => netuid)).toEqual(full.map(({ netuid }) => netuid));
    for (const [index, subnet] of older.entries()) {
      const away = BigInt(subnet.priceRaoPerAlpha) - BigInt(full[index]?.priceRaoPerAlpha ?? 0);
      expect(away >= -1n && away <= 1n).toBe(true);
      expect(subnet).toMatchObject({ burnHalfLifeBlocks: null, priceChange: null, registrationsPerDay: null });
    }
    await newerRoom.close();
    await newer.stop();
  });

  it("still tells the metagraph and the hyperparameters it has", async () => {
    expect((await room.subnets.neurons(8)).length).toBeGreaterThan(0);
    const { parameters, reason } = await room.subnets.hyperparameters(8);
    expect(reason).toBeNull();
    expect(parameters.find(({ name }) => name === "tempo")).toMatchObject({ unit: "blocks" });
  });

  it("refuses what it cannot know, with the next step, and goes on", async () => {
    await expect(room.subnets.impact(8)).rejects.toMatchObject({
      code: "NETWORK_LACKS_CAPABILITY",
      hint: expect.any(String),
    });
    expect((await room.subnets.list()).length).toBeGreaterThan(1);
  });
});

describe("a node with weighted pools but no call for all prices", () => {
  it("gives exact prices from reserves and weights", async () => {
    const full = await open([]);
    const cut = await open(["SwapRuntimeApi.current_alpha_price_all"]);
    const [expected, found] = await Promise.all([full.room.subnets.list(), cut.room.subnets.list()]);
    expect(found.map(({ priceRaoPerAlpha }) => priceRaoPerAlpha)).toEqual(
      expected.map(({ priceRaoPerAlpha }) => priceRaoPerAlpha),
    );
    for (const { room, practice } of [full, cut]) {
      await room.close();
      await practice.stop();
    }
  });
});
