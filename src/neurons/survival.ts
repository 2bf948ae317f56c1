import { immuneUntilBlock, isImmune } from "./immunity.ts";
import { immortalHotkeys, type PruningChoice, type PruningInput, pruningOrder } from "./pruning.ts";

/** So few registrations away counts as near. */
export const NEAR_REGISTRATIONS = 5;

/** `nextOut`: the next registration takes it. `near`: within five. `watch`: in line. `safe`: no order of registrations reaches it now. */
export type SurvivalLevel = "nextOut" | "near" | "watch" | "safe";

/** A full subnet's line of replacement, worked out once for all its neurons. */
export interface PruningLine {
  readonly input: PruningInput;
  readonly freeUids: number;
  readonly order: readonly PruningChoice[];
  readonly immortal: ReadonlySet<string>;
}

export interface Survival {
  readonly level: SurvivalLevel;
  /** Registrations until it is replaced, free UIDs included; 1 is the next. Null where it is safe now. */
  readonly registrationsAway: number | null;
  readonly immune: boolean;
  /** The first block at which it is not immune. */
  readonly immuneUntilBlock: number;
  readonly immuneBlocksLeft: number;
  /** The subnet owner's own, which is never replaced. */
  readonly immortal: boolean;
  /** `registrationsAway` at the end of its immunity with the emissions of now and nobody new; null where it is over or safe then. */
  readonly awayAtImmunityEnd: number | null;
}

/** The line of replacement for a registration in `input.atBlock`. */
export const pruningLine = (input: PruningInput, freeUids: number): PruningLine => ({
  input,
  freeUids,
  order: pruningOrder(input, freeUids),
  immortal: immortalHotkeys(input),
});

export function levelOf(registrationsAway: number | null): SurvivalLevel {
  if (registrationsAway === null) return "safe";
  if (registrationsAway === 1) return "nextOut";
  return registrationsAway <= NEAR_REGISTRATIONS ? "near" : "watch";
}

const awayIn = (line: PruningLine, uid: number): number | null => {
  const place = line.order.findIndex((choice) => choice.uid === uid);
  return place === -1 ? null : line.freeUids + place + 1;
};

/** How safe a UID is (facts 6.4, 6.5): the chain's own order, the rule of few non-immune and the owner's protection included. */
export function survivalOf(line: PruningLine, uid: number): Survival | null {
  const { input } = line;
  const own = input.neurons.find((neuron) => neuron.uid === uid);
  if (!own) return null;
  const registrationsAway = awayIn(line, uid);
  const until = immuneUntilBlock(own.registeredAtBlock, input.immunityBlocks);
  const immune = isImmune(own.registeredAtBlock, input.immunityBlocks, input.atBlock);
  const immortal = line.immortal.has(own.hotkey);
  return {
    level: levelOf(registrationsAway),
    registrationsAway,
    immune,
    immuneUntilBlock: until,
    immuneBlocksLeft: Math.max(0, until - input.atBlock),
    immortal,
    awayAtImmunityEnd:
      immune && !immortal ? awayIn(pruningLine({ ...input, atBlock: until }, line.freeUids), uid) : null,
  };
}
