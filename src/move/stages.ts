import type { MinerRole } from "#src/miners/miner-kinds.ts";

export const moveSides = ["old", "new"] as const;
export type MoveSide = (typeof moveSides)[number];

/**
 * How far one side of a move is.
 * Old side: `made` (the move file exists), `stopping` (the miner ends, nothing new is taken), `handedOver` (it has ended
 * and may not start here again), or `takenBack`. New side: `imported`, `taken` (a sender may run here now) or `started`
 * (an axon runs here beside the old one), `done`. `cancelled` ends either.
 */
export const moveStages = [
  "made",
  "stopping",
  "handedOver",
  "takenBack",
  "imported",
  "taken",
  "started",
  "done",
  "cancelled",
] as const;
export type MoveStage = (typeof moveStages)[number];

const NEXT: Readonly<Record<MoveStage, readonly MoveStage[]>> = {
  made: ["stopping", "cancelled"],
  stopping: ["handedOver", "cancelled"],
  handedOver: ["takenBack"],
  takenBack: [],
  imported: ["taken", "started", "cancelled"],
  taken: ["done"],
  started: ["done", "cancelled"],
  done: [],
  cancelled: [],
};

/** Whether a side may go from one stage to another. A sender is never `started` without having been `taken`. */
export const mayBecome = (role: MinerRole, from: MoveStage, to: MoveStage): boolean =>
  NEXT[from].includes(to) && !(role === "sender" && to === "started") && !(role === "axon" && to === "taken");

/** Nothing more will happen by itself or by the guide's next step. */
export const isOver = (stage: MoveStage): boolean => NEXT[stage].length === 0 || stage === "handedOver";

/** Whether leaving now brings the side back to where it was before the move. */
export const mayCancel = (stage: MoveStage): boolean => NEXT[stage].includes("cancelled");

/** What a hotkey may not do on this side at a stage: `null` where it may run. */
export type HoldReason = "stopping" | "handedOver" | "awaiting";

export function holdAt(role: MinerRole, stage: MoveStage): HoldReason | null {
  if (stage === "stopping") return "stopping";
  if (stage === "handedOver") return "handedOver";
  return stage === "imported" && role === "sender" ? "awaiting" : null;
}
