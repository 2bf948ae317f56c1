import { type Context, defineMethod, I32F32, NetUid, U64F64 } from "../describe/index.ts";
import * as store from "../pallets/subtensor/storage/index.ts";
import { bool, bytes, compact, enumeration, option, struct, type Type, u32, vec } from "../scale/index.ts";
import type { AnyType, ValueOf } from "../scale/type.ts";
import { c16, c64, c128, cTao } from "./compacts.ts";
import { METAGRAPH_FIELDS } from "./subnet-fields.ts";

type Values = Record<string, unknown>;

/** Names in wire order; all of them are in the metagraph's table too. */
const FIRST_VERSION = [
  "rho",
  "kappa",
  "immunity_period",
  "min_allowed_weights",
  "max_weights_limit",
  "tempo",
  "min_difficulty",
  "max_difficulty",
  "weights_version",
  "weights_rate_limit",
  "adjustment_interval",
  "activity_cutoff",
  "registration_allowed",
  "target_regs_per_interval",
  "min_burn",
  "max_burn",
  "bonds_moving_avg",
  "max_regs_per_block",
  "serving_rate_limit",
  "max_validators",
  "adjustment_alpha",
  "difficulty",
  "commit_reveal_period",
  "commit_reveal_weights_enabled",
  "alpha_high",
  "alpha_low",
  "liquid_alpha_enabled",
];

const firstTypes = Object.fromEntries(FIRST_VERSION.map((name) => [name, METAGRAPH_FIELDS[name]?.type as AnyType]));

const SubnetHyperparams = struct(
  "pallet_subtensor::rpc_info::subnet_info::SubnetHyperparams",
  firstTypes,
) as AnyType as Type<Values>;

const SubnetHyperparamsV2 = struct("pallet_subtensor::rpc_info::subnet_info::SubnetHyperparamsV2", {
  ...firstTypes,
  alpha_sigmoid_steepness: I32F32,
  yuma_version: c16,
  subnet_is_active: bool,
  transfers_enabled: bool,
  bonds_reset_enabled: bool,
  user_liquidity_enabled: bool,
}) as AnyType as Type<Values>;

const HyperparamValue = enumeration("pallet_subtensor::rpc_info::subnet_info::HyperparamValue", {
  Bool: [0, [bool]],
  U16: [1, [c16]],
  U32: [2, [compact(u32)]],
  U64: [3, [c64]],
  U128: [4, [c128]],
  TaoBalance: [5, [cTao]],
  I32F32: [6, [I32F32]],
  U64F64: [7, [U64F64]],
});
type HyperparamValueOf = ValueOf<typeof HyperparamValue>;

const HyperparamEntry = struct("pallet_subtensor::rpc_info::subnet_info::HyperparamEntry", {
  name: bytes,
  value: HyperparamValue,
});

const readFirst = (ctx: Context, netuid: number): Values =>
  Object.fromEntries(FIRST_VERSION.map((name) => [name, METAGRAPH_FIELDS[name]?.read(ctx, netuid)]));

const readSecond = (ctx: Context, netuid: number): Values => ({
  ...readFirst(ctx, netuid),
  alpha_sigmoid_steepness: steepness(ctx, netuid),
  yuma_version: store.Yuma3On.get(ctx, netuid) ? 3 : 2,
  subnet_is_active: store.SubtokenEnabled.get(ctx, netuid),
  transfers_enabled: store.TransferToggle.get(ctx, netuid),
  bonds_reset_enabled: store.BondsResetOn.get(ctx, netuid),
  user_liquidity_enabled: false,
});

/** Stored in thousandths, told as I32F32. */
const steepness = (ctx: Context, netuid: number) => ({
  bits: (BigInt(store.AlphaSigmoidSteepness.get(ctx, netuid)) << 32n) / 1_000n,
});

/** The third version is an open list; names and order are the live chain's. */
const THIRD_VERSION: readonly (readonly [string, HyperparamValueOf["type"]])[] = [
  ["kappa", "U16"],
  ["immunity_period", "U16"],
  ["min_allowed_weights", "U16"],
  ["max_weights_limit", "U16"],
  ["tempo", "U16"],
  ["weights_version", "U64"],
  ["weights_rate_limit", "U64"],
  ["activity_cutoff", "U64"],
  ["activity_cutoff_factor", "U32"],
  ["registration_allowed", "Bool"],
  ["target_regs_per_interval", "U16"],
  ["min_burn", "TaoBalance"],
  ["max_burn", "TaoBalance"],
  ["burn_half_life", "U16"],
  ["burn_increase_mult", "U64F64"],
  ["bonds_moving_avg", "U64"],
  ["max_regs_per_block", "U16"],
  ["serving_rate_limit", "U64"],
  ["max_validators", "U16"],
  ["commit_reveal_period", "U64"],
  ["commit_reveal_weights_enabled", "Bool"],
  ["alpha_high", "U16"],
  ["alpha_low", "U16"],
  ["liquid_alpha_enabled", "Bool"],
  ["alpha_sigmoid_steepness", "I32F32"],
  ["yuma_version", "U16"],
  ["subnet_is_active", "Bool"],
  ["transfers_enabled", "Bool"],
  ["bonds_reset_enabled", "Bool"],
  ["user_liquidity_enabled", "Bool"],
  ["owner_cut_enabled", "Bool"],
  ["owner_cut_auto_lock_enabled", "Bool"],
  ["min_childkey_take", "U16"],
];

function readThird(ctx: Context, netuid: number) {
  const values: Values = {
    ...readSecond(ctx, netuid),
    activity_cutoff_factor: store.ActivityCutoffFactorMilli.get(ctx, netuid),
    burn_half_life: store.BurnHalfLife.get(ctx, netuid),
    burn_increase_mult: store.BurnIncreaseMult.get(ctx, netuid),
    owner_cut_enabled: store.OwnerCutEnabled.get(ctx, netuid),
    owner_cut_auto_lock_enabled: false,
    min_childkey_take: store.MinChildkeyTake.get(ctx),
  };
  return THIRD_VERSION.map(([name, type]) => ({
    name: new TextEncoder().encode(name),
    value: { type, value: values[name] } as HyperparamValueOf,
  }));
}

const ifExists =
  <T>(read: (ctx: Context, netuid: number) => T) =>
  (ctx: Context, { netuid }: { readonly netuid: number }): T | undefined =>
    store.NetworksAdded.get(ctx, netuid) ? read(ctx, netuid) : undefined;

export const hyperparameterMethods = {
  get_subnet_hyperparams: defineMethod({ netuid: NetUid }, option(SubnetHyperparams), ifExists(readFirst)),
  get_subnet_hyperparams_v2: defineMethod({ netuid: NetUid }, option(SubnetHyperparamsV2), ifExists(readSecond)),
  get_subnet_hyperparams_v3: defineMethod({ netuid: NetUid }, option(vec(HyperparamEntry)), ifExists(readThird)),
};
