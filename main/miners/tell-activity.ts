import type { Clock } from "#main/ports/clock.ts";
import type { ActivityView } from "#src/contract/app.ts";
import type { MinerState } from "#src/contract/miners.ts";

/** Takes one line of the app's feed. */
export type Tell = (line: {
  readonly area: string;
  readonly level: ActivityView["level"];
  readonly text: string;
  readonly link?: string;
}) => void;

export interface SettledSignal {
  readonly uuid: string;
  readonly state: "processed" | "failed";
  readonly text: string;
}

/** Turns what a miner does into lines for people. */
export interface ActivityTeller {
  /** Called with every state; tells the ones somebody should know of. */
  state(state: MinerState, sentence: string): void;
  settled(signal: SettledSignal): void;
}

const COLLECT_MS = 400;

/** One miner's teller. Signals that settle close together become one line, so that a busy miner does not flood. */
export function createActivityTeller(miner: string, minerId: string, clock: Clock, tell: Tell): ActivityTeller {
  const link = `/miners/${minerId}`;
  let last: MinerState = "stopped";
  let collected: SettledSignal[] = [];

  const flush = (): void => {
    const signals = collected;
    collected = [];
    const failed = signals.filter((signal) => signal.state === "failed").length;
    const level = failed > 0 ? "warning" : "good";
    const [only] = signals;
    if (signals.length === 1 && only) {
      tell({ area: "signals", level, text: only.text, link: `/signals/${only.uuid}` });
    } else {
      const text = `${signals.length} signals settled: ${signals.length - failed} processed, ${failed} failed.`;
      tell({ area: "signals", level, text, link: "/signals" });
    }
  };

  return {
    state(state, sentence) {
      if (state === last) return;
      const before = last;
      last = state;
      if (state === "running") tell({ area: "miners", level: "good", text: `Miner ${miner} runs.`, link });
      if (state === "failed") tell({ area: "miners", level: "danger", text: `Miner ${miner}: ${sentence}`, link });
      if (state === "backingOff") tell({ area: "miners", level: "warning", text: `Miner ${miner}: ${sentence}`, link });
      if (state === "stopped" && before === "stopping") {
        tell({ area: "miners", level: "info", text: `Miner ${miner} stopped.`, link });
      }
    },
    settled(signal) {
      if (collected.length === 0) clock.after(COLLECT_MS, flush);
      collected.push(signal);
    },
  };
}
