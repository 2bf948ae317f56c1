import { type AccountId, type Context, defineCall, NetUid, PoolRefusal } from "../../../describe/index.ts";
import { u16, u64, vec } from "../../../scale/index.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { stakeWeightOf } from "../stake-weight.ts";
import {
  CommitRevealWeightsEnabled,
  LastUpdate,
  MaxWeightsLimit,
  MinAllowedWeights,
  NetworksAdded,
  StakeThreshold,
  SubnetOwnerHotkey,
  SubnetworkN,
  Uids,
  ValidatorPermit,
  Weights,
  WeightsSetRateLimit,
  WeightsVersionKey,
} from "../storage/index.ts";
import { FREE_CALL_REF_TIME } from "../weights.ts";

const FULL = 65_535;

interface SetWeights {
  readonly netuid: number;
  readonly dests: readonly number[];
  readonly weights: readonly number[];
  readonly version_key: bigint;
}

/** The subnet owner's hotkey may set weights without stake or permit. */
const isOwner = (ctx: Context, hotkey: AccountId, netuid: number): boolean =>
  SubnetOwnerHotkey.get(ctx, netuid) === hotkey && Uids.has(ctx, netuid, hotkey);

const hasStake = (ctx: Context, hotkey: AccountId, netuid: number): boolean =>
  isOwner(ctx, hotkey, netuid) || stakeWeightOf(ctx, hotkey, netuid).totalRao >= StakeThreshold.get(ctx);

/** A neuron that was never heard of (0) is not too fast, nor one whose last weights are old enough. */
function isTooFast(ctx: Context, netuid: number, uid: number): boolean {
  const last = LastUpdate.get(ctx, netuid)[uid] ?? 0n;
  return last !== 0n && BigInt(ctx.block) - last < WeightsSetRateLimit.get(ctx, netuid);
}

/** Throws the chain's refusal of the weights, with its checks in their order (facts 2.5); gives the caller's UID. */
function ensureAllowed(ctx: Context, hotkey: AccountId, { netuid, dests, weights, version_key }: SetWeights): number {
  if (netuid === 0) throw errors.CanNotSetRootNetworkWeights();
  if (dests.length !== weights.length) throw errors.WeightVecNotEqualSize();
  if (!NetworksAdded.get(ctx, netuid)) throw errors.MechanismDoesNotExist();
  const size = SubnetworkN.get(ctx, netuid);
  if (dests.length > size) throw errors.UidsLengthExceedUidsInSubNet();
  const uid = Uids.get(ctx, netuid, hotkey);
  if (uid === undefined) throw errors.HotKeyNotRegisteredInSubNet();
  if (!hasStake(ctx, hotkey, netuid)) throw errors.NotEnoughStakeToSetWeights();
  if (version_key < WeightsVersionKey.get(ctx, netuid)) throw errors.IncorrectWeightVersionKey();
  if (isTooFast(ctx, netuid, uid)) throw errors.SettingWeightsTooFast();
  const isSelfWeight = dests.length === 1 && dests[0] === uid;
  const mayWeigh = isSelfWeight || isOwner(ctx, hotkey, netuid) || ValidatorPermit.get(ctx, netuid)[uid] === true;
  if (!mayWeigh) throw errors.NeuronNoValidatorPermit();
  if (new Set(dests).size !== dests.length) throw errors.DuplicateUids();
  if (dests.some((dest) => dest >= size)) throw errors.UidVecContainInvalidOne();
  const least = Math.min(size, MinAllowedWeights.get(ctx, netuid));
  if (!isSelfWeight && dests.length < least) throw errors.WeightVecLengthIsLow();
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const limit = MaxWeightsLimit.get(ctx, netuid);
  if (!isSelfWeight && limit < FULL && Math.max(0, ...weights) * FULL > limit * sum) throw errors.MaxWeightExceeded();
  return uid;
}

/** Scaled so that the largest is 65,535, to the nearest. */
function upscale(weights: readonly number[]): number[] {
  const largest = Math.max(0, ...weights);
  return largest === 0 ? [...weights] : weights.map((weight) => Math.round((weight * FULL) / largest));
}

export const setWeightsCalls = {
  set_weights: defineCall(
    0,
    { netuid: NetUid, dests: vec(u16), weights: vec(u16), version_key: u64 },
    {
      weight: FREE_CALL_REF_TIME,
      pays: false,
      docs: "A validator's weights for the neurons of a subnet.",
      check: (ctx, origin, { netuid }) => {
        if (origin.type !== "signed") return;
        if (!hasStake(ctx, origin.who, netuid)) throw new PoolRefusal(1);
        const uid = Uids.get(ctx, netuid, origin.who);
        if (uid !== undefined && isTooFast(ctx, netuid, uid)) throw new PoolRefusal(6);
      },
    },
    (ctx, args) => {
      const hotkey = ctx.signer();
      if (CommitRevealWeightsEnabled.get(ctx, args.netuid)) throw errors.CommitRevealEnabled();
      const uid = ensureAllowed(ctx, hotkey, args);
      const scaled = upscale(args.weights);
      Weights.put(
        ctx,
        args.netuid,
        uid,
        args.dests.map((dest, place) => [dest, scaled[place] ?? 0]),
      );
      LastUpdate.mutate(ctx, args.netuid, (list) => list.with(uid, BigInt(ctx.block)));
      ctx.emit(events.WeightsSet([args.netuid, uid]));
    },
  ),
};
