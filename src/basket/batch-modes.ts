import type { BatchMode } from "../contract/basket.ts";

export interface ModeWords {
  readonly mode: BatchMode;
  /** The call of the Utility pallet. */
  readonly call: "batch_all" | "batch" | "force_batch";
  readonly label: string;
  readonly meaning: string;
}

/** The three ways of a batch (chain facts 2.7), the safest first. The fee is the same and is paid in each of them. */
export const BATCH_MODES: readonly ModeWords[] = [
  {
    mode: "all",
    call: "batch_all",
    label: "All or none",
    meaning: "If one item fails, none of them happens and only the fee is paid.",
  },
  {
    mode: "stop",
    call: "batch",
    label: "Stop at the first failure",
    meaning: "What came before a failure stays done; what comes after it is not tried. The whole fee is paid.",
  },
  {
    mode: "continue",
    call: "force_batch",
    label: "Go on after failures",
    meaning: "Every item is tried, whatever became of the others. The whole fee is paid.",
  },
];

/** The words of one mode. */
export const modeWords = (mode: BatchMode): ModeWords => BATCH_MODES.find((known) => known.mode === mode) as ModeWords;
