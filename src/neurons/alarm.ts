import type { SurvivalView } from "../contract/neurons.ts";

/** When a person wants to be told, as they have set it. */
export interface AlertThresholds {
  /** Told when a UID is this many registrations or fewer from being replaced. */
  readonly alertRegistrationsAway: number;
  /** Told this many blocks before immunity ends, where the UID is near then; null for the last hour, or the last tenth of a shorter one. */
  readonly alertImmunityBlocks: number | null;
}

export const DEFAULT_THRESHOLDS: AlertThresholds = { alertRegistrationsAway: 5, alertImmunityBlocks: null };

/** What is worth telling of a UID, from nothing to the worst. */
export type Alarm = "none" | "ending" | "near" | "nextOut";
export const SEVERITY: Readonly<Record<Alarm, number>> = { none: 0, ending: 1, near: 2, nextOut: 3 };

const HOUR_MS = 3_600_000;

type Facts = Pick<
  SurvivalView,
  | "immortal"
  | "registrationsAway"
  | "immune"
  | "immuneUntilBlock"
  | "immuneBlocksLeft"
  | "immuneMsLeft"
  | "awayAtImmunityEnd"
>;

/** How many blocks before its end immunity counts as ending. */
export function endingBlocks(survival: Facts, registeredAtBlock: number, thresholds: AlertThresholds): number {
  if (thresholds.alertImmunityBlocks !== null) return thresholds.alertImmunityBlocks;
  const tenth = (survival.immuneUntilBlock - registeredAtBlock) / 10;
  const blockMs = survival.immuneBlocksLeft > 0 ? survival.immuneMsLeft / survival.immuneBlocksLeft : 0;
  return blockMs > 0 ? Math.min(HOUR_MS / blockMs, tenth) : tenth;
}

/** Which alarm a UID's state is. */
export function alarmOf(survival: Facts, registeredAtBlock: number, thresholds: AlertThresholds): Alarm {
  const { immortal, registrationsAway, awayAtImmunityEnd } = survival;
  const near = (away: number | null): boolean => away !== null && away <= thresholds.alertRegistrationsAway;
  if (immortal) return "none";
  if (registrationsAway === 1) return "nextOut";
  if (near(registrationsAway)) return "near";
  const ending = survival.immune && survival.immuneBlocksLeft <= endingBlocks(survival, registeredAtBlock, thresholds);
  return ending && near(awayAtImmunityEnd) ? "ending" : "none";
}

/**
 * Whether a danger that was told has really passed. A UID that goes back and forth over the threshold with every epoch
 * is one cause, told once.
 */
export const isOver = ({ registrationsAway, immune }: Facts, thresholds: AlertThresholds): boolean =>
  (registrationsAway === null && !immune) ||
  (registrationsAway !== null && registrationsAway > 2 * thresholds.alertRegistrationsAway);
