import { defineConstant } from "../../describe/index.ts";
import { bool, fixedBytes, i16, newtype, u8, u16, u32, u64 } from "../../scale/index.ts";

export const PalletId = newtype("frame_support::PalletId", fixedBytes(8));
const Percent = newtype("sp_arithmetic::per_things::Percent", u8);

/** `InitialMinStake`, rao: the least that may be staked, moved or sold (facts 5.4). */
export const MIN_STAKE_RAO = 2_000_000n;

/** What swapping a hotkey everywhere or announcing another coldkey costs, and swapping a hotkey on one subnet, rao (facts 5.4). */
export const KEY_SWAP_COST_RAO = 100_000_000n;
export const KEY_SWAP_ON_SUBNET_COST_RAO = 1_000_000n;

/** Blocks between two swaps on one subnet; 7,200 on the live chain, few here so that it can be sat through. */
export const HOTKEY_SWAP_INTERVAL_BLOCKS = 10n;

/** SubtensorModule's constants at runtime 424. Practice subnets may differ in storage, as live ones do. */
export const subtensorConstants = {
  InitialIssuance: defineConstant(u64, 0n),
  InitialMinAllowedWeights: defineConstant(u16, 1024),
  InitialEmissionValue: defineConstant(u16, 0),
  InitialTempo: defineConstant(u16, 360),
  InitialDifficulty: defineConstant(u64, 10_000_000n),
  InitialMaxDifficulty: defineConstant(u64, 4_611_686_018_427_387_903n),
  InitialMinDifficulty: defineConstant(u64, 10_000_000n),
  InitialRAORecycledForRegistration: defineConstant(u64, 0n),
  InitialBurn: defineConstant(u64, 100_000_000n),
  InitialMaxBurn: defineConstant(u64, 100_000_000_000n),
  InitialMinBurn: defineConstant(u64, 500_000n),
  InitialMinStake: defineConstant(u64, MIN_STAKE_RAO),
  MinBurnUpperBound: defineConstant(u64, 1_000_000_000n),
  MaxBurnLowerBound: defineConstant(u64, 100_000_000n),
  MinTempo: defineConstant(u16, 360),
  MaxTempo: defineConstant(u16, 50_400),
  MinActivityCutoffFactorMilli: defineConstant(u32, 1000),
  MaxActivityCutoffFactorMilli: defineConstant(u32, 50_000),
  InitialAdjustmentInterval: defineConstant(u16, 100),
  InitialBondsMovingAverage: defineConstant(u64, 900_000n),
  InitialBondsPenalty: defineConstant(u16, 65_535),
  InitialBondsResetOn: defineConstant(bool, false),
  InitialTargetRegistrationsPerInterval: defineConstant(u16, 2),
  InitialRho: defineConstant(u16, 10),
  InitialAlphaSigmoidSteepness: defineConstant(i16, 1000),
  InitialKappa: defineConstant(u16, 32_767),
  InitialMinAllowedUids: defineConstant(u16, 64),
  InitialMaxAllowedUids: defineConstant(u16, 256),
  InitialValidatorPruneLen: defineConstant(u64, 1n),
  InitialScalingLawPower: defineConstant(u16, 50),
  InitialImmunityPeriod: defineConstant(u16, 4096),
  InitialActivityCutoff: defineConstant(u16, 5000),
  InitialMaxRegistrationsPerBlock: defineConstant(u16, 1),
  InitialPruningScore: defineConstant(u16, 65_535),
  InitialMaxAllowedValidators: defineConstant(u16, 128),
  InitialDefaultDelegateTake: defineConstant(u16, 11_796),
  InitialMinDelegateTake: defineConstant(u16, 0),
  InitialDefaultChildKeyTake: defineConstant(u16, 0),
  InitialMinChildKeyTake: defineConstant(u16, 0),
  InitialMaxChildKeyTake: defineConstant(u16, 11_796),
  InitialWeightsVersionKey: defineConstant(u64, 0n),
  InitialServingRateLimit: defineConstant(u64, 50n),
  InitialTxRateLimit: defineConstant(u64, 1000n),
  InitialTxDelegateTakeRateLimit: defineConstant(u64, 216_000n),
  InitialTxChildKeyTakeRateLimit: defineConstant(u64, 216_000n),
  InitialAdjustmentAlpha: defineConstant(u64, 0n),
  InitialNetworkImmunityPeriod: defineConstant(u64, 1_296_000n),
  InitialNetworkMinLockCost: defineConstant(u64, 1_000_000_000_000n),
  InitialSubnetOwnerCut: defineConstant(u16, 11_796),
  InitialNetworkLockReductionInterval: defineConstant(u64, 100_800n),
  InitialNetworkRateLimit: defineConstant(u64, 7200n),
  KeySwapCost: defineConstant(u64, KEY_SWAP_COST_RAO),
  AlphaHigh: defineConstant(u16, 58_982),
  AlphaLow: defineConstant(u16, 45_875),
  LiquidAlphaOn: defineConstant(bool, false),
  Yuma3On: defineConstant(bool, false),
  InitialColdkeySwapAnnouncementDelay: defineConstant(u32, 36_000),
  InitialColdkeySwapReannouncementDelay: defineConstant(u32, 7200),
  InitialDissolveNetworkScheduleDuration: defineConstant(u32, 36_000),
  InitialTaoWeight: defineConstant(u64, 971_718_665_099_567_868n),
  InitialEmaPriceHalvingPeriod: defineConstant(u64, 201_600n),
  InitialStartCallDelay: defineConstant(u64, 0n),
  KeySwapOnSubnetCost: defineConstant(u64, KEY_SWAP_ON_SUBNET_COST_RAO),
  HotkeySwapOnSubnetInterval: defineConstant(u64, HOTKEY_SWAP_INTERVAL_BLOCKS),
  LeaseDividendsDistributionInterval: defineConstant(u32, 100),
  MaxImmuneUidsPercentage: defineConstant(Percent, 80),
  SubtensorPalletId: defineConstant(PalletId, "0x73756274656e7372"),
  BurnAccountId: defineConstant(PalletId, "0x6275726e746e7372"),
  InitialMaxEpochsPerBlock: defineConstant(u8, 2),
};
