import { PROPORTION_ONE } from "./proportion.ts";

/** A share of a hotkey's stake weight that another hotkey uses. */
export interface Child {
  readonly proportion: bigint;
  /** Any text or key that names a hotkey. */
  readonly hotkey: string;
}

export const MAX_CHILDREN = 5;
/** Blocks between two changes of one hotkey's children on a subnet; fixed in the runtime. */
export const CHILDREN_RATE_LIMIT_BLOCKS = 150;

export type ChildrenRefusal =
  | "RegistrationNotPermittedOnRootSubnet"
  | "DuplicateChild"
  | "InvalidChild"
  | "TooManyChildren"
  | "ProportionOverflow"
  | "ChildParentInconsistency"
  | "NotEnoughStakeToSetChildkeys";

/**
 * Why the chain would refuse a list of children, by its own names and in its own order; null where it takes it (chain
 * source `staking/set_children.rs`). An empty list takes all children away and needs no stake.
 */
export function refuseChildren(wish: {
  readonly hotkey: string;
  readonly netuid: number;
  readonly children: readonly Child[];
  /** Hotkeys whose child this one is on the subnet. */
  readonly parents: readonly string[];
  /** Stake behind the hotkey on all subnets in TAO, and the network's threshold, rao. */
  readonly stakeRao: bigint;
  readonly thresholdRao: bigint;
  readonly ownsSubnet: boolean;
}): ChildrenRefusal | null {
  const { hotkey, netuid, children, parents } = wish;
  if (netuid === 0) return "RegistrationNotPermittedOnRootSubnet";
  const hotkeys = children.map((child) => child.hotkey);
  if (new Set(hotkeys).size < hotkeys.length) return "DuplicateChild";
  if (hotkeys.includes(hotkey)) return "InvalidChild";
  if (children.length > MAX_CHILDREN) return "TooManyChildren";
  if (children.reduce((sum, { proportion }) => sum + proportion, 0n) > PROPORTION_ONE) return "ProportionOverflow";
  if (hotkeys.some((child) => parents.includes(child))) return "ChildParentInconsistency";
  const enough = children.length === 0 || wish.ownsSubnet || wish.stakeRao >= wish.thresholdRao;
  return enough ? null : "NotEnoughStakeToSetChildkeys";
}
