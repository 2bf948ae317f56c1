import { FEES_AT_424, feeToWeight } from "#src/fees/transaction-fee.ts";

/**
 * The weight part of each call's fee at runtime 424 in rao (facts 5.1). The node declares the weights from which exactly these fees
 * come; the weight of the signed extensions is charged on top.
 */
const WEIGHT_FEE_RAO = {
  add_stake: 1_532_032n,
  add_stake_limit: 1_626_502n,
  remove_stake: 1_284_599n,
  remove_stake_limit: 1_357_848n,
  remove_stake_full_limit: 1_364_646n,
  move_stake: 695_530n,
  transfer_stake: 666_770n,
  swap_stake: 2_158_510n,
  swap_stake_limit: 2_259_758n,
  unstake_all: 88_415n,
  unstake_all_alpha: 2_137_936n,
  burned_register: 2_043_408n,
  register_limit: 2_764_600n,
  try_associate_hotkey: 200_168n,
  swap_hotkey: 7_846_019n,
  swap_hotkey_v2: 2_537_650n,
  announce_coldkey_swap: 223_624n,
  swap_coldkey_announced: 1_356_578n,
  dispute_coldkey_swap: 86_646n,
  clear_coldkey_swap_announcement: 84_748n,
  set_identity: 103_520n,
  claim_root: 469_500n,
  set_root_claim_type: 234_142n,
  set_coldkey_auto_stake_hotkey: 166_926n,
  recycle_alpha: 548_570n,
  burn_alpha: 434_482n,
  set_childkey_take: 214_435n,
  set_children: 1_684_500n,
} as const;

/** The `ref_time` of a paid call. */
export const refTime = (call: keyof typeof WEIGHT_FEE_RAO): bigint => feeToWeight(FEES_AT_424, WEIGHT_FEE_RAO[call]);

/** The `ref_time` of calls that are free, so that it only counts against the block: a few reads and writes. */
export const FREE_CALL_REF_TIME = 250_000_000n;
