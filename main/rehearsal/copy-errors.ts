import { RpcError } from "#main/chain/json-rpc.ts";
import { AppError } from "#src/app-error.ts";

/** JSON-RPC codes of nodes that want fewer questions. */
const THROTTLED = new Set([-32_029, -32_005]);
const UNKNOWN_METHOD = -32_601;

export const isThrottled = (error: unknown): error is RpcError =>
  error instanceof RpcError && (THROTTLED.has(error.code) || /rate limit|too many requests/i.test(error.message));

export const throttled = (requests: number): AppError =>
  new AppError("REHEARSAL_THROTTLED", "The node wants fewer questions than a copy needs.", {
    hint: "Wait a minute and try again, or use another endpoint; a node of your own has no such limit.",
    details: { requests },
  });

/** Why a node's refusal ends a rehearsal, with the next step. */
export function nodeRefusal(method: string, error: RpcError): AppError {
  const { code } = error;
  if (code === UNKNOWN_METHOD || /unsafe/i.test(error.message)) {
    return new AppError(
      "REHEARSAL_NODE_REFUSES",
      `The node does not answer ${method}, which a copy of its state needs.`,
      {
        hint: "Choose another endpoint, or sign without a rehearsal.",
        details: { method, code },
      },
    );
  }
  if (/discarded|unknown ?block/i.test(error.message)) {
    return new AppError("REHEARSAL_STATE_GONE", "The node no longer keeps the state that was being copied.", {
      hint: "Try it again: the newest block is copied then. A rehearsal that takes long needs an archive node.",
      details: { method, code },
    });
  }
  return new AppError("REHEARSAL_NODE_REFUSES", `The node refused ${method} with code ${code}.`, {
    hint: "Try it again, or choose another endpoint.",
    details: { method, code },
  });
}

/** The node's runtime broke off, or cannot be run here. The text is the runtime's own, cut short. */
export const runtimeFailed = (error: unknown): AppError =>
  new AppError("REHEARSAL_RUNTIME_FAILED", "The chain's runtime could not run this here.", {
    hint: "Sign without a rehearsal, or look whether a newer Tausmith knows this runtime.",
    details: { reason: (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 200) },
    cause: error,
  });

export const tooMuchMemory = (limitMiB: number): AppError =>
  new AppError("REHEARSAL_MEMORY", `The copy needed more than ${limitMiB} MiB and was ended.`, {
    hint: "Leave the block's own work out, or sign without a rehearsal.",
    details: { limitMiB },
  });
