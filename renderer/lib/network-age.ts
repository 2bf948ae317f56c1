import type { NetworkStatus } from "#src/contract/network.ts";

/** How old the newest block is, and whether figures read from it have to be shown as stale. */
export interface BlockAge {
  readonly ageMs: number | null;
  readonly stale: boolean;
}

/** A block is late after three block times, at least 12 s; the network's own word `stale` or `offline` counts too. */
export function blockAge(status: NetworkStatus | null, nowMs: number): BlockAge {
  if (!status || status.blockAtMs === null) return { ageMs: null, stale: true };
  const ageMs = Math.max(0, nowMs - status.blockAtMs);
  const limitMs = Math.max(12_000, 3 * (status.blockTimeMs ?? 12_000));
  return { ageMs, stale: status.state !== "online" || ageMs > limitMs };
}
