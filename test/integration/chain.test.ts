import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#main/chain/chain.ts";
import { silentLogger } from "#main/log/logger.ts";
import { type Clock, systemClock } from "#main/ports/clock.ts";
import { createEvents } from "#main/ports/events.ts";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type CuttableProxy, createCuttableProxy } from "#test/support/cuttable-proxy.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

describe("the chain client on the practice node", () => {
  let practice: PracticeChain;
  let proxy: CuttableProxy;
  let room: ChainRoom;

  beforeEach(async () => {
    practice = await startPracticeChain();
    proxy = await createCuttableProxy(practice.port);
    room = await openChainRoom({ url: proxy.url, requestTimeoutMs: 2_000 });
    await room.chain.whenOnline(10_000);
  });
  afterEach(async () => {
    await room.close();
    await proxy.close();
    await practice.stop();
  });

  it("tells the truth about the connection and nothing it does not know", async () => {
    const status = await room.until(({ finalizedBlock }) => finalizedBlock !== null);
    expect(status).toMatchObject({
      name: "practice",
      kind: "practice",
      url: proxy.url,
      state: "online",
      reason: null,
      block: practice.node.head().number,
      finalizedBlock: practice.node.head().number - 1,
      specVersion: 424,
      genesisHash: practice.node.genesisHash(),
      tokenSymbol: "TAO",
    });
    expect(status.latencyMs).toBeGreaterThanOrEqual(0);
    expect(room.chain.isPractice()).toBe(true);
  });

  it("follows heads with the hashes that the node has", async () => {
    practice.seal(3);
    const { block } = await room.until((status) => status.block === practice.node.head().number);
    expect(room.chain.head()).toMatchObject({ number: block, hash: practice.node.head().hash });
  });

  it("goes offline with a reason when the wire is cut, fails calls with a hint, and comes back by itself", async () => {
    proxy.cut();
    const offline = await room.until(({ state }) => state === "offline");
    expect(offline).toMatchObject({ block: null, finalizedBlock: null, latencyMs: null, specVersion: null });
    expect(offline.reason).toMatch(/lost|reached/);
    expect(() => room.chain.api()).toThrowError(expect.objectContaining({ code: "NETWORK_OFFLINE" }));
    await expect(room.subnets.list()).rejects.toMatchObject({ code: "NETWORK_OFFLINE", hint: expect.any(String) });

    practice.seal(2);
    proxy.mend();
    const online = await room.until(({ state, block }) => state === "online" && block === practice.node.head().number);
    expect(online.genesisHash).toBe(practice.node.genesisHash());
  });

  it("fails what is asked while the wire is dead, in bounded time", async () => {
    proxy.still();
    await expect(room.chain.live().rpc.send("system_chain")).rejects.toMatchObject({
      code: expect.stringMatching(/^NETWORK_(TIMEOUT|OFFLINE)$/),
    });
  });

  it("survives a node that sends rubbish and connects anew", async () => {
    proxy.tamper((chunk) => Buffer.from(chunk.map((byte) => byte ^ 0x55)));
    practice.seal();
    await room.until(({ state }) => state === "offline");
    proxy.tamper(null);
    await room.until(({ state }) => state === "online");
  });

  it("keeps custom runtime APIs and reads right numbers after a runtime upgrade, without a restart", async () => {
    const before = await room.subnets.list();
    const former = room.chain.api();
    expect(room.chain.has("call", "Balances", "practice_upgrade_marker")).toBe(false);

    practice.node.upgrade();
    practice.seal(2);
    await room.until(({ specVersion }) => specVersion === 425);

    expect(room.chain.api()).not.toBe(former);
    expect(room.chain.has("call", "Balances", "practice_upgrade_marker")).toBe(true);
    expect(room.chain.has("runtimeApi", "SubnetInfoRuntimeApi", "get_selective_metagraph")).toBe(true);
    const after = await room.subnets.list();
    expect(after.map(({ netuid, name }) => [netuid, name])).toEqual(before.map(({ netuid, name }) => [netuid, name]));
    expect((await room.subnets.neurons(8)).length).toBe(before.find(({ netuid }) => netuid === 8)?.neurons);
    practice.seal();
    await room.until(({ block }) => block === practice.node.head().number);
  });

  it("refuses an unknown network by field, and says so when nobody listens at an address", async () => {
    await expect(room.chain.select("nowhere")).rejects.toMatchObject({ code: "NETWORK_UNKNOWN", field: "network" });
    const status = await room.chain.select("ws://127.0.0.1:9");
    expect(status).toMatchObject({ kind: "custom", state: "offline", block: null });
    expect(room.chain.isPractice()).toBe(false);
  });

  it("knows a practice network by what it says, at whatever address", async () => {
    const status = await room.chain.select(practice.url);
    expect(status).toMatchObject({ state: "online", kind: "practice" });
    expect(room.chain.isPractice()).toBe(true);
    const back = await room.chain.select("practice");
    expect(back).toMatchObject({ name: "practice", state: "online" });
  });

  it("writes nothing to standard output and error while nodes come and go", async () => {
    const out = vi.spyOn(process.stdout, "write");
    const error = vi.spyOn(process.stderr, "write");
    practice.node.upgrade();
    practice.seal(2);
    await room.until(({ specVersion }) => specVersion === 425);
    proxy.cut();
    await room.until(({ state }) => state === "offline");
    proxy.mend();
    await room.until(({ state }) => state === "online");
    const lines = [...out.mock.calls, ...error.mock.calls].map(([text]) => String(text));
    out.mockRestore();
    error.mockRestore();
    expect(lines.filter((line) => /API|RPC|REGISTRY/.test(line))).toEqual([]);
  });
});

describe("a node that stands still", () => {
  it("is called stale with the reason, and online again with its next block", async () => {
    const practice = await startPracticeChain();
    const dir = mkdtempSync(join(tmpdir(), "tausmith-stale-"));
    // Short waits are real; the long one, after which a chain counts as stale, is over when the test says so.
    const longWaits = new Set<() => void>();
    const clock: Clock = {
      ...systemClock,
      after(delayMs, ring) {
        if (delayMs < 30_000) return systemClock.after(delayMs, ring);
        longWaits.add(ring);
        return () => longWaits.delete(ring);
      },
    };
    const events = createEvents();
    const chain = createChain({
      clock,
      events,
      log: silentLogger(),
      profileDir: dir,
      network: "practice",
      practiceUrl: async () => practice.url,
      requestTimeoutMs: 5_000,
    });
    chain.start();
    await chain.whenOnline(10_000);
    for (const ring of longWaits) ring();
    expect(chain.status()).toMatchObject({ state: "stale", reason: expect.stringContaining("no new block") });
    // Stale is not gone: what the node knows can still be read.
    expect(chain.api().isConnected).toBe(true);
    const online = new Promise<void>((resolve) => {
      events.subscribe("network.changed", ({ payload }) => {
        if (payload.state === "online") resolve();
      });
    });
    practice.seal();
    await online;
    expect(chain.status()).toMatchObject({ state: "online", reason: null });
    await chain.stop();
    rmSync(dir, { recursive: true });
    await practice.stop();
  });
});

describe("a node that is not what it is said to be", () => {
  it("is refused by its genesis and never used", async () => {
    const practice = await startPracticeChain();
    const dir = mkdtempSync(join(tmpdir(), "tausmith-genesis-"));
    const genesisHash = `0x${"2f".repeat(32)}`;
    const chain = createChain({
      clock: systemClock,
      events: createEvents(),
      log: silentLogger(),
      profileDir: dir,
      network: "practice",
      practiceUrl: async () => practice.url,
      networks: () => [
        { name: "practice", kind: "practice", urls: [], genesisHash: null },
        { name: "finney", kind: "finney", urls: [practice.url], genesisHash },
      ],
    });
    chain.start();
    await chain.whenOnline(10_000);
    await expect(chain.select("finney")).rejects.toMatchObject({ code: "NETWORK_WRONG_GENESIS" });
    expect(chain.status()).toMatchObject({ name: "finney", block: null, genesisHash: null });
    expect(chain.isPractice()).toBe(false);
    await chain.stop();
    expect(readdirSync(dir)).toEqual([]);
    rmSync(dir, { recursive: true });
    await practice.stop();
  });
});
