import type { Head, Live } from "#main/chain/link.ts";
import type { RuntimeQuestion } from "#main/chain/lookup.ts";

/** A changed storage key: its value as hex before the extrinsic and after it, null where there is none. */
export type StateChange = readonly [key: string, before: string | null, after: string | null];

/** What is run on a copy. */
export interface ForkJob {
  readonly live: Live;
  readonly at: Pick<Head, "number" | "hash">;
  /** The extrinsic with the mock signature. */
  readonly extrinsicHex: string;
  /** Do the block's own work (hooks, timestamp) first. */
  readonly blockWork: boolean;
  /** What to ask the copy's runtime, before and after, once it is known what changed. */
  readonly questions: (changes: readonly StateChange[]) => readonly RuntimeQuestion[];
  readonly tell: (progress: ForkProgress) => void;
  /** Ends the run, which rejects with its reason once whatever it held is given back. */
  readonly signal: AbortSignal;
}

export interface ForkProgress {
  readonly step: string;
  readonly requests: number;
  readonly memoryMiB: number | null;
}

export interface ForkOutcome {
  /** Why no block would take it, in a node's words. */
  readonly refusal: { readonly message: string; readonly data?: string } | null;
  /** What the extrinsic alone changed. */
  readonly changes: readonly StateChange[];
  /** Answers to the questions, in their order. */
  readonly answers: readonly { readonly before: string; readonly after: string }[];
  readonly blockWork: boolean;
  readonly requests: number;
  readonly peakMiB: number | null;
}

/** A way to run an extrinsic on a private copy of the connected chain. Errors: `REHEARSAL_…`, `NETWORK_…`. */
export interface Fork {
  readonly how: "fork" | "practice";
  run(job: ForkJob): Promise<ForkOutcome>;
}
