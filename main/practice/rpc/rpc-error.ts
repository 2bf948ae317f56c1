import { INVALID_TEXTS, UNKNOWN_TEXTS } from "#src/errors/validity-texts.ts";
import { PoolError } from "../chain/pool.ts";
import { type Refusal, RefusalError } from "../chain/validity.ts";
import { BadLength } from "../extrinsic/decode.ts";
import { ScaleError } from "../scale/cursor.ts";

/** An error as JSON-RPC tells it. Codes and texts are a Substrate node's own; clients match on them. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: string | undefined;
  constructor(code: number, message: string, data?: string) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

const refusalError = (refusal: Refusal): RpcError => {
  if (refusal.kind === "custom") return new RpcError(1010, "Invalid Transaction", `Custom error: ${refusal.code}`);
  if (refusal.kind === "invalid") return new RpcError(1010, "Invalid Transaction", INVALID_TEXTS[refusal.name]);
  return new RpcError(1011, "Unknown Transaction Validity", UNKNOWN_TEXTS[refusal.name]);
};

const POOL_ERRORS = {
  alreadyImported: [1013, "Transaction Already Imported", "the same transaction is in the pool"],
  tooLowPriority: [
    1014,
    "Priority is too low: (1 vs 1)",
    "The transaction has too low priority to replace another transaction already in the pool.",
  ],
  full: [1016, "Immediately Dropped", "The transaction couldn't enter the pool because of the limit"],
} as const;

/** What the author methods answer where an extrinsic is not taken. Undefined for a defect. */
export function authorError(error: unknown): RpcError | undefined {
  if (error instanceof BadLength) return new RpcError(1001, `Extrinsic has invalid format: ${error.message}`);
  if (error instanceof ScaleError) {
    const text = `Runtime error: Execution failed: Execution aborted due to trap: ${error.message}`;
    return new RpcError(1002, `Verification Error: ${text}`, text);
  }
  if (error instanceof RefusalError) return refusalError(error.refusal);
  if (error instanceof PoolError) {
    const [code, message, data] = POOL_ERRORS[error.kind];
    return new RpcError(code, message, data);
  }
  return undefined;
}

export const invalidParams = (what: string): RpcError => new RpcError(-32602, "Invalid params", what);

/** Errors of the state methods. */
export const clientError = (text: string): RpcError => new RpcError(4003, `Client error: ${text}`);
