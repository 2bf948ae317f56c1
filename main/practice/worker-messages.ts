import type { ErrorView } from "#src/result.ts";
import type { AccountId } from "./describe/substrate-types.ts";
import type { PracticeValidatorSpec } from "./validators/messages.ts";

export interface WorkerStart {
  readonly type: "start";
  /** Folder of the chain's file. It exists. */
  readonly dir: string;
  /** 0 for a free port. */
  readonly port: number;
  readonly blockTimeMs: number;
  /** Seeds the subnets' neurons. */
  readonly seed: string;
}

export interface ValidatorAxon {
  readonly netuid: number;
  readonly hotkey: AccountId;
  readonly port: number;
}

/** What the supervisor asks of the node's worker. Every request but `start` and `stop` is answered under its id. */
export type ToWorker =
  | WorkerStart
  | { readonly type: "faucet"; readonly id: number; readonly account: AccountId; readonly amountRao: bigint }
  | { readonly type: "axons"; readonly id: number; readonly axons: readonly ValidatorAxon[] }
  | { readonly type: "validators"; readonly id: number }
  | { readonly type: "upgrade"; readonly id: number }
  | { readonly type: "reset"; readonly id: number }
  | { readonly type: "stop" };

export interface Serving {
  readonly type: "serving";
  readonly url: string;
  readonly port: number;
  readonly block: number;
  readonly specVersion: number;
}

/** What the worker tells. */
export type FromWorker =
  | Serving
  | { readonly type: "head"; readonly block: number; readonly specVersion: number }
  | { readonly type: "done"; readonly id: number; readonly value: WorkerAnswer }
  | { readonly type: "refused"; readonly id: number; readonly error: ErrorView }
  | { readonly type: "failed"; readonly error: ErrorView }
  | { readonly type: "defect"; readonly where: string; readonly text: string }
  | { readonly type: "stopped" };

/** The answer to a request: where it was done, and what came of it. */
export interface WorkerAnswer {
  readonly block: number;
  readonly specVersion: number;
  /** After `validators`: their keys, derived here so that the main thread never waits for it. */
  readonly validators?: readonly PracticeValidatorSpec[];
  /** After a faucet request. */
  readonly freeRao?: bigint;
  /** After `axons`: each hotkey's UID, null where it holds none. */
  readonly uids?: readonly (number | null)[];
}
