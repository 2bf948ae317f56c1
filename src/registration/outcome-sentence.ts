import { count } from "../words/count.ts";

export interface OutcomeFacts {
  readonly neurons: number;
  readonly maxNeurons: number;
  /** Neurons outside immunity that can be replaced. */
  readonly exposed: number;
  /** `MinNonImmuneUids`. */
  readonly minNonImmune: number;
  readonly wouldReplace: { readonly uid: number; readonly immune: boolean } | null;
}

/** What a registration in the next block would do to the others, in a sentence (facts 6.3, 6.4). */
export function outcomeSentence({ neurons, maxNeurons, exposed, minNonImmune, wouldReplace }: OutcomeFacts): string {
  if (neurons < maxNeurons) {
    return `Nobody would be replaced: ${count(maxNeurons - neurons)} of ${count(maxNeurons)} UIDs are free.`;
  }
  if (wouldReplace === null) return "Nobody here can be replaced, so a registration would fail.";
  if (wouldReplace.immune) {
    return `You would replace UID ${wouldReplace.uid} although it is immune: only ${count(exposed)} are outside immunity, and the chain keeps ${count(minNonImmune)} of those.`;
  }
  return `You would replace UID ${wouldReplace.uid}, the lowest of ${count(exposed)} non-immune.`;
}
