import { AccountId32, type Context, I96F32, type Reads } from "../describe/index.ts";
import { activityCutoff } from "../pallets/subtensor/epoch.ts";
import { stakeWeights } from "../pallets/subtensor/stake-weight.ts";
import * as store from "../pallets/subtensor/storage/index.ts";
import { AxonInfo, ChainIdentityV2, SubnetIdentityV3 } from "../pallets/subtensor/types.ts";
import { type AnyType, bool, option, tuple, vec } from "../scale/index.ts";
import { c16, c64, c128, cAlpha, cNetUid, compactText, cTao } from "./compacts.ts";

/** A field of the answers about a subnet: its type and where its value comes from. */
interface SubnetField {
  readonly type: AnyType;
  readonly read: (ctx: Context, netuid: number) => unknown;
}

const field = (type: AnyType, read: SubnetField["read"]): SubnetField => ({ type, read });

const NO_AXON = {
  block: 0n,
  version: 0,
  ip: 0n,
  port: 0,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
};

/** A hotkey's axon; all zeros where none was served. */
export const axonOf = (ctx: Reads, netuid: number, hotkey: `0x${string}`) =>
  store.Axons.get(ctx, netuid, hotkey) ?? NO_AXON;

/** A subnet's name as shown: that of its identity, or a general one. */
export function subnetName(ctx: Reads, netuid: number): number[] {
  const own = store.SubnetIdentitiesV3.get(ctx, netuid)?.subnet_name;
  return [...(own ?? new TextEncoder().encode(netuid === 0 ? "root" : "unknown"))];
}

const eachNeuron = <T>(ctx: Reads, netuid: number, read: (hotkey: `0x${string}`, uid: number) => T): T[] =>
  Array.from({ length: store.SubnetworkN.get(ctx, netuid) }, (_, uid) => read(store.Keys.get(ctx, netuid, uid), uid));

const none = () => [];

/**
 * The metagraph's fields in wire order. A selective metagraph asks for them by their place in this list (facts 4.1). Ranks,
 * trust and pruning scores are empty and some figures zero, as on the live chain.
 */
export const METAGRAPH_FIELDS: Readonly<Record<string, SubnetField>> = {
  netuid: field(cNetUid, (_, netuid) => netuid),
  name: field(compactText, subnetName),
  symbol: field(compactText, (ctx, netuid) => [...store.TokenSymbol.get(ctx, netuid)]),
  identity: field(option(SubnetIdentityV3), (ctx, netuid) => store.SubnetIdentitiesV3.get(ctx, netuid)),
  network_registered_at: field(c64, (ctx, netuid) => store.NetworkRegisteredAt.get(ctx, netuid)),
  owner_hotkey: field(AccountId32, (ctx, netuid) => store.SubnetOwnerHotkey.get(ctx, netuid)),
  owner_coldkey: field(AccountId32, (ctx, netuid) => store.SubnetOwner.get(ctx, netuid)),
  block: field(c64, (ctx) => BigInt(ctx.block)),
  tempo: field(c16, (ctx, netuid) => store.Tempo.get(ctx, netuid)),
  last_step: field(c64, (ctx, netuid) => store.LastMechansimStepBlock.get(ctx, netuid)),
  blocks_since_last_step: field(c64, (ctx, netuid) => sinceLastStep(ctx, netuid)),
  subnet_emission: field(c64, () => 0n),
  alpha_in: field(cAlpha, (ctx, netuid) => store.SubnetAlphaIn.get(ctx, netuid)),
  alpha_out: field(cAlpha, (ctx, netuid) => store.SubnetAlphaOut.get(ctx, netuid)),
  tao_in: field(cTao, (ctx, netuid) => store.SubnetTAO.get(ctx, netuid)),
  alpha_out_emission: field(cAlpha, (ctx, netuid) => store.SubnetAlphaOutEmission.get(ctx, netuid)),
  alpha_in_emission: field(cAlpha, (ctx, netuid) => store.SubnetAlphaInEmission.get(ctx, netuid)),
  tao_in_emission: field(cTao, (ctx, netuid) => store.SubnetTaoInEmission.get(ctx, netuid)),
  pending_alpha_emission: field(cAlpha, (ctx, netuid) => pendingAlpha(ctx, netuid)),
  pending_root_emission: field(cTao, () => 0n),
  subnet_volume: field(c128, (ctx, netuid) => store.SubnetVolume.get(ctx, netuid)),
  moving_price: field(I96F32, (ctx, netuid) => store.SubnetMovingPrice.get(ctx, netuid)),
  rho: field(c16, (ctx, netuid) => store.Rho.get(ctx, netuid)),
  kappa: field(c16, (ctx, netuid) => store.Kappa.get(ctx, netuid)),
  min_allowed_weights: field(c16, (ctx, netuid) => store.MinAllowedWeights.get(ctx, netuid)),
  max_weights_limit: field(c16, (ctx, netuid) => store.MaxWeightsLimit.get(ctx, netuid)),
  weights_version: field(c64, (ctx, netuid) => store.WeightsVersionKey.get(ctx, netuid)),
  weights_rate_limit: field(c64, (ctx, netuid) => store.WeightsSetRateLimit.get(ctx, netuid)),
  activity_cutoff: field(c64, activityCutoff),
  max_validators: field(c16, (ctx, netuid) => store.MaxAllowedValidators.get(ctx, netuid)),
  num_uids: field(c16, (ctx, netuid) => store.SubnetworkN.get(ctx, netuid)),
  max_uids: field(c16, (ctx, netuid) => store.MaxAllowedUids.get(ctx, netuid)),
  burn: field(cTao, (ctx, netuid) => store.Burn.get(ctx, netuid)),
  difficulty: field(c64, (ctx, netuid) => store.Difficulty.get(ctx, netuid)),
  registration_allowed: field(bool, (ctx, netuid) => store.NetworkRegistrationAllowed.get(ctx, netuid)),
  pow_registration_allowed: field(bool, (ctx, netuid) => store.NetworkPowRegistrationAllowed.get(ctx, netuid)),
  immunity_period: field(c16, (ctx, netuid) => store.ImmunityPeriod.get(ctx, netuid)),
  min_difficulty: field(c64, (ctx, netuid) => store.MinDifficulty.get(ctx, netuid)),
  max_difficulty: field(c64, (ctx, netuid) => store.MaxDifficulty.get(ctx, netuid)),
  min_burn: field(cTao, (ctx, netuid) => store.MinBurn.get(ctx, netuid)),
  max_burn: field(cTao, (ctx, netuid) => store.MaxBurn.get(ctx, netuid)),
  adjustment_alpha: field(c64, (ctx, netuid) => store.AdjustmentAlpha.get(ctx, netuid)),
  adjustment_interval: field(c16, (ctx, netuid) => store.AdjustmentInterval.get(ctx, netuid)),
  target_regs_per_interval: field(c16, (ctx, netuid) => store.TargetRegistrationsPerInterval.get(ctx, netuid)),
  max_regs_per_block: field(c16, (ctx, netuid) => store.MaxRegistrationsPerBlock.get(ctx, netuid)),
  serving_rate_limit: field(c64, (ctx, netuid) => store.ServingRateLimit.get(ctx, netuid)),
  commit_reveal_weights_enabled: field(bool, (ctx, netuid) => store.CommitRevealWeightsEnabled.get(ctx, netuid)),
  commit_reveal_period: field(c64, (ctx, netuid) => store.RevealPeriodEpochs.get(ctx, netuid)),
  liquid_alpha_enabled: field(bool, (ctx, netuid) => store.LiquidAlphaOn.get(ctx, netuid)),
  alpha_high: field(c16, (ctx, netuid) => store.AlphaValues.get(ctx, netuid)[1]),
  alpha_low: field(c16, (ctx, netuid) => store.AlphaValues.get(ctx, netuid)[0]),
  bonds_moving_avg: field(c64, (ctx, netuid) => store.BondsMovingAverage.get(ctx, netuid)),
  hotkeys: field(vec(AccountId32), (ctx, netuid) => eachNeuron(ctx, netuid, (hotkey) => hotkey)),
  coldkeys: field(vec(AccountId32), (ctx, netuid) => eachNeuron(ctx, netuid, (hotkey) => store.Owner.get(ctx, hotkey))),
  identities: field(vec(option(ChainIdentityV2)), (ctx, netuid) =>
    eachNeuron(ctx, netuid, (hotkey) => store.IdentitiesV2.get(ctx, store.Owner.get(ctx, hotkey))),
  ),
  axons: field(vec(AxonInfo), (ctx, netuid) => eachNeuron(ctx, netuid, (hotkey) => axonOf(ctx, netuid, hotkey))),
  active: field(vec(bool), (ctx, netuid) => store.Active.get(ctx, netuid)),
  validator_permit: field(vec(bool), (ctx, netuid) => store.ValidatorPermit.get(ctx, netuid)),
  pruning_score: field(vec(c16), none),
  last_update: field(vec(c64), (ctx, netuid) => store.LastUpdate.get(ctx, netuid)),
  emission: field(vec(cAlpha), (ctx, netuid) => store.Emission.get(ctx, netuid)),
  dividends: field(vec(c16), (ctx, netuid) => store.Dividends.get(ctx, netuid)),
  incentives: field(vec(c16), (ctx, netuid) => store.Incentive.get(ctx, netuid)),
  consensus: field(vec(c16), (ctx, netuid) => store.Consensus.get(ctx, netuid)),
  trust: field(vec(c16), none),
  rank: field(vec(c16), none),
  block_at_registration: field(vec(c64), (ctx, netuid) =>
    eachNeuron(ctx, netuid, (_, uid) => store.BlockAtRegistration.get(ctx, netuid, uid)),
  ),
  alpha_stake: field(vec(cAlpha), (ctx, netuid) => stakeWeights(ctx, netuid).map((stake) => stake.alphaRao)),
  tao_stake: field(vec(cTao), (ctx, netuid) => stakeWeights(ctx, netuid).map((stake) => stake.taoRao)),
  total_stake: field(vec(cTao), (ctx, netuid) => stakeWeights(ctx, netuid).map((stake) => stake.totalRao)),
  tao_dividends_per_hotkey: field(vec(tuple(AccountId32, cTao)), (ctx, netuid) =>
    eachNeuron(ctx, netuid, (hotkey) => [hotkey, 0n]),
  ),
  alpha_dividends_per_hotkey: field(vec(tuple(AccountId32, cAlpha)), (ctx, netuid) =>
    eachNeuron(ctx, netuid, (hotkey) => [hotkey, store.AlphaDividendsPerSubnet.get(ctx, netuid, hotkey)]),
  ),
};

/** What only a selective metagraph has: validators by rising stake, and commitments, of which there are none here. */
export const SELECTIVE_ONLY_FIELDS: Readonly<Record<string, SubnetField>> = {
  validators: field(vec(c16), (ctx, netuid) => {
    const permits = store.ValidatorPermit.get(ctx, netuid);
    return stakeWeights(ctx, netuid)
      .map(({ totalRao }, uid) => ({ totalRao, uid }))
      .filter(({ uid }) => permits[uid] === true)
      .sort((a, b) => (a.totalRao < b.totalRao ? -1 : 1))
      .map(({ uid }) => uid);
  }),
  commitments: field(vec(tuple(AccountId32, compactText)), none),
};

/** Emitted and not paid out yet, alpha-rao. */
export const pendingAlpha = (ctx: Reads, netuid: number): bigint =>
  store.PendingValidatorEmission.get(ctx, netuid) + store.PendingServerEmission.get(ctx, netuid);

/** Blocks since the last epoch. */
export const sinceLastStep = (ctx: Context, netuid: number): bigint =>
  BigInt(ctx.block) - store.LastMechansimStepBlock.get(ctx, netuid);
