import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { immuneUntilBlock, isImmune } from "#src/neurons/immunity.ts";
import {
  immortalHotkeys,
  neuronToPrune,
  type PrunableNeuron,
  type PruningInput,
  pruningOrder,
  registrationsUntilPruned,
} from "#src/neurons/pruning.ts";

const neuron = (uid: number, emission: number, registeredAtBlock: number): PrunableNeuron => ({
  uid,
  hotkey: `hotkey-${uid}`,
  emissionAlphaRao: BigInt(emission),
  registeredAtBlock,
});

const subnet = (neurons: PrunableNeuron[], overrides: Partial<PruningInput> = {}): PruningInput => ({
  neurons,
  atBlock: 1_000,
  immunityBlocks: 100,
  minNonImmune: 2,
  immuneOwnerLimit: 1,
  ownerHotkey: null,
  ownedHotkeys: [],
  ...overrides,
});

describe("immunity", () => {
  it("ends exactly at registration plus period", () => {
    expect(isImmune(900, 100, 999)).toBe(true);
    expect(isImmune(900, 100, 1_000)).toBe(false);
    expect(immuneUntilBlock(900, 100)).toBe(1_000);
  });
});

describe("neuronToPrune", () => {
  it("takes the lowest emission, then the oldest, then the lowest UID", () => {
    const three = [neuron(0, 5, 10), neuron(1, 3, 20), neuron(2, 4, 5)];
    expect(neuronToPrune(subnet(three))?.uid).toBe(1);
    expect(neuronToPrune(subnet([neuron(0, 3, 30), neuron(1, 3, 20), neuron(2, 3, 25)]))?.uid).toBe(1);
    expect(neuronToPrune(subnet([neuron(2, 3, 20), neuron(1, 3, 20), neuron(0, 9, 1)]))?.uid).toBe(1);
  });

  it("takes an immune neuron while no more than the minimum are outside immunity", () => {
    const mixed = [neuron(0, 1, 10), neuron(1, 2, 10), neuron(2, 9, 950), neuron(3, 8, 980)];
    expect(neuronToPrune(subnet(mixed))).toEqual({ uid: 3, hotkey: "hotkey-3", immune: true });
    expect(neuronToPrune(subnet(mixed, { minNonImmune: 1 }))).toEqual({ uid: 0, hotkey: "hotkey-0", immune: false });
  });

  it("finds nobody where none is immune and too few are not", () => {
    expect(neuronToPrune(subnet([neuron(0, 1, 10), neuron(1, 2, 10)]))).toBeNull();
    expect(neuronToPrune(subnet([]))).toBeNull();
  });

  it("spares the owner's oldest neuron and the owner hotkey", () => {
    const four = [neuron(0, 0, 30), neuron(1, 0, 20), neuron(2, 1, 10), neuron(3, 2, 5), neuron(4, 3, 1)];
    const owned = { ownedHotkeys: ["hotkey-0", "hotkey-1"] };
    expect([...immortalHotkeys(subnet(four, owned))]).toEqual(["hotkey-1"]);
    expect(neuronToPrune(subnet(four, owned))?.uid).toBe(0);
    const both = { ...owned, ownerHotkey: "hotkey-0" };
    expect([...immortalHotkeys(subnet(four, both))]).toEqual(["hotkey-0"]);
    expect([...immortalHotkeys(subnet(four, { ...both, immuneOwnerLimit: 2 }))]).toEqual(["hotkey-1", "hotkey-0"]);
    expect([...immortalHotkeys(subnet(four, { ...both, immuneOwnerLimit: 0 }))]).toEqual([]);
    expect([...immortalHotkeys(subnet(four, { ownerHotkey: "elsewhere" }))]).toEqual([]);
  });
});

describe("pruningOrder", () => {
  it("lists who goes first, down to the minimum, then the immune", () => {
    const input = subnet([neuron(0, 3, 10), neuron(1, 1, 10), neuron(2, 2, 10), neuron(3, 0, 950)]);
    // Two stay outside immunity; then the immune one without emission goes, and after it only newcomers would.
    expect(pruningOrder(input).map((choice) => choice.uid)).toEqual([1, 3]);
    expect(registrationsUntilPruned(input, 1, 0)).toBe(1);
    expect(registrationsUntilPruned(input, 3, 2)).toBe(4);
    expect(registrationsUntilPruned(input, 0, 0)).toBeNull();
  });

  const anySubnet = fc
    .array(fc.record({ emission: fc.integer({ min: 0, max: 5 }), block: fc.integer({ min: 0, max: 1_000 }) }), {
      maxLength: 40,
    })
    .chain((rows) => {
      const neurons = rows.map((row, uid) => neuron(uid, row.emission, row.block));
      return fc.record({
        neurons: fc.constant(neurons),
        minNonImmune: fc.integer({ min: 0, max: 12 }),
        immuneOwnerLimit: fc.integer({ min: 0, max: 3 }),
        ownedHotkeys: fc.subarray(neurons.map((one) => one.hotkey)),
      });
    });

  it("begins with the neuron that the rule takes and never touches the immortal", () => {
    fc.assert(
      fc.property(anySubnet, ({ neurons, ...overrides }) => {
        const input = subnet(neurons, overrides);
        const order = pruningOrder(input);
        expect(order[0] ?? null).toEqual(neuronToPrune(input));
        const immortal = immortalHotkeys(input);
        expect(order.some((choice) => immortal.has(choice.hotkey))).toBe(false);
        expect(new Set(order.map((choice) => choice.uid)).size).toBe(order.length);
      }),
    );
  });

  it("does not depend on the order in which neurons are given", () => {
    fc.assert(
      fc.property(anySubnet, ({ neurons, ...overrides }) => {
        const input = subnet(neurons, overrides);
        expect(pruningOrder({ ...input, neurons: [...neurons].reverse() })).toEqual(pruningOrder(input));
      }),
    );
  });
});
