import { type AccountId, AccountId32, type Context, defineMethod, NetUid } from "../describe/index.ts";
import * as store from "../pallets/subtensor/storage/index.ts";
import { AxonInfo, PrometheusInfo } from "../pallets/subtensor/types.ts";
import { bool, option, struct, tuple, u16, vec } from "../scale/index.ts";
import { ACCOUNT_PARAM, c16, c64, cAlpha, cNetUid } from "./compacts.ts";
import { axonOf } from "./subnet-fields.ts";

const before = {
  hotkey: AccountId32,
  coldkey: AccountId32,
  uid: c16,
  netuid: cNetUid,
  active: bool,
  axon_info: AxonInfo,
  prometheus_info: PrometheusInfo,
  stake: vec(tuple(AccountId32, cAlpha)),
  rank: c16,
  emission: cAlpha,
  incentive: c16,
  consensus: c16,
  trust: c16,
  validator_trust: c16,
  dividends: c16,
  last_update: c64,
  validator_permit: bool,
};

const NeuronInfoLite = struct(
  "pallet_subtensor::rpc_info::neuron_info::NeuronInfoLite",
  { ...before, pruning_score: c16 },
  ACCOUNT_PARAM,
);

const pairs = vec(tuple(c16, c16));
const NeuronInfo = struct(
  "pallet_subtensor::rpc_info::neuron_info::NeuronInfo",
  { ...before, weights: pairs, bonds: pairs, pruning_score: c16 },
  ACCOUNT_PARAM,
);

const NO_PROMETHEUS = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 };

/** Rank and trust are 0 and the pruning score full, as on the live chain. */
function readLite(ctx: Context, netuid: number, uid: number, hotkey: AccountId) {
  const coldkey = store.Owner.get(ctx, hotkey);
  return {
    hotkey,
    coldkey,
    uid,
    netuid,
    active: store.Active.get(ctx, netuid)[uid] ?? false,
    axon_info: axonOf(ctx, netuid, hotkey),
    prometheus_info: store.Prometheus.get(ctx, netuid, hotkey) ?? NO_PROMETHEUS,
    stake: [[coldkey, store.TotalHotkeyAlpha.get(ctx, hotkey, netuid)] as [AccountId, bigint]],
    rank: 0,
    emission: store.Emission.get(ctx, netuid)[uid] ?? 0n,
    incentive: store.Incentive.get(ctx, netuid)[uid] ?? 0,
    consensus: store.Consensus.get(ctx, netuid)[uid] ?? 0,
    trust: 0,
    validator_trust: store.ValidatorTrust.get(ctx, netuid)[uid] ?? 0,
    dividends: store.Dividends.get(ctx, netuid)[uid] ?? 0,
    last_update: store.LastUpdate.get(ctx, netuid)[uid] ?? 0n,
    validator_permit: store.ValidatorPermit.get(ctx, netuid)[uid] ?? false,
    pruning_score: 65_535,
  };
}

const readFull = (ctx: Context, netuid: number, uid: number, hotkey: AccountId) => ({
  ...readLite(ctx, netuid, uid, hotkey),
  weights: store.Weights.get(ctx, netuid, uid).filter(([, weight]) => weight > 0),
  bonds: store.Bonds.get(ctx, netuid, uid).filter(([, bond]) => bond > 0),
});

type Read<T> = (ctx: Context, netuid: number, uid: number, hotkey: AccountId) => T;

const one =
  <T>(read: Read<T>) =>
  (ctx: Context, { netuid, uid }: { readonly netuid: number; readonly uid: number }): T | undefined =>
    store.Keys.has(ctx, netuid, uid) ? read(ctx, netuid, uid, store.Keys.get(ctx, netuid, uid)) : undefined;

const all =
  <T>(read: Read<T>) =>
  (ctx: Context, { netuid }: { readonly netuid: number }): T[] =>
    Array.from({ length: store.SubnetworkN.get(ctx, netuid) }, (_, uid) =>
      read(ctx, netuid, uid, store.Keys.get(ctx, netuid, uid)),
    );

export const neuronInfoMethods = {
  get_neurons: defineMethod({ netuid: NetUid }, vec(NeuronInfo), all(readFull)),
  get_neuron: defineMethod({ netuid: NetUid, uid: u16 }, option(NeuronInfo), one(readFull)),
  get_neurons_lite: defineMethod({ netuid: NetUid }, vec(NeuronInfoLite), all(readLite)),
  get_neuron_lite: defineMethod({ netuid: NetUid, uid: u16 }, option(NeuronInfoLite), one(readLite)),
};
