import { isImmune } from "./immunity.ts";

/** A neuron as far as its replacement is concerned. */
export interface PrunableNeuron {
  readonly uid: number;
  readonly hotkey: string;
  /** Emission of the last epoch, alpha-rao. */
  readonly emissionAlphaRao: bigint;
  readonly registeredAtBlock: number;
}

/** The chain's own values where a runtime has them built in and not in storage (facts 3.4). */
export const PRUNING_DEFAULTS = { MinNonImmuneUids: 10, ImmuneOwnerUidsLimit: 1 } as const;

/** What decides who is replaced in a full subnet (facts 6.4). */
export interface PruningInput {
  readonly neurons: readonly PrunableNeuron[];
  /** The block in which the registration would happen. */
  readonly atBlock: number;
  /** `ImmunityPeriod`, blocks. */
  readonly immunityBlocks: number;
  /** `MinNonImmuneUids`. */
  readonly minNonImmune: number;
  /** `ImmuneOwnerUidsLimit`. */
  readonly immuneOwnerLimit: number;
  /** `SubnetOwnerHotkey`, where there is one. */
  readonly ownerHotkey: string | null;
  /** Hotkeys of the subnet owner's coldkey (`OwnedHotkeys`). */
  readonly ownedHotkeys: readonly string[];
}

export interface PruningChoice {
  readonly uid: number;
  readonly hotkey: string;
  /** True where a neuron inside its immunity period is taken, since too few are outside. */
  readonly immune: boolean;
}

/**
 * Hotkeys that are never replaced: the subnet owner's registered ones, oldest first, with the owner hotkey in front, cut to the
 * limit. An owner hotkey that is among the oldest already keeps its place.
 */
export function immortalHotkeys(input: PruningInput): ReadonlySet<string> {
  const owned = new Set(input.ownedHotkeys);
  const immortal = input.neurons
    .filter((neuron) => owned.has(neuron.hotkey))
    .sort((a, b) => a.registeredAtBlock - b.registeredAtBlock || a.uid - b.uid)
    .slice(0, input.immuneOwnerLimit)
    .map((neuron) => neuron.hotkey);
  const ownerHotkey = input.neurons.find((neuron) => neuron.hotkey === input.ownerHotkey)?.hotkey;
  if (ownerHotkey !== undefined && !immortal.includes(ownerHotkey)) immortal.unshift(ownerHotkey);
  return new Set(immortal.slice(0, input.immuneOwnerLimit));
}

/**
 * Who is replaced by the next registration in a full subnet; null where nobody can be, which makes the registration fail
 * with `NoNeuronIdAvailable`.
 * Among non-immune and immune neurons apart: lowest emission, then oldest registration, then lowest UID. The non-immune choice counts only
 * while more than `minNonImmune` are outside immunity, otherwise the immune choice.
 */
export function neuronToPrune(input: PruningInput): PruningChoice | null {
  return choose(input, immortalHotkeys(input));
}

/**
 * Who would be replaced, in order, if registrations came one after another at this block. Each newcomer is immune and has no
 * emission yet; the order ends where a newcomer would be the next to go. Those not in it are safe for now. Where UIDs are free,
 * as many newcomers take those first and replace nobody.
 */
export function pruningOrder(input: PruningInput, freeUids = 0): PruningChoice[] {
  const immortal = immortalHotkeys(input);
  const newcomer = (uid: number): PrunableNeuron => ({
    uid,
    hotkey: NEWCOMER,
    emissionAlphaRao: 0n,
    registeredAtBlock: input.atBlock,
  });
  const neurons = [
    ...input.neurons,
    ...Array.from({ length: freeUids }, (_, index) => newcomer(input.neurons.length + index)),
  ];
  const order: PruningChoice[] = [];
  while (order.length < input.neurons.length) {
    const choice = choose({ ...input, neurons }, immortal);
    if (choice === null || choice.hotkey === NEWCOMER) break;
    order.push(choice);
    const place = neurons.findIndex((neuron) => neuron.uid === choice.uid);
    neurons[place] = newcomer(choice.uid);
  }
  return order;
}

/**
 * How many registrations until a UID is taken, free UIDs included: 1 means that the next one takes it. Null where it is safe
 * for now.
 */
export function registrationsUntilPruned(input: PruningInput, uid: number, freeUids: number): number | null {
  const place = pruningOrder(input, freeUids).findIndex((choice) => choice.uid === uid);
  return place === -1 ? null : freeUids + place + 1;
}

/** Cannot be an address. */
const NEWCOMER = "";

function choose(input: PruningInput, immortal: ReadonlySet<string>): PruningChoice | null {
  let exposed = 0;
  let lowestExposed: PrunableNeuron | null = null;
  let lowestImmune: PrunableNeuron | null = null;
  for (const neuron of input.neurons) {
    if (immortal.has(neuron.hotkey)) continue;
    if (isImmune(neuron.registeredAtBlock, input.immunityBlocks, input.atBlock)) {
      lowestImmune = lower(neuron, lowestImmune);
    } else {
      exposed += 1;
      lowestExposed = lower(neuron, lowestExposed);
    }
  }
  if (exposed > input.minNonImmune && lowestExposed !== null) return toChoice(lowestExposed, false);
  return lowestImmune === null ? null : toChoice(lowestImmune, true);
}

function lower(neuron: PrunableNeuron, best: PrunableNeuron | null): PrunableNeuron {
  if (best === null) return neuron;
  if (neuron.emissionAlphaRao !== best.emissionAlphaRao) {
    return neuron.emissionAlphaRao < best.emissionAlphaRao ? neuron : best;
  }
  if (neuron.registeredAtBlock !== best.registeredAtBlock) {
    return neuron.registeredAtBlock < best.registeredAtBlock ? neuron : best;
  }
  return neuron.uid < best.uid ? neuron : best;
}

const toChoice = ({ uid, hotkey }: PrunableNeuron, immune: boolean): PruningChoice => ({ uid, hotkey, immune });
