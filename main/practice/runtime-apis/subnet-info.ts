import { AccountId32, type Context, defineMethod, I96F32, NetUid } from "../describe/index.ts";
import * as store from "../pallets/subtensor/storage/index.ts";
import { allNetuids, subnetAccount } from "../pallets/subtensor/subnet-account.ts";
import { SubnetIdentityV3 } from "../pallets/subtensor/types.ts";
import { type AnyType, option, struct, type Type, u8, u16, u64, vec } from "../scale/index.ts";
import { ACCOUNT_PARAM, c16, c64, cAlpha, cNetUid, cTao } from "./compacts.ts";
import { hyperparameterMethods } from "./hyperparameters.ts";
import { Metagraph, readMetagraph, readSelectiveMetagraph, SelectiveMetagraph } from "./metagraph.ts";
import { METAGRAPH_FIELDS } from "./subnet-fields.ts";

type Values = Record<string, unknown>;

/** Fields of the metagraph's table under the same names. */
const shared = (names: readonly string[]): Record<string, AnyType> =>
  Object.fromEntries(names.map((name) => [name, METAGRAPH_FIELDS[name]?.type as AnyType]));

const readShared = (ctx: Context, netuid: number, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, METAGRAPH_FIELDS[name]?.read(ctx, netuid)]));

const DYNAMIC_BEFORE = ["tempo", "last_step", "blocks_since_last_step"];
const DYNAMIC_AFTER = [
  "alpha_in",
  "alpha_out",
  "tao_in",
  "alpha_out_emission",
  "alpha_in_emission",
  "tao_in_emission",
  "pending_alpha_emission",
  "pending_root_emission",
  "subnet_volume",
  "network_registered_at",
];

const DynamicInfo = struct(
  "pallet_subtensor::rpc_info::dynamic_info::DynamicInfo",
  {
    netuid: cNetUid,
    ...shared(["owner_hotkey", "owner_coldkey"]),
    subnet_name: METAGRAPH_FIELDS.name?.type as AnyType,
    token_symbol: METAGRAPH_FIELDS.symbol?.type as AnyType,
    ...shared(DYNAMIC_BEFORE),
    emission: c64,
    ...shared(DYNAMIC_AFTER),
    subnet_identity: option(SubnetIdentityV3),
    moving_price: I96F32,
  },
  ACCOUNT_PARAM,
) as AnyType as Type<Values>;

function readDynamicInfo(ctx: Context, netuid: number): Values | undefined {
  if (!store.NetworksAdded.get(ctx, netuid)) return undefined;
  const { name, symbol, identity, ...rest } = readShared(ctx, netuid, [
    "netuid",
    "owner_hotkey",
    "owner_coldkey",
    "name",
    "symbol",
    "identity",
    "moving_price",
    ...DYNAMIC_BEFORE,
    ...DYNAMIC_AFTER,
  ]);
  return { ...rest, emission: 0n, subnet_name: name, token_symbol: symbol, subnet_identity: identity };
}

/** `[u16; 2]`, of which the live chain's list is always empty. */
const pairOfU16: Type<[number, number]> = {
  path: [],
  params: [],
  base: undefined,
  name: "[u16; 2]",
  shape: { kind: "array", inner: u16 as AnyType, length: 2 },
  write: (writer, value) => {
    for (const part of value) u16.write(writer, part);
  },
  read: (reader) => [u16.read(reader), u16.read(reader)],
};

const SubnetInfoV2 = struct(
  "pallet_subtensor::rpc_info::subnet_info::SubnetInfov2",
  {
    ...shared(["netuid", "rho", "kappa", "difficulty", "immunity_period"]),
    max_allowed_validators: c16,
    ...shared(["min_allowed_weights", "max_weights_limit"]),
    scaling_law_power: c16,
    subnetwork_n: c16,
    max_allowed_uids: c16,
    ...shared(["blocks_since_last_step", "tempo"]),
    network_modality: c16,
    network_connect: vec(pairOfU16),
    emission_value: c64,
    burn: cTao,
    owner: AccountId32,
    identity: option(SubnetIdentityV3),
  },
  ACCOUNT_PARAM,
) as AnyType as Type<Values>;

function readSubnetInfo(ctx: Context, netuid: number): Values | undefined {
  if (!store.NetworksAdded.get(ctx, netuid)) return undefined;
  const own = ["netuid", "rho", "kappa", "difficulty", "immunity_period", "min_allowed_weights", "max_weights_limit"];
  return {
    ...readShared(ctx, netuid, [...own, "tempo", "burn", "identity"]),
    max_allowed_validators: store.MaxAllowedValidators.get(ctx, netuid),
    scaling_law_power: store.ScalingLawPower.get(ctx, netuid),
    subnetwork_n: store.SubnetworkN.get(ctx, netuid),
    max_allowed_uids: store.MaxAllowedUids.get(ctx, netuid),
    blocks_since_last_step: store.BlocksSinceLastStep.get(ctx, netuid),
    network_modality: 0,
    network_connect: [],
    emission_value: 0n,
    owner: store.SubnetOwner.get(ctx, netuid),
  };
}

const STATE_FIELDS = [
  "netuid",
  "hotkeys",
  "coldkeys",
  "active",
  "validator_permit",
  "pruning_score",
  "last_update",
  "emission",
  "dividends",
  "incentives",
  "consensus",
  "trust",
  "rank",
  "block_at_registration",
  "alpha_stake",
  "tao_stake",
  "total_stake",
];

const SubnetState = struct(
  "pallet_subtensor::rpc_info::show_subnet::SubnetState",
  { ...shared(STATE_FIELDS), emission_history: vec(vec(cAlpha)) },
  ACCOUNT_PARAM,
) as AnyType as Type<Values>;

/** A subnet's neurons in columns, and what each hotkey last earned on every subnet. */
function readSubnetState(ctx: Context, netuid: number): Values | undefined {
  if (!store.NetworksAdded.get(ctx, netuid)) return undefined;
  const columns = readShared(ctx, netuid, STATE_FIELDS);
  const hotkeys = columns.hotkeys as `0x${string}`[];
  const emission_history = allNetuids(ctx).map((one) =>
    hotkeys.map((hotkey) => store.LastHotkeyEmissionOnNetuid.get(ctx, hotkey, one)),
  );
  return { ...columns, emission_history };
}

/** The next epoch by schedule or by the owner's wish, whichever is earlier (facts 3.3). */
function nextEpoch(ctx: Context, netuid: number): bigint | undefined {
  const tempo = store.Tempo.get(ctx, netuid);
  if (tempo === 0) return undefined;
  const scheduled = store.LastEpochBlock.get(ctx, netuid) + BigInt(tempo);
  const wished = store.PendingEpochAt.get(ctx, netuid);
  return wished > 0n && wished < scheduled ? wished : scheduled;
}

/** Reads something of every subnet, root included. */
const ofAll = (read: (ctx: Context, netuid: number) => Values | undefined) => (ctx: Context) =>
  allNetuids(ctx).map((netuid) => read(ctx, netuid));

const netuid = NetUid;
const ofOne =
  (read: (ctx: Context, netuid: number) => Values | undefined) => (ctx: Context, args: { readonly netuid: number }) =>
    read(ctx, args.netuid);
/** There is one mechanism a subnet, number 0. */
const ofMechanism = (ctx: Context, args: { readonly netuid: number; readonly mecid: number }) =>
  args.mecid === 0 ? readMetagraph(ctx, args.netuid) : undefined;

export const subnetInfoMethods = {
  get_subnet_info_v2: defineMethod({ netuid }, option(SubnetInfoV2), ofOne(readSubnetInfo)),
  get_subnets_info_v2: defineMethod({}, vec(option(SubnetInfoV2)), ofAll(readSubnetInfo)),
  ...hyperparameterMethods,
  get_all_dynamic_info: defineMethod({}, vec(option(DynamicInfo)), ofAll(readDynamicInfo)),
  get_dynamic_info: defineMethod({ netuid }, option(DynamicInfo), ofOne(readDynamicInfo)),
  get_all_metagraphs: defineMethod({}, vec(option(Metagraph)), ofAll(readMetagraph)),
  get_metagraph: defineMethod({ netuid }, option(Metagraph), ofOne(readMetagraph)),
  get_all_mechagraphs: defineMethod({}, vec(option(Metagraph)), ofAll(readMetagraph)),
  get_mechagraph: defineMethod({ netuid, mecid: u8 }, option(Metagraph), ofMechanism),
  get_selective_metagraph: defineMethod(
    { netuid, metagraph_indexes: vec(u16) },
    option(SelectiveMetagraph),
    (ctx, args) => readSelectiveMetagraph(ctx, args.netuid, args.metagraph_indexes),
  ),
  get_selective_mechagraph: defineMethod(
    { netuid, subid: u8, metagraph_indexes: vec(u16) },
    option(SelectiveMetagraph),
    (ctx, args) =>
      args.subid === 0 ? readSelectiveMetagraph(ctx, args.netuid, [0, ...args.metagraph_indexes]) : undefined,
  ),
  get_subnet_state: defineMethod({ netuid }, option(SubnetState), ofOne(readSubnetState)),
  get_coldkey_auto_stake_hotkey: defineMethod({ coldkey: AccountId32, netuid }, option(AccountId32), (ctx, args) =>
    store.AutoStakeDestination.get(ctx, args.coldkey, args.netuid),
  ),
  get_subnet_to_prune: defineMethod({}, option(NetUid), () => undefined, "Every practice subnet is immune."),
  get_subnet_account_id: defineMethod({ netuid }, option(AccountId32), (ctx, args) =>
    store.NetworksAdded.get(ctx, args.netuid) ? subnetAccount(args.netuid) : undefined,
  ),
  get_next_epoch_start_block: defineMethod({ netuid }, option(u64), (ctx, args) => nextEpoch(ctx, args.netuid)),
};
