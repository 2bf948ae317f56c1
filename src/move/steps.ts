import type { MinerRole } from "#src/miners/miner-kinds.ts";
import { duration } from "#src/words/duration.ts";
import type { MoveSide, MoveStage } from "./stages.ts";

export type StepState = "done" | "now" | "later";

/** What the one main button does. Null where nothing has to be done here. */
export const moveActions = [
  "import",
  "stop",
  "carry",
  "giveCode",
  "takeOver",
  "start",
  "check",
  "publish",
  "watch",
] as const;
export type MoveAction = (typeof moveActions)[number];

export interface MoveStep {
  readonly key: string;
  readonly title: string;
  readonly state: StepState;
  readonly sentence: string;
}

export interface MoveSteps {
  readonly steps: readonly MoveStep[];
  readonly action: MoveAction | null;
  /** Done of all steps. */
  readonly done: number;
  /** One sentence: where it stands. */
  readonly sentence: string;
}

/** What the steps are told from: what is kept of the move, and what is seen now. */
export interface MoveSituation {
  readonly side: MoveSide;
  readonly role: MinerRole;
  readonly stage: MoveStage;
  readonly forced: boolean;
  readonly running: boolean;
  /** Unsettled signals of a sender; those handed over once it has ended. */
  readonly pending: number;
  /** The address of the other side (old) or this side (new) as it is published; null while it is not. */
  readonly published: string | null;
  /** Until the chain takes another address; 0 is now, null unknown. */
  readonly publishWaitMs: number | null;
  readonly reachedFrom: string | null;
  /** When the old axon counts as quiet if nobody asks again; null where that cannot be said. */
  readonly quietAtMs: number | null;
  readonly quietNeedsMs: number;
  readonly askedLastAtMs: number | null;
  readonly nowMs: number;
}

type Draft = Omit<MoveStep, "state"> & { readonly done: boolean; readonly action: MoveAction | null };

function oldSender(now: MoveSituation): Draft[] {
  const stopping = now.stage === "stopping";
  const over = now.stage === "handedOver";
  const orders = `${now.pending} unsettled signal${now.pending === 1 ? "" : "s"}`;
  return [
    {
      key: "file",
      title: "Make the move file",
      done: true,
      action: null,
      sentence: "It holds the hotkey and the miner's set-up, encrypted with its own passphrase.",
    },
    {
      key: "import",
      title: "Bring it to the other machine",
      done: stopping || over,
      action: "import",
      sentence: "Import the file there. The other machine then shows a ready code; this miner goes on meanwhile.",
    },
    {
      key: "stop",
      title: "Stop this sender",
      done: over,
      action: "stop",
      sentence: over
        ? `Stopped here for good; ${now.pending === 0 ? "nothing was left unsettled" : `${orders} went along`}.`
        : stopping
          ? `It takes no new signals; ${orders} still under way. What is not settled in time is handed over.`
          : "With the ready code it stops taking signals, lets those under way finish, and ends. Two senders with one hotkey would send orders twice.",
    },
    {
      key: "carry",
      title: "Carry the hand-over code across",
      done: false,
      action: "carry",
      sentence: over
        ? "Enter the code on the other machine: only with it may the miner start there. It does not start here any more."
        : "Made and signed by the hotkey once this sender has ended.",
    },
  ];
}

function newSender(now: MoveSituation): Draft[] {
  const taken = now.stage === "taken" || now.stage === "done";
  return [
    {
      key: "file",
      title: "Import the move file",
      done: true,
      action: null,
      sentence: "The hotkey is here, the coldkey by its address only, and the miner is set up but does not run.",
    },
    {
      key: "ready",
      title: "Give the ready code to the old machine",
      done: taken,
      action: "giveCode",
      sentence: "The old machine stops its sender for this code and for no other.",
    },
    {
      key: "take",
      title: "Enter the hand-over code",
      done: taken,
      action: "takeOver",
      sentence: !taken
        ? "The old machine shows it once its sender has ended. Until then nothing is sent from here."
        : now.forced
          ? "Taken over without the old machine's word. If its sender still runs, orders go out twice."
          : "The old machine said, signed by the hotkey, that its sender has ended.",
    },
    {
      key: "start",
      title: "Start the miner here",
      done: now.stage === "done",
      action: "start",
      sentence:
        now.stage === "done"
          ? "It has started. Point your trading tool to this machine's intake; its key came along."
          : "It takes up the signals that were handed over and opens its intake.",
    },
  ];
}

function oldAxon(now: MoveSituation): Draft[] {
  const over = now.stage === "handedOver";
  const published = now.published !== null;
  const quiet = now.quietAtMs !== null && now.nowMs >= now.quietAtMs;
  const last = now.askedLastAtMs === null ? null : duration(now.nowMs - now.askedLastAtMs);
  const cache = `Validators keep the old address until they read the metagraph again, so it takes ${duration(now.quietNeedsMs)} without a request`;
  return [
    {
      key: "file",
      title: "Make the move file",
      done: true,
      action: null,
      sentence: "It holds the hotkey and the miner's set-up, encrypted with its own passphrase.",
    },
    {
      key: "publish",
      title: "The new machine starts and publishes its axon",
      done: published || over,
      action: "import",
      sentence: published
        ? `Published at ${now.published}.`
        : "Import the file there, start the miner and publish its address. This one goes on answering meanwhile.",
    },
    {
      key: "watch",
      title: "Watch the requests here fall to zero",
      done: over || (published && quiet),
      action: "watch",
      sentence: quiet
        ? `Nobody asked here for ${duration(now.quietNeedsMs)}.`
        : `${cache}. ${last === null ? "No request was seen here yet." : `The last one came ${last} ago.`}`,
    },
    {
      key: "stop",
      title: "Stop this miner",
      done: over,
      action: "stop",
      sentence: over
        ? "Stopped here for good."
        : "It does not start here again afterwards, except when you take it back.",
    },
  ];
}

function newAxon(now: MoveSituation): Draft[] {
  const started = now.stage === "started" || now.stage === "done";
  const wait = now.publishWaitMs;
  return [
    {
      key: "file",
      title: "Import the move file",
      done: true,
      action: null,
      sentence: "The hotkey is here, the coldkey by its address only, and the miner is set up but does not run.",
    },
    {
      key: "check",
      title: "Prove that this machine is reached from outside",
      done: now.reachedFrom !== null || started,
      action: "check",
      sentence:
        now.reachedFrom === null && started
          ? "The miner was started without it."
          : now.reachedFrom === null
            ? "The check listens on the miner's own port, so it runs before the miner starts."
            : `Reached from ${now.reachedFrom}.`,
    },
    {
      key: "start",
      title: "Start the miner here",
      done: started,
      action: "start",
      sentence: "Both machines answer for a while; that is meant so, and no request is lost.",
    },
    {
      key: "publish",
      title: "Publish its address",
      done: now.stage === "done",
      action: "publish",
      sentence:
        now.stage === "done"
          ? `Published at ${now.published ?? "its address"}. Stop the old machine's miner once nobody asks it any more.`
          : wait === null || wait === 0
            ? "Signed by the hotkey, from here or from the old machine."
            : `The chain takes the next change in ${duration(wait)}.`,
    },
  ];
}

/** The steps of one side with their states, and what comes next. A move that ended otherwise shows how far it came. */
export function moveSteps(now: MoveSituation): MoveSteps {
  const make = now.role === "sender" ? { old: oldSender, new: newSender } : { old: oldAxon, new: newAxon };
  const drafts = make[now.side](now);
  const ended = now.stage === "cancelled" || now.stage === "takenBack";
  const current = ended ? -1 : drafts.findIndex(({ done }) => !done);
  const steps = drafts.map(({ key, title, sentence, done }, at): MoveStep => {
    const state: StepState = done ? "done" : at === current ? "now" : "later";
    return { key, title, sentence, state };
  });
  const at = drafts[current];
  return {
    steps,
    action: at?.action ?? null,
    done: steps.filter(({ state }) => state === "done").length,
    sentence:
      now.stage === "cancelled"
        ? "Cancelled: everything here is as it was before."
        : now.stage === "takenBack"
          ? "Taken back: the miner may run here again."
          : (at?.sentence ?? "Done."),
  };
}
