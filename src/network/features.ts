/** What a feature needs of a runtime, by the chain's own names. */
export interface RuntimeItem {
  readonly kind: "call" | "storage" | "runtimeApi" | "constant";
  readonly section: string;
  readonly name: string;
}

/** One way to do what a feature is for. Ways are told best first. */
export interface FeatureWay {
  readonly items: readonly RuntimeItem[];
  /** What this way lacks against the best one, as a sentence; the best way has none. */
  readonly lacks?: string;
}

export interface Feature {
  readonly id: string;
  readonly title: string;
  readonly ways: readonly FeatureWay[];
  /** What cannot be done where no way is open, as a sentence. */
  readonly without: string;
}

const items =
  (kind: RuntimeItem["kind"], section: string) =>
  (...names: readonly string[]): RuntimeItem[] =>
    names.map((name) => ({ kind, section, name }));

const call = items("call", "SubtensorModule");
const stored = items("storage", "SubtensorModule");
const subnetApi = items("runtimeApi", "SubnetInfoRuntimeApi");
const swapApi = items("runtimeApi", "SwapRuntimeApi");
const stakeApi = items("runtimeApi", "StakeInfoRuntimeApi");
const swapStored = items("storage", "Swap");
const paymentApi = items("runtimeApi", "TransactionPaymentApi");
const balances = items("call", "Balances");

const BURN = stored("Burn", "MinBurn", "MaxBurn", "NetworkRegistrationAllowed");

/**
 * Everything the app asks of a runtime, grouped by what a person wants to do (chain facts 2 to 4). Runtimes before 400
 * lack some of it and later ones add to it, so nothing here may be taken for granted.
 */
export const FEATURES: readonly Feature[] = [
  {
    id: "balances",
    title: "Balances",
    ways: [
      { items: [...items("storage", "System")("Account", "Number"), ...stakeApi("get_stake_info_for_coldkeys")] },
      { items: items("storage", "System")("Account", "Number"), lacks: "Staked amounts are not shown." },
    ],
    without: "Balances cannot be read.",
  },
  {
    id: "transfers",
    title: "Sending TAO",
    ways: [
      { items: balances("transfer_keep_alive", "transfer_allow_death", "transfer_all") },
      { items: balances("transfer_keep_alive"), lacks: "An account cannot be emptied." },
    ],
    without: "TAO cannot be sent.",
  },
  {
    id: "fees",
    title: "Fees before signing",
    ways: [{ items: paymentApi("query_info", "query_fee_details") }],
    without: "No fee can be told before signing, so nothing can be signed.",
  },
  {
    id: "subnets",
    title: "Subnets and prices",
    ways: [
      { items: [...subnetApi("get_all_dynamic_info"), ...swapApi("current_alpha_price_all")] },
      {
        items: [...subnetApi("get_all_dynamic_info"), ...swapStored("SwapBalancer")],
        lacks: "Prices are worked out from the pools' reserves and weights.",
      },
      {
        items: [...subnetApi("get_all_dynamic_info"), ...swapStored("AlphaSqrtPrice")],
        lacks: "Prices are taken from the pools' stored square roots.",
      },
      { items: subnetApi("get_all_dynamic_info"), lacks: "Prices are worked out from the pools' reserves alone." },
    ],
    without: "Subnets cannot be listed.",
  },
  {
    id: "metagraph",
    title: "Metagraph and neurons",
    ways: [
      { items: [...subnetApi("get_selective_metagraph"), ...stored("Uids", "ValidatorTrust")] },
      {
        items: [...subnetApi("get_selective_metagraph"), ...stored("Uids")],
        lacks: "Validator trust is not shown.",
      },
      {
        items: [...subnetApi("get_metagraph"), ...stored("Uids")],
        lacks: "Each look reads the whole metagraph.",
      },
    ],
    without: "Neurons cannot be shown, and the safety of a UID cannot be told.",
  },
  {
    id: "hyperparameters",
    title: "Hyperparameters",
    ways: [
      { items: subnetApi("get_subnet_hyperparams_v3") },
      { items: subnetApi("get_subnet_hyperparams_v2"), lacks: "Those added later are left out." },
      { items: subnetApi("get_subnet_hyperparams"), lacks: "Those added later are left out." },
    ],
    without: "Hyperparameters are not shown.",
  },
  {
    id: "registration",
    title: "Registration",
    ways: [
      { items: [...call("register_limit"), ...BURN] },
      {
        items: [...call("burned_register"), ...BURN],
        lacks: "The chain takes no price ceiling: a price that rises before inclusion is paid.",
      },
    ],
    without: "Hotkeys cannot be registered.",
  },
  {
    id: "price-orders",
    title: "Waiting for a price, several at once",
    ways: [{ items: [...call("register_limit"), ...items("call", "Utility")("batch_all")] }],
    without:
      "Without a price ceiling an order could pay any price, so none is taken; hotkeys are registered one by one.",
  },
  {
    id: "survival",
    title: "Safety of a UID",
    ways: [
      { items: stored("MinNonImmuneUids", "ImmuneOwnerUidsLimit", "BlockAtRegistration") },
      {
        items: stored("BlockAtRegistration"),
        lacks: "How many stay replaceable, and how many of the owner's are protected, is taken as 10 and 1.",
      },
    ],
    without: "The safety of a UID cannot be told.",
  },
  {
    id: "price-decay",
    title: "Registration price forecast",
    ways: [{ items: stored("BurnHalfLife", "BurnIncreaseMult") }],
    without: "How the registration price falls is not known, so there is no forecast.",
  },
  {
    id: "staking",
    title: "Staking",
    ways: [
      { items: call("add_stake_limit", "remove_stake_limit", "remove_stake_full_limit") },
      { items: call("add_stake_limit", "remove_stake_limit"), lacks: "A whole position is sold by its amount." },
      { items: call("add_stake", "remove_stake"), lacks: "The chain takes no limit price." },
    ],
    without: "Stake cannot be added or removed.",
  },
  {
    id: "moving-stake",
    title: "Moving stake",
    ways: [
      { items: call("move_stake", "transfer_stake", "swap_stake_limit") },
      { items: call("move_stake", "transfer_stake", "swap_stake"), lacks: "A swap between subnets takes no limit." },
    ],
    without: "Stake cannot be moved, handed over or swapped between subnets.",
  },
  {
    id: "swap-simulation",
    title: "Trade quotes",
    ways: [{ items: swapApi("sim_swap_tao_for_alpha", "sim_swap_alpha_for_tao") }],
    without: "What a trade brings cannot be told beforehand, so no trade is prepared.",
  },
  {
    id: "stake-availability",
    title: "Locked stake",
    ways: [{ items: stakeApi("get_stake_availability_for_coldkeys") }],
    without: "Whether a part of the stake is locked is not known before the chain refuses.",
  },
  {
    id: "identity",
    title: "Identity of a coldkey",
    ways: [{ items: [...call("set_identity"), ...stored("IdentitiesV2")] }],
    without: "A coldkey cannot tell who stands behind it.",
  },
  {
    id: "takes",
    title: "Takes of delegates and child hotkeys",
    ways: [{ items: [...call("increase_take", "decrease_take", "set_childkey_take"), ...stored("Delegates")] }],
    without: "Takes cannot be changed.",
  },
  {
    id: "children",
    title: "Child hotkeys",
    ways: [{ items: [...call("set_children"), ...stored("ChildKeys", "ParentKeys", "PendingChildKeys")] }],
    without: "Stake weight cannot be lent to other hotkeys.",
  },
  {
    id: "root-claims",
    title: "Root dividends",
    ways: [
      {
        items: [
          ...call("claim_root", "set_root_claim_type"),
          ...stored("RootClaimable", "RootClaimed", "RootClaimType"),
        ],
      },
      {
        items: [...call("claim_root"), ...stored("RootClaimable", "RootClaimed")],
        lacks: "Whether claims are sold or kept cannot be chosen.",
      },
      { items: call("claim_root"), lacks: "What there is to claim is not shown." },
    ],
    without: "Root dividends cannot be claimed.",
  },
  {
    id: "auto-stake",
    title: "Where mining rewards are staked",
    ways: [{ items: [...call("set_coldkey_auto_stake_hotkey"), ...stored("AutoStakeDestination")] }],
    without: "Mining rewards stay behind the hotkey that earns them.",
  },
  {
    id: "destroying-alpha",
    title: "Recycling and burning alpha",
    ways: [{ items: call("recycle_alpha", "burn_alpha") }],
    without: "Alpha cannot be recycled or burned.",
  },
  {
    id: "hotkey-swap",
    title: "Swapping a hotkey",
    ways: [
      { items: call("swap_hotkey_v2") },
      { items: call("swap_hotkey"), lacks: "Stake cannot be left behind the old hotkey." },
    ],
    without: "A hotkey cannot be replaced by another one.",
  },
  {
    id: "coldkey-swap",
    title: "Swapping a coldkey",
    ways: [
      {
        items: [
          ...call(
            "announce_coldkey_swap",
            "swap_coldkey_announced",
            "dispute_coldkey_swap",
            "clear_coldkey_swap_announcement",
          ),
          ...stored("ColdkeySwapAnnouncements", "ColdkeySwapDisputes"),
        ],
      },
    ],
    without: "A coldkey cannot be replaced, and announced swaps cannot be watched.",
  },
  {
    id: "axon",
    title: "Publishing an axon",
    ways: [{ items: [...call("serve_axon"), ...stored("Axons", "ServingRateLimit")] }],
    without: "Where a miner listens cannot be published.",
  },
  {
    id: "batches",
    title: "Several in one transaction",
    ways: [
      { items: items("call", "Utility")("batch_all", "batch", "force_batch") },
      { items: items("call", "Utility")("batch_all"), lacks: "A batch is always all or none." },
    ],
    without: "Several hotkeys or subnets are done one transaction at a time.",
  },
  {
    id: "proxies",
    title: "Proxies",
    ways: [
      {
        items: [
          ...items("call", "Proxy")(
            "proxy",
            "add_proxy",
            "remove_proxy",
            "create_pure",
            "kill_pure",
            "announce",
            "proxy_announced",
            "set_real_pays_fee",
          ),
          ...items("storage", "Proxy")("Proxies", "Announcements", "RealPaysFee"),
          ...items("runtimeApi", "ProxyFilterRuntimeApi")("get_proxy_types", "get_proxy_filter"),
        ],
      },
      {
        items: [
          ...items("call", "Proxy")(
            "proxy",
            "add_proxy",
            "remove_proxy",
            "create_pure",
            "kill_pure",
            "announce",
            "proxy_announced",
          ),
          ...items("storage", "Proxy")("Proxies", "Announcements"),
        ],
        lacks: "An account cannot agree to pay its delegates' fees, or what a type may do is told from memory.",
      },
    ],
    without: "Nobody can act for another account.",
  },
  {
    id: "multisigs",
    title: "Multisigs",
    ways: [
      {
        items: [
          ...items("call", "Multisig")("as_multi", "approve_as_multi", "cancel_as_multi", "as_multi_threshold_1"),
          ...items("storage", "Multisig")("Multisigs"),
          ...items("runtimeApi", "TransactionPaymentCallApi")("query_call_info"),
        ],
      },
    ],
    without: "Operations of multisigs cannot be read or approved.",
  },
];

/** A feature by its id. */
export function featureOf(id: string): Feature {
  const found = FEATURES.find((feature) => feature.id === id);
  if (!found) throw new Error(`there is no feature ${id}`);
  return found;
}

/** What a runtime makes of one feature. */
export interface FeatureVerdict {
  readonly feature: Feature;
  readonly state: "full" | "reduced" | "missing";
  /** What is left out and for want of which items; null where nothing is. */
  readonly reason: string | null;
  readonly items: readonly (RuntimeItem & { readonly present: boolean })[];
}

const nameOf = ({ section, name }: RuntimeItem): string => `${section}.${name}`;

/** Judges one feature: the best way whose items are all there, and what is lost where that is not the first. */
export function judgeFeature(feature: Feature, has: (item: RuntimeItem) => boolean): FeatureVerdict {
  const known = new Map(feature.ways.flatMap(({ items: all }) => all).map((item) => [nameOf(item), item]));
  const judged = [...known.values()].map((item) => ({ ...item, present: has(item) }));
  const lackOf = (way: FeatureWay | undefined): string =>
    (way?.items ?? [])
      .filter((item) => !has(item))
      .map(nameOf)
      .join(", ");
  const open = feature.ways.findIndex((way) => way.items.every(has));
  if (open === 0) return { feature, state: "full", reason: null, items: judged };
  if (open > 0) {
    const reason = `${feature.ways[open]?.lacks} The node lacks ${lackOf(feature.ways[0])}.`;
    return { feature, state: "reduced", reason, items: judged };
  }
  const reason = `${feature.without} The node lacks ${lackOf(feature.ways.at(-1))}.`;
  return { feature, state: "missing", reason, items: judged };
}
