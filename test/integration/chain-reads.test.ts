import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const SIGNALS = 8;

// What pages show, held against what the node's storage holds.
describe("reads of the chain", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  const reads = () => practice.node.readContext(practice.node.head().number);

  beforeAll(async () => {
    practice = await startPracticeChain({ firstBlocks: 110 });
    room = await openChainRoom({ url: practice.url });
    await room.chain.whenOnline(10_000);
    // What connecting itself asks is answered before these answers are.
    await room.until(({ finalizedBlock }) => finalizedBlock !== null);
    for (let round = 0; round < 3; round += 1) await room.subnets.list();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("lists every subnet with pool, price and registration as stored, in three requests", async () => {
    const { rpc } = room.chain.live();
    const before = rpc.counters().requests;
    const subnets = await room.subnets.list();
    expect(rpc.counters().requests - before).toBe(3);
    expect(subnets.map(({ netuid }) => netuid)).toEqual([0, 1, 3, SIGNALS]);
    for (const subnet of subnets) {
      expect(subnet).toMatchObject({
        taoInRao: store.SubnetTAO.get(reads(), subnet.netuid).toString(),
        alphaInRao: store.SubnetAlphaIn.get(reads(), subnet.netuid).toString(),
        burnRao: store.Burn.get(reads(), subnet.netuid).toString(),
        maxNeurons: store.MaxAllowedUids.get(reads(), subnet.netuid),
        tempo: store.Tempo.get(reads(), subnet.netuid),
        atBlock: practice.node.head().number,
      });
    }
    expect(subnets.find(({ netuid }) => netuid === SIGNALS)).toMatchObject({ name: "Signals", symbol: "θ" });
    // The pool with uneven weights: its price is not the quotient of its reserves.
    const uneven = subnets.find(({ netuid }) => netuid === 1);
    const quotient = (BigInt(uneven?.taoInRao ?? 0) * 1_000_000_000n) / BigInt(uneven?.alphaInRao ?? 1);
    expect(BigInt(uneven?.priceRaoPerAlpha ?? 0)).toBeGreaterThan(quotient);
  });

  it("costs at most three requests a new head while somebody looks at subnets, and none are polled", async () => {
    const { rpc } = room.chain.live();
    await room.subnets.list();
    const costs: number[] = [];
    for (let block = 0; block < 12; block += 1) {
      const before = rpc.counters().requests;
      practice.seal();
      await room.until((status) => status.block === practice.node.head().number);
      // Whatever the head set off has been sent by the time another answer is back.
      await rpc.send("system_chain");
      costs.push(rpc.counters().requests - before - 1);
    }
    expect(costs.reduce((sum, cost) => sum + cost, 0) / costs.length).toBeLessThanOrEqual(3);
  });

  it("tells rules and price impact with one request each, as stored", async () => {
    const { rpc } = room.chain.live();
    const before = rpc.counters().requests;
    const { parameters } = await room.subnets.hyperparameters(SIGNALS);
    const impact = await room.subnets.impact(SIGNALS);
    expect(rpc.counters().requests - before).toBe(2);
    const value = (name: string) => parameters.find((one) => one.name === name)?.value;
    expect(value("tempo")).toBe(String(store.Tempo.get(reads(), SIGNALS)));
    expect(value("min_burn")).toBe(store.MinBurn.get(reads(), SIGNALS).toString());
    expect(value("burn_increase_mult")).toMatch(/^1\.2[56]/);
    const listed = (await room.subnets.list()).find(({ netuid }) => netuid === SIGNALS);
    expect(impact).toMatchObject({ spotPriceRaoPerAlpha: listed?.priceRaoPerAlpha, oneToOne: false });
    expect((await room.subnets.impact(0)).oneToOne).toBe(true);
    await expect(room.subnets.impact(77)).rejects.toMatchObject({ code: "SUBNET_UNKNOWN", field: "netuid" });
    await expect(room.subnets.hyperparameters(77)).rejects.toMatchObject({ code: "SUBNET_UNKNOWN" });
    await expect(room.subnets.setFavourite(77, true)).rejects.toMatchObject({ code: "SUBNET_UNKNOWN" });
  });

  it("reads the metagraph with one runtime call, every neuron as stored", async () => {
    const { rpc } = room.chain.live();
    const before = rpc.counters().requests;
    const neurons = await room.subnets.neurons(SIGNALS);
    expect(rpc.counters().requests - before).toBe(2);
    expect(neurons).toHaveLength(store.SubnetworkN.get(reads(), SIGNALS));
    const emission = store.Emission.get(reads(), SIGNALS);
    for (const neuron of neurons) {
      expect(toHex(decodeAddress(neuron.hotkey).accountId)).toBe(store.Keys.get(reads(), SIGNALS, neuron.uid));
      expect(neuron.emissionAlphaRao).toBe(String(emission[neuron.uid] ?? 0n));
      expect(BigInt(neuron.registeredAtBlock)).toBe(store.BlockAtRegistration.get(reads(), SIGNALS, neuron.uid));
    }
    await expect(room.subnets.neurons(77)).rejects.toMatchObject({ code: "SUBNET_UNKNOWN", field: "netuid" });
  });

  it("adds stake to a balance at the pool's own price", async () => {
    const subnets = await room.subnets.list();
    const signals = subnets.find(({ netuid }) => netuid === SIGNALS);
    const balance = await room.balances.of(signals?.ownerColdkey ?? "");
    const stakedAlphaRao = store.TotalHotkeyAlpha.get(reads(), store.Keys.get(reads(), SIGNALS, 0), SIGNALS);
    const worthRao = (stakedAlphaRao * BigInt(signals?.priceRaoPerAlpha ?? 0)) / 1_000_000_000n;
    // This coldkey holds its own position on the subnet, all of it, and some stake on root besides.
    expect(BigInt(balance.stakedRao ?? 0)).toBeGreaterThanOrEqual((worthRao * 99n) / 100n);
    expect(BigInt(balance.totalRao ?? 0)).toBe(
      BigInt(balance.freeRao) + BigInt(balance.reservedRao) + BigInt(balance.stakedRao ?? 0),
    );
    expect(balance.atBlock).toBe(practice.node.head().number);
  });

  it("knows an account that the chain has never seen, and refuses what is no address", async () => {
    const stranger = room.keys.list()[0]?.address ?? "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM";
    expect(await room.balances.of(stranger)).toMatchObject({ freeRao: "0", transferableRao: "0", nonce: 0 });
    await expect(room.balances.of("5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhN")).rejects.toMatchObject({
      code: "ADDRESS_CHECKSUM",
      field: "address",
    });
  });

  it("connects only to the newest of several choices made at once", async () => {
    const answers = await Promise.all([
      room.chain.select("ws://127.0.0.1:9"),
      room.chain.select("practice"),
      room.chain.select(practice.url),
    ]);
    expect(answers.at(-1)).toMatchObject({ state: "online", url: `${practice.url}/` });
    expect(room.chain.status().url).toBe(`${practice.url}/`);
  });
});
