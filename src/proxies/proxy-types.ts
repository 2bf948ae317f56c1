/** A call as a filter looks at it: names as the chain spells them, arguments by name. */
export interface FilteredCall {
  readonly pallet: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a filter asks of a call's arguments: an amount below a limit, or a certain call inside. */
export type CallCondition =
  | { readonly kind: "below"; readonly param: string; readonly limit: bigint }
  | { readonly kind: "inside"; readonly pallet: string; readonly call: string };

/** A call that a filter names; a whole pallet where `call` is null. */
export interface CallRule {
  readonly pallet: string;
  readonly call: string | null;
  readonly condition?: CallCondition;
}

/** What a proxy type lets through. `exceptions` turn a rule of `calls` round. */
export interface ProxyFilter {
  readonly mode: "allowAll" | "denyAll" | "allow" | "deny";
  readonly calls: readonly CallRule[];
  readonly exceptions: readonly CallRule[];
}

/** A proxy type in plain words. */
export interface ProxyTypeWords {
  readonly name: string;
  /** The number on the wire. */
  readonly index: number;
  /** Nothing is allowed any more; not to be offered. */
  readonly dead: boolean;
  /** `everything` and `wide` types can move all the money. */
  readonly width: "everything" | "wide" | "narrow" | "none";
  readonly may: string;
  readonly mayNot: string;
}

const words = (
  index: number,
  name: string,
  width: ProxyTypeWords["width"],
  may: string,
  mayNot: string,
): ProxyTypeWords => ({ name, index, width, dead: width === "none", may, mayNot });

const NOTHING = "Nothing: the chain has retired this type.";

/** Runtime 424's types, in the wire's order (chain facts 2.7). */
export const PROXY_TYPES: readonly ProxyTypeWords[] = [
  words(
    0,
    "Any",
    "everything",
    "Everything the account itself may do, removing you included.",
    "Nothing is kept back.",
  ),
  words(1, "Owner", "narrow", "Settings and the identity of subnets the account owns.", "Stake, transfers, keys."),
  words(
    2,
    "NonCritical",
    "wide",
    "Almost everything, sending all TAO and stake away included.",
    "Dissolve a subnet, root and burned registration, sudo, coldkey swap.",
  ),
  words(
    3,
    "NonTransfer",
    "wide",
    "Everything but sending: stake, register, swap hotkeys, recycle or burn alpha.",
    "Send TAO, hand over stake, swap the coldkey.",
  ),
  words(4, "Senate", "none", NOTHING, "Everything."),
  words(
    5,
    "NonFungible",
    "narrow",
    "Weights, axons, children, takes, subnets.",
    "Send TAO, anything with stake, burned and root registration, swaps of keys.",
  ),
  words(6, "Triumvirate", "none", NOTHING, "Everything."),
  words(7, "Governance", "none", NOTHING, "Everything."),
  words(
    8,
    "Staking",
    "narrow",
    "Add, remove, move and swap stake of the account, and choose how root dividends are claimed.",
    "Send TAO or stake to anybody else. Nothing leaves the account but what trades cost.",
  ),
  words(9, "Registration", "narrow", "Register hotkeys, which burns the price.", "Everything else."),
  words(10, "Transfer", "wide", "Send all TAO, and hand stake over to others.", "Everything else."),
  words(
    11,
    "SmallTransfer",
    "narrow",
    "Send less than 0.5 τ or hand over less than 0.5 α at a time, as often as it likes.",
    "Larger sums at once, everything else.",
  ),
  words(12, "RootWeights", "none", NOTHING, "Everything."),
  words(13, "ChildKeys", "narrow", "Set child hotkeys and their take.", "Everything else."),
  words(14, "SudoUncheckedSetCode", "narrow", "Replace the chain's code, for its sudo account.", "Everything else."),
  words(15, "SwapHotkey", "narrow", "Swap hotkeys.", "Everything else."),
  words(16, "SubnetLeaseBeneficiary", "narrow", "Run a leased subnet.", "Everything else."),
  words(17, "RootClaim", "narrow", "Claim root dividends.", "Everything else."),
];

export const proxyTypeWords = (name: string): ProxyTypeWords =>
  PROXY_TYPES.find((one) => one.name === name) ??
  // A type that came with a later runtime: nothing is known of it, so it counts as wide.
  words(-1, name, "wide", "What this type may do is not known to this version.", "Not known.");

/** The type for a key that trades by itself. */
export const RECOMMENDED_TYPE = "Staking";
