import { AppError } from "#src/app-error.ts";

/** The node keeps no runtime that could be run here. */
export const noRuntime = (kind: "practice" | "node"): AppError =>
  kind === "practice"
    ? new AppError(
        "REHEARSAL_NO_RUNTIME",
        "This practice network has no WebAssembly runtime to run here, and no rehearsal.",
        {
          hint: "It is an older Tausmith's. Choose the practice network of this one.",
        },
      )
    : new AppError(
        "REHEARSAL_NO_RUNTIME",
        "The node gives no WebAssembly runtime (`:code`), so there is nothing to run here.",
        {
          hint: "Choose another endpoint, or sign without a rehearsal.",
        },
      );

export const cancelled = (): AppError =>
  new AppError("REHEARSAL_CANCELLED", "The rehearsal was ended. Nothing was signed.", {
    hint: "Start it again when you like.",
  });

export const timedOut = (timeoutMs: number, requests: number): AppError =>
  new AppError(
    "REHEARSAL_TIMEOUT",
    `The rehearsal was not done within ${timeoutMs / 1_000} s; the node had answered ${requests} questions by then.`,
    {
      hint: "Use a nearer node, leave the block's own work out, or give it more time (--timeout in the terminal).",
      details: { timeoutMs, requests },
    },
  );

export const busy = (planId: string): AppError =>
  new AppError("REHEARSAL_BUSY", "Another rehearsal runs; a second copy would need as much memory again.", {
    hint: "Wait until it is done, or cancel it.",
    details: { planId },
  });

export const outdated = (message: string): AppError =>
  new AppError("PLAN_OUTDATED", message, { hint: "Prepare it again and look at the new figures." });

export const nodeLost = (reason: string): AppError =>
  new AppError("REHEARSAL_NODE_LOST", `The node went away in the middle of the rehearsal: ${reason}.`, {
    hint: "Wait until the network is online again, then try it once more.",
  });
