import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAxonPublishing } from "#main/neurons/axon/axon.ts";
import { readNeuronStatus } from "#main/neurons/neuron-status.ts";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import type { ReachView } from "#src/contract/neurons.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const SIGNALS = 8;
const SMALL = 1;

describe("own neurons on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;

  const account = (address: string) => toHex(decodeAddress(address).accountId);
  const reads = () => practice.node.readContext(practice.node.head().number);
  const seen = () => room.until(({ block }) => block === practice.node.head().number);
  const hotkeyOf = (name: string): string => room.keys.hotkey(wallet.walletId, name).address;
  async function register(netuid: number, hotkeyName = "default"): Promise<TransactionView> {
    await seen();
    const plan = await room.registration.prepare({ netuid, walletId: wallet.walletId, hotkeyName });
    const sent = await room.transactions.submit(plan.planId, undefined, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(2);
    const done = await settled;
    expect(done).toMatchObject({ state: "finalized", error: null });
    return done;
  }

  beforeEach(async () => {
    practice = await startPracticeChain({ firstBlocks: 110 });
    room = await openChainRoom({ url: practice.url });
    wallet = await room.keys.createPractice("practice", "default");
    practice.fund(wallet.address, 1_000n * TAO);
    await room.chain.whenOnline(10_000);
    await seen();
  });
  afterEach(async () => {
    await room.close();
    await practice.stop();
  });

  it("shows the columns as the chain's storage has them, with sums and the free balance", async () => {
    await register(SIGNALS);
    await register(SMALL);
    practice.seal(60);
    await seen();
    const overview = await room.neurons.overview();
    const ctx = reads();
    expect(overview.subnets.map(({ netuid }) => netuid)).toEqual([SMALL, SIGNALS]);
    expect(overview.freeRao).toBe((await room.balances.of(wallet.address)).freeRao);
    for (const { netuid, tempo, neurons, totals, atBlock, priceRaoPerAlpha } of overview.subnets) {
      const [neuron] = neurons;
      const hotkey = account(hotkeyOf("default"));
      const uid = store.Uids.get(ctx, netuid, hotkey) as number;
      const emission = store.Emission.get(ctx, netuid)[uid] ?? 0n;
      expect(tempo).toBe(store.Tempo.get(ctx, netuid));
      expect(neuron).toMatchObject({
        uid,
        hotkeyName: "default",
        walletName: "practice",
        ownColdkey: true,
        coldkey: wallet.address,
        active: store.Active.get(ctx, netuid)[uid],
        stakeAlphaRao: store.TotalHotkeyAlpha.get(ctx, hotkey, netuid).toString(),
        rank: null,
        trust: null,
        incentive: (store.Incentive.get(ctx, netuid)[uid] ?? 0) / 65_535,
        consensus: (store.Consensus.get(ctx, netuid)[uid] ?? 0) / 65_535,
        validatorTrust: (store.ValidatorTrust.get(ctx, netuid)[uid] ?? 0) / 65_535,
        validatorPermit: store.ValidatorPermit.get(ctx, netuid)[uid],
        emissionAlphaRaoPerBlock: (emission / BigInt(tempo)).toString(),
        updatedBlocksAgo: atBlock - Number(store.LastUpdate.get(ctx, netuid)[uid]),
        axon: null,
      });
      expect(totals.stakeAlphaRao).toBe(neuron?.stakeAlphaRao);
      expect(BigInt(priceRaoPerAlpha ?? 0)).toBeGreaterThan(0n);
    }
    const [only, ...others] = (await room.neurons.overview(SIGNALS)).subnets;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ netuid: SIGNALS, name: "Signals", symbol: "θ" });
    await expect(room.neurons.overview(77)).rejects.toMatchObject({ code: "SUBNET_UNKNOWN", field: "netuid" });
  });

  it("reads twenty hotkeys on three subnets in at most eight requests", async () => {
    for (let number = 1; number < 20; number += 1) await room.keys.createHotkey(wallet.walletId, `h${number}`);
    for (const [netuid, names] of [
      [1, ["default", "h1"]],
      [3, ["h2"]],
      [8, ["h3", "h4"]],
    ] as const) {
      for (const name of names) await register(netuid, name);
    }
    // Other parts look at the chain with every block too: they are left out by stopping what follows it.
    room.registration.stop();
    room.neurons.stop();
    const { rpc } = room.chain.live();
    await room.neurons.overview();
    const before = rpc.counters().requests;
    const { subnets } = await room.neurons.overview();
    expect(rpc.counters().requests - before).toBeLessThanOrEqual(8);
    expect(subnets.map(({ netuid, neurons }) => [netuid, neurons.length])).toEqual([
      [1, 2],
      [3, 1],
      [8, 2],
    ]);
  });

  it("tells how many registrations away each UID is, exactly as the chain then replaces", async () => {
    await room.keys.createHotkey(wallet.walletId, "second");
    await register(SMALL);
    practice.seal(101);
    await seen();
    practice.act((ctx) => {
      const uid = store.Uids.get(ctx, SMALL, account(hotkeyOf("default")));
      const ranked = store.Emission.get(ctx, SMALL).map((_, at) => BigInt(at + 2) * 1_000_000n);
      if (uid !== null && uid !== undefined) ranked[uid] = 4_500_000n;
      store.Emission.put(ctx, SMALL, ranked);
    });
    await seen();
    const survival = (await room.neurons.overview(SMALL)).subnets[0]?.neurons[0]?.survival;
    expect(survival?.immune).toBe(false);
    const away = survival?.registrationsAway as number;
    expect(away).toBeGreaterThan(1);
    expect(survival?.sentence).toContain(`${away} registrations away`);
    const mine = () => store.Uids.get(reads(), SMALL, account(hotkeyOf("default")));
    for (let number = 1; number <= away; number += 1) {
      expect(mine()).not.toBeNull();
      expect(mine()).not.toBeUndefined();
      await room.keys.createHotkey(wallet.walletId, `n${number}`);
      await register(SMALL, `n${number}`);
    }
    expect(mine() ?? null).toBeNull();
  });

  it("never replaces the owner's, counts the immune last, and says when immunity ends", async () => {
    await register(SIGNALS);
    await seen();
    const neuron = (await room.neurons.overview(SIGNALS)).subnets[0]?.neurons[0];
    expect(neuron?.survival).toMatchObject({
      immune: true,
      immuneUntilBlock: (neuron?.registeredAtBlock ?? 0) + 100,
      immortal: false,
    });
    expect(neuron?.survival?.sentence).toContain("Immune for");
    expect(neuron?.survival?.scale.total).toBe(64);
  });

  it("alerts once when a UID becomes the next to go, and not again after a restart", async () => {
    await register(SMALL);
    practice.seal(101);
    practice.act((ctx) => {
      const uid = store.Uids.get(ctx, SMALL, account(hotkeyOf("default")));
      store.Emission.put(
        ctx,
        SMALL,
        store.Emission.get(ctx, SMALL).map((_, at) => (at === uid ? 0n : 1_000_000n)),
      );
    });
    await seen();
    const alarms = () => room.activity.list(100).filter(({ area }) => area === "neurons");
    await room.neurons.overview();
    expect(alarms()[0]).toMatchObject({ level: "danger", link: "/neurons" });
    expect(alarms()[0]?.text).toContain("The next registration takes this UID.");
    const told = alarms().length;
    await room.neurons.overview();
    const { dir } = room;
    await room.stop();
    room = await openChainRoom({ url: practice.url, dir });
    await room.chain.whenOnline(10_000);
    await room.neurons.overview();
    expect(alarms()).toHaveLength(told);
  });

  it("alerts by the person's own thresholds, once for each cause", async () => {
    await register(SMALL);
    practice.seal(101);
    const rank = (place: number) =>
      practice.act((ctx) => {
        const uid = store.Uids.get(ctx, SMALL, account(hotkeyOf("default"))) ?? -1;
        const emissions = store.Emission.get(ctx, SMALL).map((_, at) => BigInt(at < uid ? at : at + 1) * 1_000n);
        emissions[uid] = BigInt(place) * 1_000n - 500n;
        store.Emission.put(ctx, SMALL, emissions);
      });
    const alarms = () => room.activity.list(100).filter(({ area }) => area === "neurons");
    const look = async (): Promise<number | null> => {
      await seen();
      const { subnets } = await room.neurons.overview();
      return subnets[0]?.neurons[0]?.survival?.registrationsAway ?? null;
    };
    room.settings.set({ alertRegistrationsAway: 1 });
    rank(3);
    const away = (await look()) as number;
    expect(away).toBeGreaterThan(1);
    const told = alarms().length;
    room.settings.set({ alertRegistrationsAway: away - 1 });
    await look();
    expect(alarms()).toHaveLength(told);
    room.settings.set({ alertRegistrationsAway: away });
    await look();
    expect(alarms()).toHaveLength(told + 1);
    expect(alarms()[0]).toMatchObject({
      level: "warning",
      text: expect.stringContaining(`${away} registrations away`),
    });

    // Just out of it and in again: the same cause.
    rank(4);
    expect(await look()).toBe(away + 1);
    rank(3);
    await look();
    expect(alarms()).toHaveLength(told + 1);
    rank(1);
    await look();
    expect(alarms()[0]?.level).toBe("danger");
    expect(alarms()).toHaveLength(told + 2);
  });

  it("answers whether a hotkey is registered: anywhere, on a subnet, with a UID", async () => {
    const hotkey = hotkeyOf("default");
    expect(await readNeuronStatus(room.chain, { hotkey })).toMatchObject({ registered: false, registrations: [] });
    await register(SIGNALS);
    await seen();
    const uid = store.Uids.get(reads(), SIGNALS, account(hotkey)) as number;
    const found = [{ netuid: SIGNALS, uid }];
    expect(await readNeuronStatus(room.chain, { hotkey })).toMatchObject({ registered: true, registrations: found });
    expect(await readNeuronStatus(room.chain, { hotkey, netuid: SMALL })).toMatchObject({ registered: false });
    expect(await readNeuronStatus(room.chain, { hotkey, netuid: SIGNALS })).toMatchObject({ registrations: found });
    expect(await readNeuronStatus(room.chain, { hotkey, netuid: SIGNALS, uid })).toMatchObject({
      registered: true,
      holder: hotkey,
    });
    const other = uid === 0 ? 1 : 0;
    const not = await readNeuronStatus(room.chain, { hotkey, netuid: SIGNALS, uid: other });
    expect(not).toMatchObject({ registered: false, sentence: expect.stringContaining("not this hotkey's") });
    expect(not.holder).not.toBe(hotkey);
    expect(await readNeuronStatus(room.chain, { hotkey, netuid: SIGNALS, uid: 999 })).toMatchObject({
      registered: false,
      holder: null,
    });
    await expect(readNeuronStatus(room.chain, { hotkey, uid: 1 })).rejects.toMatchObject({ field: "netuid" });
    await expect(readNeuronStatus(room.chain, { hotkey: `${hotkey.slice(0, -1)}1` })).rejects.toMatchObject({
      field: "hotkey",
    });
  });

  it("publishes an axon, honours the chain's limit, compares, and takes it back", async () => {
    let tried: ReachView | null = null;
    const axon = createAxonPublishing({ ...room, miners: { list: () => [] }, reach: { last: () => tried } });
    const named = { netuid: SIGNALS, walletId: wallet.walletId, hotkeyName: "default" };
    const there = { ...named, ip: "131.186.56.85", port: 8_091 };
    await expect(axon.prepare(there)).rejects.toMatchObject({ code: "AXON_NOT_REGISTERED" });
    await register(SIGNALS);
    await seen();
    expect(await axon.view(named)).toMatchObject({ record: null, waitBlocks: 0, rateLimitBlocks: 10 });
    await expect(axon.prepareReset(named)).rejects.toMatchObject({ code: "AXON_UNCHANGED" });
    const refused = { code: "AXON_ADDRESS_UNREACHABLE", field: "ip" };
    for (const ip of ["192.168.0.4", "127.0.0.1", "fe80::1", "0.0.0.0"]) {
      await expect(axon.prepare({ ...there, ip })).rejects.toMatchObject(refused);
    }
    await expect(axon.prepare({ ...there, ip: "0.0.0.0", allowPrivate: true })).rejects.toMatchObject(refused);
    const practiceOnly = await axon.prepare({ ...there, ip: "192.168.0.4", allowPrivate: true });
    expect(practiceOnly.warnings).toContainEqual(expect.stringContaining("private"));

    const send = async (planId: string) => {
      const sent = await room.transactions.submit(planId, undefined, approving);
      const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
      practice.seal(2);
      expect(await settled).toMatchObject({ state: "finalized", error: null });
      await seen();
    };
    const untried = (await axon.prepare(there)).rows.find(({ label }) => label === "Tried from outside");
    expect(untried).toMatchObject({ value: "not yet", tone: "warning" });
    tried = {
      checkId: "c1",
      endpoint: "131.186.56.85:8091",
      listenPort: 8_091,
      state: "reached",
      url: "",
      curl: "",
      from: "198.51.100.7",
      ownTry: true,
      sentence: "",
      endsAtMs: 0,
    };
    const plan = await axon.prepare(there);
    expect(plan.rows).toContainEqual(expect.objectContaining({ value: "reached from 198.51.100.7" }));
    expect(plan).toMatchObject({ fee: { free: true }, signer: { role: "hotkey" }, spendsMaxRao: "0" });
    await send(plan.planId);
    const view = await axon.view(named);
    expect(view).toMatchObject({ record: { endpoint: "131.186.56.85:8091", version: 10_002_000, reset: false } });
    expect(view.sentence).toContain("No miner of this profile listens");
    expect((await room.neurons.overview(SIGNALS)).subnets[0]?.neurons[0]?.axon).toBe("131.186.56.85:8091");
    await expect(axon.prepareReset(named)).rejects.toMatchObject({
      code: "AXON_RATE_LIMIT",
      details: { waitBlocks: view.waitBlocks },
    });
    practice.seal(view.waitBlocks);
    await seen();
    await expect(axon.prepare(there)).rejects.toMatchObject({ code: "AXON_UNCHANGED" });
    await send((await axon.prepare({ ...there, ip: "2a01:4f8::5" })).planId);
    expect(await axon.view(named)).toMatchObject({ record: { endpoint: "[2a01:4f8::5]:8091" } });
    practice.seal(10);
    await seen();
    await send((await axon.prepareReset(named)).planId);
    expect(await axon.view(named)).toMatchObject({ record: { ip: "0.0.0.0", port: 1, reset: true } });
    expect((await room.neurons.overview(SIGNALS)).subnets[0]?.neurons[0]?.axon).toBeNull();
    expect(store.Axons.get(reads(), SIGNALS, account(hotkeyOf("default")))).toMatchObject({ ip: 0n, port: 1 });
  });
});
