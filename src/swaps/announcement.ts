/** A coldkey's announced swap as the chain keeps it. */
export interface Announced {
  /** The first block in which it can be carried out (`ColdkeySwapAnnouncements`). */
  readonly executeAtBlock: number;
  readonly disputed: boolean;
}

/** Calls that an account may still sign while its swap is announced (chain facts 1.4). */
export const CALLS_WHILE_ANNOUNCED: ReadonlySet<string> = new Set([
  "SubtensorModule.announce_coldkey_swap",
  "SubtensorModule.swap_coldkey_announced",
  "SubtensorModule.dispute_coldkey_swap",
  "SubtensorModule.clear_coldkey_swap_announcement",
  "MevShield.submit_encrypted",
]);

export type SwapGuardRefusal = "ColdkeySwapAnnounced" | "ColdkeySwapDisputed";

/** Why an account may not sign a call now; null where it may. A disputed account signs nothing (chain facts 1.4). */
export function refuseWhileAnnounced(call: string, announced: Announced | null): SwapGuardRefusal | null {
  if (announced === null) return null;
  if (announced.disputed) return "ColdkeySwapDisputed";
  return CALLS_WHILE_ANNOUNCED.has(call) ? null : "ColdkeySwapAnnounced";
}

/** The first block in which an announcement can be made anew or taken back: the wait for that begins when the first one ends. */
export const clearableAtBlock = (executeAtBlock: number, reannouncementDelay: number): number =>
  executeAtBlock + reannouncementDelay;
