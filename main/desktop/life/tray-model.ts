import type { MinerView } from "#src/contract/miners.ts";

/** One image each in `assets/tray`. */
export type TrayState = "idle" | "running" | "attention" | "failed";

/** What the tray shows. */
export interface TrayModel {
  readonly state: TrayState;
  readonly tooltip: string;
  readonly miners: readonly {
    readonly minerId: string;
    readonly label: string;
    readonly action: "start" | "stop" | null;
  }[];
}

const AT_WORK: ReadonlySet<string> = new Set(["starting", "running", "stopping", "backingOff"]);

/** Miners whose process is there or about to be. */
export const minersAtWork = (miners: readonly MinerView[]): number =>
  miners.filter((miner) => AT_WORK.has(miner.state)).length;

const actionOf = ({ state }: MinerView): "start" | "stop" | null => {
  if (state === "stopped" || state === "failed") return "start";
  return state === "stopping" ? null : "stop";
};

function overall(miners: readonly MinerView[]): TrayState {
  if (miners.some(({ state }) => state === "failed")) return "failed";
  if (miners.some(({ state }) => state === "backingOff")) return "attention";
  return minersAtWork(miners) > 0 ? "running" : "idle";
}

/** The worst state wins, so that a look at the tray is enough. */
export function trayModel(miners: readonly MinerView[]): TrayModel {
  const state = overall(miners);
  const running = miners.filter((miner) => miner.state === "running").length;
  const counts = miners.length === 0 ? "no miners" : `${running} of ${miners.length} miners running`;
  const trouble = miners.find((miner) => miner.state === "failed" || miner.state === "backingOff");
  return {
    state,
    tooltip: trouble ? `Tausmith: ${trouble.name}: ${trouble.sentence}` : `Tausmith: ${counts}`,
    miners: miners.map((miner) => ({
      minerId: miner.minerId,
      label: `${miner.name}: ${miner.state}`,
      action: actionOf(miner),
    })),
  };
}
