import type { AccountId, Context } from "../../describe/index.ts";
import { applyPendingChildren } from "./children.ts";
import { permitted, runConsensus } from "./consensus.ts";
import { subtensorEvents as events } from "./events.ts";
import { changeStake, growPositions } from "./positions.ts";
import { giveToRoot } from "./root-claims.ts";
import { stakeWeights } from "./stake-weight.ts";
import {
  Active,
  ActivityCutoffFactorMilli,
  AlphaDividendsPerSubnet,
  AutoStakeDestination,
  BlockAtRegistration,
  BlocksSinceLastStep,
  Consensus,
  Delegates,
  Dividends,
  Emission,
  Incentive,
  Kappa,
  Keys,
  LastEpochBlock,
  LastHotkeyEmissionOnNetuid,
  LastMechansimStepBlock,
  LastUpdate,
  MaxAllowedValidators,
  Owner,
  PendingEpochAt,
  PendingOwnerCut,
  PendingServerEmission,
  PendingValidatorEmission,
  RootAlphaDividendsPerSubnet,
  StakeThreshold,
  StakeWeight,
  SubnetAlphaOut,
  SubnetEpochIndex,
  SubnetOwner,
  SubnetOwnerHotkey,
  SubnetworkN,
  Tempo,
  ValidatorPermit,
  ValidatorTrust,
  Weights,
} from "./storage/index.ts";

const FULL_U16 = 65_535n;

/** Blocks without weights after which a validator no longer counts: factor × tempo ÷ 1,000, at least one. */
export const activityCutoff = (ctx: Context, netuid: number): bigint => {
  const blocks = BigInt(ActivityCutoffFactorMilli.get(ctx, netuid)) * BigInt(Tempo.get(ctx, netuid));
  return blocks < 1_000n ? 1n : blocks / 1_000n;
};

/** Whether a subnet's epoch is due in this block. */
export function isEpochDue(ctx: Context, netuid: number): boolean {
  const tempo = Tempo.get(ctx, netuid);
  if (tempo === 0) return false;
  const pending = PendingEpochAt.get(ctx, netuid);
  const block = BigInt(ctx.block);
  return (pending > 0n && block >= pending) || block - LastEpochBlock.get(ctx, netuid) >= BigInt(tempo);
}

/** Closes a subnet's tempo: consensus from the validators' weights, scores, and what was emitted since to those who earned it. */
export function runEpoch(ctx: Context, netuid: number): void {
  const size = SubnetworkN.get(ctx, netuid);
  const hotkeys = Array.from({ length: size }, (_, uid) => Keys.get(ctx, netuid, uid));
  const lastUpdates = LastUpdate.get(ctx, netuid);
  const cutoff = activityCutoff(ctx, netuid);
  const active = hotkeys.map((_, uid) => (lastUpdates[uid] ?? 0n) + cutoff >= BigInt(ctx.block));
  const permits = ValidatorPermit.get(ctx, netuid);
  const threshold = StakeThreshold.get(ctx);
  const stakes = stakeWeights(ctx, netuid).map(({ totalRao }) => (totalRao < threshold ? 0n : totalRao));
  const neurons = hotkeys.map((_, uid) => ({
    stakeRao: stakes[uid] ?? 0n,
    votes: active[uid] === true && permits[uid] === true,
    weights: permits[uid] === true ? Weights.get(ctx, netuid, uid) : [],
    lastUpdate: lastUpdates[uid] ?? 0n,
    registeredAtBlock: BlockAtRegistration.get(ctx, netuid, uid),
  }));
  const server = PendingServerEmission.get(ctx, netuid);
  const validator = PendingValidatorEmission.get(ctx, netuid);
  const result = runConsensus(neurons, Kappa.get(ctx, netuid), server, validator);

  Active.put(ctx, netuid, active);
  Consensus.put(ctx, netuid, result.consensus);
  Incentive.put(ctx, netuid, result.incentives);
  Dividends.put(ctx, netuid, result.dividends);
  ValidatorTrust.put(ctx, netuid, result.validatorTrust);
  StakeWeight.put(ctx, netuid, result.stakeWeight);
  ValidatorPermit.put(ctx, netuid, permitted(stakes, MaxAllowedValidators.get(ctx, netuid)));
  Emission.put(
    ctx,
    netuid,
    hotkeys.map((_, uid) => (result.serverEmission[uid] ?? 0n) + (result.validatorEmission[uid] ?? 0n)),
  );

  // Without anybody to earn it, what was emitted waits for the next epoch.
  if (result.hasIncentives) {
    payMiners(ctx, netuid, hotkeys, result.serverEmission);
    payValidators(ctx, netuid, hotkeys, result.validatorEmission);
    PendingServerEmission.put(ctx, netuid, 0n);
    PendingValidatorEmission.put(ctx, netuid, 0n);
  }
  payOwner(ctx, netuid);
  applyPendingChildren(ctx, netuid);
  LastEpochBlock.put(ctx, netuid, BigInt(ctx.block));
  LastMechansimStepBlock.put(ctx, netuid, BigInt(ctx.block));
  BlocksSinceLastStep.put(ctx, netuid, 0n);
  PendingEpochAt.put(ctx, netuid, 0n);
  SubnetEpochIndex.mutate(ctx, netuid, (index) => index + 1n);
}

/** Each miner's share, staked behind the hotkey that earned it or where its coldkey wants it; the owner's is burnt. */
function payMiners(ctx: Context, netuid: number, hotkeys: readonly AccountId[], emissions: readonly bigint[]): void {
  const ownerHotkey = SubnetOwnerHotkey.get(ctx, netuid);
  for (const [uid, hotkey] of hotkeys.entries()) {
    const incentive = emissions[uid] ?? 0n;
    if (incentive === 0n) continue;
    if (hotkey === ownerHotkey) {
      SubnetAlphaOut.mutate(ctx, netuid, (alpha) => alpha - incentive);
      continue;
    }
    const owner = Owner.get(ctx, hotkey);
    const destination = AutoStakeDestination.get(ctx, owner, netuid);
    changeStake(ctx, destination ?? hotkey, owner, netuid, incentive);
    if (destination !== undefined) {
      ctx.emit(events.AutoStakeAdded({ netuid, destination, hotkey, owner, incentive }));
    }
  }
  ctx.emit(events.IncentiveAlphaEmittedToMiners({ netuid, emissions: [...emissions] }));
}

/** Each validator's dividends: the take to its owner, the rest to everybody who stakes to it, here or on root. */
function payValidators(
  ctx: Context,
  netuid: number,
  hotkeys: readonly AccountId[],
  emissions: readonly bigint[],
): void {
  for (const [uid, hotkey] of hotkeys.entries()) {
    const dividend = emissions[uid] ?? 0n;
    if (dividend === 0n) {
      if (AlphaDividendsPerSubnet.has(ctx, netuid, hotkey)) AlphaDividendsPerSubnet.remove(ctx, netuid, hotkey);
      continue;
    }
    const owner = Owner.get(ctx, hotkey);
    const take = (dividend * BigInt(Delegates.get(ctx, hotkey))) / FULL_U16;
    const toRoot = giveToRoot(ctx, hotkey, netuid, dividend - take);
    const toHolders = dividend - take - toRoot;
    const shared = growPositions(ctx, hotkey, netuid, toHolders);
    changeStake(ctx, hotkey, owner, netuid, shared ? take : take + toHolders);
    AlphaDividendsPerSubnet.put(ctx, netuid, hotkey, toHolders);
    if (toRoot > 0n) RootAlphaDividendsPerSubnet.put(ctx, netuid, hotkey, toRoot);
    LastHotkeyEmissionOnNetuid.put(ctx, hotkey, netuid, dividend);
  }
}

/** The owner's cut, staked behind the owner's hotkey. */
function payOwner(ctx: Context, netuid: number): void {
  const cut = PendingOwnerCut.get(ctx, netuid);
  if (cut === 0n) return;
  PendingOwnerCut.put(ctx, netuid, 0n);
  changeStake(ctx, SubnetOwnerHotkey.get(ctx, netuid), SubnetOwner.get(ctx, netuid), netuid, cut);
}
