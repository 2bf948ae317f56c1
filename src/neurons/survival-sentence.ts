import { count } from "../words/count.ts";
import { duration } from "../words/duration.ts";
import type { PruningLine, Survival } from "./survival.ts";

export interface SentenceFacts {
  readonly blockTimeMs: number;
  /** Registrations a day on this subnet; null where it is not known. */
  readonly registrationsADay: number | null;
}

const times = (number: number): string => (number === 1 ? "1 registration" : `${count(number)} registrations`);

/** How long the registrations take at the rate of now, in ms; null where nobody registers or the rate is not known. */
export function timeLeftMs(registrationsAway: number | null, registrationsADay: number | null): number | null {
  if (registrationsAway === null || registrationsADay === null || registrationsADay <= 0) return null;
  return (registrationsAway / registrationsADay) * 86_400_000;
}

function away(survival: Survival, line: PruningLine, facts: SentenceFacts): string {
  const { registrationsAway } = survival;
  if (registrationsAway === null) return "";
  if (registrationsAway === 1) return "The next registration takes this UID.";
  const leftMs = timeLeftMs(registrationsAway, facts.registrationsADay);
  const rate =
    leftMs === null
      ? "nobody registers here at present"
      : `at ${count(Math.max(1, Math.round(facts.registrationsADay ?? 0)))} a day that is about ${duration(leftMs)}`;
  const free = line.freeUids > 0 ? ` ${count(line.freeUids)} UIDs are still free.` : "";
  return `${times(registrationsAway)} away from being replaced; ${rate}.${free}`;
}

/** Where a neuron stands, in plain words. */
export function survivalSentence(survival: Survival, line: PruningLine, facts: SentenceFacts): string {
  if (survival.immortal) return "Belongs to the subnet's owner and is never replaced.";
  const immunity = survival.immune
    ? `Immune for ${count(survival.immuneBlocksLeft)} blocks (${duration(survival.immuneBlocksLeft * facts.blockTimeMs)}), until block ${count(survival.immuneUntilBlock)}.`
    : "";
  if (survival.registrationsAway !== null) {
    const few = survival.immune
      ? ` Immunity does not help here: ${count(line.input.minNonImmune)} or fewer would be outside it by then.`
      : "";
    return `${immunity} ${away(survival, line, facts)}${few}`.trim();
  }
  if (!survival.immune) return "Safe at present: newcomers would be replaced before this neuron.";
  const then = survival.awayAtImmunityEnd;
  if (then === null) return `${immunity} Nobody comes before it in line now, nor when that ends.`;
  return `${immunity} When that ends it is ${times(then)} from being replaced, with the emissions of now.`;
}
