/**
 * Calls a wallet and a miner use, by what they are for. Only names: whether the connected chain has a call, whether it
 * is free and what it costs is always the node's own answer.
 */
export const OPERATION_GROUPS: readonly { readonly group: string; readonly calls: readonly string[] }[] = [
  {
    group: "Transfers",
    calls: ["Balances.transfer_keep_alive", "Balances.transfer_allow_death", "Balances.transfer_all"],
  },
  {
    group: "Staking",
    calls: [
      "add_stake",
      "add_stake_limit",
      "remove_stake",
      "remove_stake_limit",
      "remove_stake_full_limit",
      "move_stake",
      "move_stake_limit",
      "transfer_stake",
      "swap_stake",
      "swap_stake_limit",
      "unstake_all",
      "unstake_all_alpha",
      "claim_root",
      "set_root_claim_type",
    ].map((call) => `SubtensorModule.${call}`),
  },
  {
    group: "Registration",
    calls: ["burned_register", "register_limit", "register", "root_register"].map((call) => `SubtensorModule.${call}`),
  },
  {
    group: "Wallet and identity",
    calls: [
      "set_identity",
      "set_subnet_identity",
      "try_associate_hotkey",
      "swap_hotkey",
      "swap_hotkey_v2",
      "announce_coldkey_swap",
      "swap_coldkey_announced",
      "dispute_coldkey_swap",
      "clear_coldkey_swap_announcement",
      "schedule_swap_coldkey",
      "set_coldkey_auto_stake_hotkey",
    ].map((call) => `SubtensorModule.${call}`),
  },
  {
    group: "Weights",
    calls: [
      "set_weights",
      "set_mechanism_weights",
      "batch_set_weights",
      "commit_weights",
      "batch_commit_weights",
      "commit_timelocked_weights",
      "commit_crv3_weights",
      "commit_crv3_mechanism_weights",
      "reveal_weights",
      "batch_reveal_weights",
    ].map((call) => `SubtensorModule.${call}`),
  },
  {
    group: "Serving",
    calls: [
      "SubtensorModule.serve_axon",
      "SubtensorModule.serve_axon_tls",
      "SubtensorModule.serve_prometheus",
      "Commitments.set_commitment",
    ],
  },
  {
    group: "Subnets",
    calls: ["register_network", "register_network_with_identity", "start_call"].map(
      (call) => `SubtensorModule.${call}`,
    ),
  },
  {
    group: "Recycle and burn",
    calls: ["recycle_alpha", "burn_alpha", "add_stake_burn"].map((call) => `SubtensorModule.${call}`),
  },
  {
    group: "Takes and child hotkeys",
    calls: ["increase_take", "decrease_take", "set_children", "set_childkey_take"].map(
      (call) => `SubtensorModule.${call}`,
    ),
  },
  {
    group: "Proxies",
    calls: [
      "proxy",
      "proxy_announced",
      "add_proxy",
      "remove_proxy",
      "remove_proxies",
      "create_pure",
      "kill_pure",
      "announce",
      "remove_announcement",
      "reject_announcement",
      "set_real_pays_fee",
    ].map((call) => `Proxy.${call}`),
  },
  { group: "Batches", calls: ["Utility.batch", "Utility.batch_all", "Utility.force_batch"] },
  {
    group: "Multisig",
    calls: ["as_multi", "approve_as_multi", "cancel_as_multi"].map((call) => `Multisig.${call}`),
  },
  { group: "Governance", calls: ["Sudo.sudo"] },
];

/** Calls whose fee, and whether there is one, follows from the calls inside. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  "Utility.batch",
  "Utility.batch_all",
  "Utility.force_batch",
  "Utility.if_else",
  "Utility.as_derivative",
  "Proxy.proxy",
  "Proxy.proxy_announced",
  "Multisig.as_multi",
  "Multisig.as_multi_threshold_1",
]);

/** Calls that pay the swap fee of a subnet's pool besides the transaction fee, in the part of the order that is swapped. */
export const SWAPPING: ReadonlySet<string> = new Set(
  [
    "add_stake",
    "add_stake_limit",
    "add_stake_burn",
    "remove_stake",
    "remove_stake_limit",
    "remove_stake_full_limit",
    "unstake_all",
    "unstake_all_alpha",
    "swap_stake",
    "swap_stake_limit",
    "move_stake",
    "move_stake_limit",
    "transfer_stake",
  ].map((call) => `SubtensorModule.${call}`),
);

/** Calls that pay the price of a UID, which the chain swaps for alpha and burns: the swap fee is inside the price. */
export const REGISTERING: ReadonlySet<string> = new Set(
  ["burned_register", "register", "register_limit"].map((call) => `SubtensorModule.${call}`),
);

/** Calls whose fee is taken in alpha where TAO does not suffice (chain facts 5.2); only as the outermost call. */
export const ALPHA_FALLBACK: ReadonlySet<string> = new Set(
  [
    "remove_stake",
    "remove_stake_limit",
    "remove_stake_full_limit",
    "unstake_all",
    "unstake_all_alpha",
    "move_stake",
    "transfer_stake",
    "swap_stake",
    "swap_stake_limit",
    "recycle_alpha",
    "burn_alpha",
  ].map((call) => `SubtensorModule.${call}`),
);
