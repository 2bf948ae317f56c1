import type { CopyLimits } from "./process-messages.ts";

/**
 * Measured with a Subtensor runtime of two subnets: 230 to 295 MiB (resident) from the bundle, 500 from source; most of it
 * is the compiled runtime, state adds little.
 */
export const COPY_NEEDS_MIB = 512;

export const COPY_LIMITS: CopyLimits = {
  heapMiB: 768,
  processMiB: 1_024,
  requestTimeoutMs: 30_000,
  backOffMs: [500, 1_000, 2_000, 4_000, 8_000],
};
