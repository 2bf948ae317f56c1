import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { createFaultyProxy, type FaultyProxy } from "#test/support/faulty-proxy.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const OTHER_GENESIS = `0x${"ab".repeat(32)}`;
/** The node's answer with another result. */
const withResult = (text: string, result: unknown): string => JSON.stringify({ ...JSON.parse(text), result });

// Two fronts of one practice node, the first of which goes wrong: chosen as an own network, as a person would.
describe("a network with a faulty endpoint and a sound one", () => {
  let practice: PracticeChain;
  let faulty: FaultyProxy;
  let sound: FaultyProxy;
  let room: ChainRoom;

  const endpoint = (url: string) =>
    room.endpoints
      .list()
      .find(({ name }) => name === "mine")
      ?.endpoints.find((one) => one.url === url);
  const select = async () => {
    await room.chain.select("mine");
    await room.chain.whenOnline(20_000);
    return room.chain.status();
  };

  beforeEach(async () => {
    practice = await startPracticeChain({ firstBlocks: 6 });
    faulty = await createFaultyProxy(practice.url);
    sound = await createFaultyProxy(practice.url);
    room = await openChainRoom({ url: practice.url, requestTimeoutMs: 3_000 });
    await room.chain.whenOnline(20_000);
    room.endpoints.add("mine", faulty.url);
    room.endpoints.add("mine", sound.url);
  });
  afterEach(async () => {
    await room.close();
    await Promise.all([faulty.close(), sound.close()]);
    await practice.stop();
  });

  it("uses the first endpoint while it is sound, and shows its health", async () => {
    expect(await select()).toMatchObject({ name: "mine", kind: "practice", url: faulty.url, state: "online" });
    await room.endpoints.check();
    const block = practice.node.head().number;
    const healthy = { state: "good", block, lagBlocks: 0, specVersion: 424, own: true, reason: null };
    expect(endpoint(faulty.url)).toMatchObject({ ...healthy, inUse: true });
    expect(endpoint(sound.url)).toMatchObject({ ...healthy, inUse: false });
    expect(endpoint(sound.url)?.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ["answers no JSON but half of it", (text: string) => text.slice(0, text.length / 2)],
    ["answers what no node answers", (text: string) => withResult(text, 42)],
    ["ends the connection in the middle", () => "cut"],
    ["never answers", () => "swallow"],
  ])("goes on to the next endpoint when one %s", async (_what, fate) => {
    faulty.fault((method, text) => (method === "chain_getBlockHash" ? fate(text) : text));
    expect(await select()).toMatchObject({ url: sound.url, state: "online", reason: null });
    expect(endpoint(faulty.url)).toMatchObject({ state: "unreachable", block: null, latencyMs: null });
    expect(endpoint(faulty.url)?.reason).toMatch(/\.$/);
    expect((await room.subnets.list()).length).toBe(4);
  });

  it("moves on when the node drops in the middle of a reading, and the next reading is right", async () => {
    await select();
    const before = await room.subnets.list();
    faulty.fault((method, text) => (method === "state_call" ? "cut" : text));
    await expect(room.subnets.list()).rejects.toMatchObject({ code: "NETWORK_OFFLINE", hint: expect.any(String) });
    const online = await room.until(({ state, url }) => state === "online" && url === sound.url);
    expect(online).toMatchObject({ name: "mine", genesisHash: practice.node.genesisHash() });
    const prices = (list: typeof before) => list.map(({ netuid, priceRaoPerAlpha }) => [netuid, priceRaoPerAlpha]);
    expect(prices(await room.subnets.list())).toEqual(prices(before));
  });

  it("leaves a node that goes back behind a final block, and never shows its numbers", async () => {
    await select();
    practice.seal(3);
    await room.until(({ finalizedBlock, block }) => finalizedBlock !== null && block === practice.node.head().number);
    const shown: (number | null)[] = [];
    const stop = room.events.subscribe("network.changed", ({ payload }) => shown.push(payload.block));
    faulty.fault((method, text) =>
      method === "chain_newHead"
        ? JSON.stringify({
            ...JSON.parse(text),
            params: { ...JSON.parse(text).params, result: { ...JSON.parse(text).params.result, number: "0x2" } },
          })
        : text,
    );
    practice.seal();
    await room.until(({ state, url }) => state === "online" && url === sound.url);
    stop();
    expect(shown).not.toContain(2);
    expect(room.chain.head()?.number).toBe(practice.node.head().number);
    expect(endpoint(faulty.url)?.reason).toContain("went back behind a final block");
  });

  it("stays with what the person chose and did, through fail-over and a runtime upgrade", async () => {
    await select();
    await room.subnets.setFavourite(8, true);
    faulty.fault(() => "cut");
    practice.seal();
    await room.until(({ state, url }) => state === "online" && url === sound.url);
    practice.node.upgrade();
    practice.seal(2);
    await room.until(({ specVersion }) => specVersion === 425);
    expect(room.chain.status()).toMatchObject({ name: "mine", state: "online" });
    const marked = (await room.subnets.list()).filter(({ favourite }) => favourite);
    expect(marked.map(({ netuid }) => netuid)).toEqual([8]);
  });

  it("says so while every endpoint is away, and recovers by itself", async () => {
    await select();
    faulty.fault(() => "cut");
    sound.fault(() => "cut");
    practice.seal();
    const offline = await room.until(({ state }) => state === "offline");
    expect(offline).toMatchObject({ block: null, latencyMs: null, reason: expect.any(String) });
    sound.fault(null);
    expect(await room.until(({ state }) => state === "online")).toMatchObject({ url: sound.url });
  });

  it("adds and removes endpoints with the reason where it cannot", async () => {
    const refused = (work: () => unknown, code: string, field: string) =>
      expect(work).toThrowError(expect.objectContaining({ code, field, hint: expect.any(String) }));
    refused(() => room.endpoints.add("other", faulty.url), "NETWORK_ENDPOINT_KNOWN", "url");
    refused(() => room.endpoints.add("practice", "ws://127.0.0.1:9"), "NETWORK_NAME_FIXED", "name");
    refused(() => room.endpoints.add("other", "http://node.example"), "NETWORK_URL_INVALID", "url");
    refused(() => room.endpoints.remove("ws://127.0.0.1:9"), "NETWORK_ENDPOINT_UNKNOWN", "url");
    await select();
    refused(() => room.endpoints.remove(faulty.url), "NETWORK_ENDPOINT_IN_USE", "url");
    await room.chain.select("practice");
    room.endpoints.remove(faulty.url);
    expect(room.endpoints.remove(sound.url).map(({ name }) => name)).not.toContain("mine");
  });

  it("holds finney's own endpoints to finney's genesis", async () => {
    room.endpoints.add("finney", "ws://127.0.0.1:9/finney");
    room.endpoints.remove("ws://127.0.0.1:9/finney");
    sound.fault((method, text) => (method === "chain_getBlockHash" ? withResult(text, OTHER_GENESIS) : text));
    room.endpoints.remove(sound.url);
    room.endpoints.add("test", sound.url);
    await expect(room.chain.select(sound.url)).rejects.toMatchObject({ code: "NETWORK_WRONG_GENESIS" });
    expect(room.chain.status()).toMatchObject({ name: "test", block: null, genesisHash: null });
  });
});
