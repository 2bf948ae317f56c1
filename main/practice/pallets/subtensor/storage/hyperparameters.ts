import { blake2, I96F32, identity, NetUid, storageMap, storageValue, twox64 } from "../../../describe/index.ts";
import { bool, i16, tuple, u16, u32, u64 } from "../../../scale/index.ts";

/** Settings of subnets and of the whole network, with the live chain's defaults. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const Rho = storageMap(PALLET, "Rho", [identity(NetUid)], u16, 10);
export const Kappa = storageMap(PALLET, "Kappa", [identity(NetUid)], u16, 32_767);
export const AlphaSigmoidSteepness = storageMap(PALLET, "AlphaSigmoidSteepness", [identity(NetUid)], i16, 1000);
export const BondsMovingAverage = storageMap(PALLET, "BondsMovingAverage", [identity(NetUid)], u64, 900_000n);
export const BondsPenalty = storageMap(PALLET, "BondsPenalty", [identity(NetUid)], u16, 65_535);
export const BondsResetOn = storageMap(PALLET, "BondsResetOn", [identity(NetUid)], bool, false);
export const LiquidAlphaOn = storageMap(PALLET, "LiquidAlphaOn", [blake2(NetUid)], bool, false);
export const Yuma3On = storageMap(PALLET, "Yuma3On", [blake2(NetUid)], bool, false);
export const AlphaValues = storageMap(PALLET, "AlphaValues", [identity(NetUid)], tuple(u16, u16), [45875, 58982]);
export const MinAllowedUids = storageMap(PALLET, "MinAllowedUids", [identity(NetUid)], u16, 64);
export const MaxAllowedUids = storageMap(PALLET, "MaxAllowedUids", [identity(NetUid)], u16, 256);
export const MaxAllowedValidators = storageMap(PALLET, "MaxAllowedValidators", [identity(NetUid)], u16, 128);
export const ImmunityPeriod = storageMap(PALLET, "ImmunityPeriod", [identity(NetUid)], u16, 4096);
export const MinNonImmuneUids = storageMap(PALLET, "MinNonImmuneUids", [identity(NetUid)], u16, 10);
export const ImmuneOwnerUidsLimit = storageMap(PALLET, "ImmuneOwnerUidsLimit", [identity(NetUid)], u16, 1);
export const ActivityCutoff = storageMap(PALLET, "ActivityCutoff", [identity(NetUid)], u16, 5000);
export const ActivityCutoffFactorMilli = storageMap(
  PALLET,
  "ActivityCutoffFactorMilli",
  [identity(NetUid)],
  u32,
  13_889,
);
export const MinActivityCutoff = storageValue(PALLET, "MinActivityCutoff", u16, 360);
export const ServingRateLimit = storageMap(PALLET, "ServingRateLimit", [identity(NetUid)], u64, 50n);
export const MaxWeightsLimit = storageMap(PALLET, "MaxWeightsLimit", [identity(NetUid)], u16, 65_535);
export const MinAllowedWeights = storageMap(PALLET, "MinAllowedWeights", [identity(NetUid)], u16, 1024);
export const WeightsVersionKey = storageMap(PALLET, "WeightsVersionKey", [identity(NetUid)], u64, 0n);
export const WeightsSetRateLimit = storageMap(PALLET, "WeightsSetRateLimit", [identity(NetUid)], u64, 100n);
export const CommitRevealWeightsEnabled = storageMap(
  PALLET,
  "CommitRevealWeightsEnabled",
  [identity(NetUid)],
  bool,
  true,
);
export const RevealPeriodEpochs = storageMap(PALLET, "RevealPeriodEpochs", [twox64(NetUid)], u64, 1n);
export const CommitRevealWeightsVersion = storageValue(PALLET, "CommitRevealWeightsVersion", u16, 4);
export const StakeThreshold = storageValue(PALLET, "StakeThreshold", u64, 0n);
export const NominatorMinRequiredStake = storageValue(PALLET, "NominatorMinRequiredStake", u64, 0n);
export const TaoWeight = storageValue(PALLET, "TaoWeight", u64, 971_718_665_099_567_868n);
export const SubnetOwnerCut = storageValue(PALLET, "SubnetOwnerCut", u16, 11_796);
export const OwnerCutEnabled = storageMap(PALLET, "OwnerCutEnabled", [identity(NetUid)], bool, true);
export const TxRateLimit = storageValue(PALLET, "TxRateLimit", u64, 1000n);
export const TxDelegateTakeRateLimit = storageValue(PALLET, "TxDelegateTakeRateLimit", u64, 216_000n);
export const TxChildkeyTakeRateLimit = storageValue(PALLET, "TxChildkeyTakeRateLimit", u64, 216_000n);
export const MaxDelegateTake = storageValue(PALLET, "MaxDelegateTake", u16, 11_796);
export const MinDelegateTake = storageValue(PALLET, "MinDelegateTake", u16, 0);
export const MaxChildkeyTake = storageValue(PALLET, "MaxChildkeyTake", u16, 11_796);
export const MinChildkeyTake = storageValue(PALLET, "MinChildkeyTake", u16, 0);
export const ScalingLawPower = storageMap(PALLET, "ScalingLawPower", [identity(NetUid)], u16, 50);
export const PendingChildKeyCooldown = storageValue(PALLET, "PendingChildKeyCooldown", u64, 7200n);
export const ColdkeySwapAnnouncementDelay = storageValue(PALLET, "ColdkeySwapAnnouncementDelay", u32, 36_000);
export const ColdkeySwapReannouncementDelay = storageValue(PALLET, "ColdkeySwapReannouncementDelay", u32, 7200);
export const AdminFreezeWindow = storageValue(PALLET, "AdminFreezeWindow", u16, 10);
export const OwnerHyperparamRateLimit = storageValue(PALLET, "OwnerHyperparamRateLimit", u16, 2);
export const NumRootClaim = storageValue(PALLET, "NumRootClaim", u64, 5n);
export const RootClaimableThreshold = storageMap(PALLET, "RootClaimableThreshold", [blake2(NetUid)], I96F32, {
  bits: 2_147_483_648_000_000n,
});
