import type { ErrorView } from "#src/result.ts";
import type { ForkProgress, StateChange } from "./fork.ts";

/** What the process is to run. It holds no key, and the extrinsic has no real signature. */
export interface CopyStart {
  readonly type: "start";
  readonly nodeUrl: string;
  readonly at: { readonly number: number; readonly hash: string };
  readonly extrinsicHex: string;
  readonly blockWork: boolean;
  /** What the opening of a block writes, where its own work is left out; null removes. */
  readonly opening: readonly (readonly [key: string, value: string | null])[];
  readonly limits: CopyLimits;
}

export interface CopyLimits {
  /** The JavaScript heap's most, MiB. */
  readonly heapMiB: number;
  /** The whole process's most (resident), MiB; it ends itself above that. */
  readonly processMiB: number;
  /** How long one answer of the node may take. */
  readonly requestTimeoutMs: number;
  /** Waits before a question is asked again that the node had too many of. */
  readonly backOffMs: readonly number[];
}

/** A runtime API's method and its encoded arguments. */
export type CopyQuestion = readonly [method: string, data: string];

export type ToCopy = CopyStart | { readonly type: "ask"; readonly questions: readonly CopyQuestion[] };

export type FromCopy =
  | ({ readonly type: "progress" } & ForkProgress)
  /** `resultHex` is the encoded `ApplyExtrinsicResult`. */
  | { readonly type: "ran"; readonly resultHex: string; readonly changes: readonly StateChange[] }
  | {
      readonly type: "answered";
      readonly answers: readonly { readonly before: string; readonly after: string }[];
      readonly requests: number;
      readonly peakMiB: number;
    }
  | { readonly type: "failed"; readonly error: ErrorView };
