import type { SubnetView } from "#src/contract/subnets.ts";

/** The subnet that takes trading signals, on the live networks and on the practice network alike (facts D). */
export const SIGNALS_NETUID = 8;

/** Its entry in the list of subnets, once that is known. */
export const signalsSubnet = (subnets: readonly SubnetView[] | null): SubnetView | null =>
  subnets?.find(({ netuid }) => netuid === SIGNALS_NETUID) ?? null;
