import { type CallRule, type FilteredCall, PROXY_TYPES, type ProxyFilter } from "./proxy-types.ts";

const SUBTENSOR = "SubtensorModule";
const of =
  (pallet: string) =>
  (...names: readonly string[]): CallRule[] =>
    names.map((call) => ({ pallet, call }));
const whole = (pallet: string): CallRule => ({ pallet, call: null });
const subtensor = of(SUBTENSOR);
const balances = of("Balances");

const STAKING = subtensor(
  "add_stake",
  "add_stake_limit",
  "remove_stake",
  "remove_stake_limit",
  "remove_stake_full_limit",
  "unstake_all",
  "unstake_all_alpha",
  "swap_stake",
  "swap_stake_limit",
  "move_stake",
);
const COLDKEY_SWAP = subtensor(
  "schedule_swap_coldkey",
  "swap_coldkey",
  "announce_coldkey_swap",
  "swap_coldkey_announced",
  "clear_coldkey_swap_announcement",
  "dispute_coldkey_swap",
  "reset_coldkey_swap",
);
const HOTKEY_SWAP = subtensor("swap_hotkey", "swap_hotkey_v2");
const REGISTRATION = subtensor("register", "register_limit", "burned_register");
const IDENTITY = subtensor("set_subnet_identity", "update_symbol");

/** Below half a token at a time, in rao and in alpha-rao. */
const SMALL = 500_000_000n;
const small = (rule: CallRule, param: string): CallRule => ({
  ...rule,
  condition: { kind: "below", param, limit: SMALL },
});

const allow = (...calls: readonly CallRule[]): ProxyFilter => ({ mode: "allow", calls, exceptions: [] });
const deny = (...calls: readonly CallRule[]): ProxyFilter => ({ mode: "deny", calls, exceptions: [] });
const OWNER_KEYS = of("AdminUtils")("sudo_set_sn_owner_hotkey");

const DENY_ALL: ProxyFilter = { mode: "denyAll", calls: [], exceptions: [] };

/**
 * Runtime 424's filters (chain facts 2.7), for the practice network and for nodes that do not tell theirs. Nodes that have
 * `ProxyFilterRuntimeApi` are asked instead.
 */
const FILTERS: Readonly<Record<string, ProxyFilter>> = {
  Any: { mode: "allowAll", calls: [], exceptions: [] },
  Owner: { ...allow(whole("AdminUtils"), ...IDENTITY), exceptions: OWNER_KEYS },
  NonCritical: deny(
    whole("Sudo"),
    ...subtensor("dissolve_network", "root_register", "burned_register"),
    ...COLDKEY_SWAP,
  ),
  NonTransfer: deny(whole("Balances"), ...subtensor("transfer_stake"), ...COLDKEY_SWAP),
  NonFungible: deny(
    whole("Balances"),
    ...STAKING,
    ...subtensor("transfer_stake", "burned_register", "root_register"),
    ...COLDKEY_SWAP,
    ...HOTKEY_SWAP,
  ),
  Staking: allow(...STAKING, ...subtensor("set_root_claim_type")),
  Registration: allow(...REGISTRATION),
  Transfer: allow(
    ...balances("transfer_keep_alive", "transfer_allow_death", "transfer_all"),
    ...subtensor("transfer_stake"),
  ),
  SmallTransfer: allow(
    ...balances("transfer_keep_alive", "transfer_allow_death").map((rule) => small(rule, "value")),
    ...subtensor("transfer_stake").map((rule) => small(rule, "alpha_amount")),
  ),
  ChildKeys: allow(...subtensor("set_children", "set_childkey_take")),
  SudoUncheckedSetCode: allow({
    pallet: "Sudo",
    call: "sudo_unchecked_weight",
    condition: { kind: "inside", pallet: "System", call: "set_code" },
  }),
  SwapHotkey: allow(...HOTKEY_SWAP),
  SubnetLeaseBeneficiary: {
    ...allow(...subtensor("start_call"), ...IDENTITY, whole("AdminUtils")),
    exceptions: OWNER_KEYS,
  },
  RootClaim: allow(...subtensor("claim_root")),
};

/** The filter of a type at runtime 424; dead and unknown types let nothing through. */
export const filterAt424 = (type: string): ProxyFilter => FILTERS[type] ?? DENY_ALL;

const amountOf = (value: unknown): bigint | null =>
  typeof value === "bigint" || typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value))
    ? BigInt(value)
    : null;

function fits({ pallet, call: name, condition }: CallRule, call: FilteredCall): boolean {
  if (pallet !== call.pallet || (name !== null && name !== call.name)) return false;
  if (!condition) return true;
  if (condition.kind === "below") {
    const amount = amountOf(call.args[condition.param]);
    return amount !== null && amount < condition.limit;
  }
  const inside = call.args.call as Partial<FilteredCall> | undefined;
  return inside?.pallet === condition.pallet && inside.name === condition.call;
}

/** Whether a filter lets a call through, what is inside it left aside. */
export function letsThrough({ mode, calls, exceptions }: ProxyFilter, call: FilteredCall): boolean {
  if (mode === "allowAll" || mode === "denyAll") return mode === "allowAll";
  const named = calls.some((rule) => fits(rule, call)) && !exceptions.some((rule) => fits(rule, call));
  return mode === "allow" ? named : !named;
}

/** Whether a type includes another, so that it may add and remove proxies of that one. */
export function includesType(type: string, other: string): boolean {
  if (type === other || type === "Any") return true;
  if (other === "Any") return false;
  if (type === "NonTransfer") return other !== "Transfer" && other !== "SmallTransfer";
  return type === "Transfer" && other === "SmallTransfer";
}

/**
 * Whether a proxy of this type may make the call, with the chain's own rules about proxies: it gives and takes no right that
 * it does not have itself, and removes or kills as a whole only with full rights.
 */
export function mayProxy(type: string, filter: ProxyFilter, call: FilteredCall): boolean {
  if (call.pallet === "Proxy") {
    const given = call.args.proxy_type as { readonly type?: string } | string | undefined;
    const other = typeof given === "string" ? given : (given?.type ?? "");
    if ((call.name === "add_proxy" || call.name === "remove_proxy") && !includesType(type, other)) return false;
    if ((call.name === "remove_proxies" || call.name === "kill_pure") && type !== "Any") return false;
  }
  return letsThrough(filter, call);
}

/** A type with what it lets through. */
export interface TypeFilter {
  readonly index: number;
  readonly name: string;
  readonly filter: ProxyFilter;
}

/** Every type in the wire's order with its filter. */
export const FILTERS_AT_424: readonly TypeFilter[] = PROXY_TYPES.map(({ index, name }) => ({
  index,
  name,
  filter: filterAt424(name),
}));
