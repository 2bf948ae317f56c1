import type { Tone } from "#renderer/components/StateMark.tsx";
import type { MinerState } from "#src/contract/miners.ts";

/** How each state of a miner reads and is coloured. */
export const MINER_WORDS: Record<MinerState, { readonly label: string; readonly tone: Tone }> = {
  stopped: { label: "stopped", tone: "quiet" },
  starting: { label: "starting", tone: "busy" },
  running: { label: "running", tone: "good" },
  stopping: { label: "stopping", tone: "busy" },
  backingOff: { label: "waiting to restart", tone: "warning" },
  failed: { label: "failed", tone: "danger" },
};

/** States in which it can be started, and in which it can be stopped. */
export const canStart = (state: MinerState): boolean => state === "stopped" || state === "failed";
export const canStop = (state: MinerState): boolean =>
  state === "running" || state === "starting" || state === "backingOff";
