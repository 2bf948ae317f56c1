import { AccountId32, AlphaBalance, NetUid, U64F64 } from "../../describe/index.ts";
import {
  boundedBytes,
  btreeSet,
  bytes,
  enumeration,
  i64,
  named,
  struct,
  u8,
  u16,
  u32,
  u64,
  u128,
} from "../../scale/index.ts";
import type { AnyType } from "../../scale/type.ts";

/** Where a neuron is reached. `ip` is the address as a number. */
export const AxonInfo = struct("pallet_subtensor::pallet::AxonInfo", {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
});

export const PrometheusInfo = struct("pallet_subtensor::pallet::PrometheusInfo", {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
});

export const NeuronCertificate = struct("pallet_subtensor::pallet::NeuronCertificate", {
  public_key: boundedBytes,
  algorithm: u8,
});

export const ChainIdentityV2 = struct("pallet_subtensor::pallet::ChainIdentityV2", {
  name: bytes,
  url: bytes,
  github_repo: bytes,
  image: bytes,
  discord: bytes,
  description: bytes,
  additional: bytes,
});

export const SubnetIdentityV3 = struct("pallet_subtensor::pallet::SubnetIdentityV3", {
  subnet_name: bytes,
  github_repo: bytes,
  subnet_contact: bytes,
  subnet_url: bytes,
  discord: bytes,
  description: bytes,
  logo_url: bytes,
  additional: bytes,
});

export const RootClaimTypeEnum = enumeration("pallet_subtensor::pallet::RootClaimTypeEnum", {
  Swap: [0],
  Keep: [1],
  KeepSubnets: [2, { subnets: btreeSet(NetUid) }],
});

/** Shares, mantissa × 10^exponent; its value is what `src/staking/share-pool.ts` computes with. */
export const SafeFloatType = struct("share_pool::SafeFloat", { mantissa: u128, exponent: i64 });

export const LockState = struct("pallet_subtensor::staking::lock::LockState", {
  locked_mass: AlphaBalance,
  conviction: U64F64,
  last_update: u64,
});

/** Index of per-mechanism storage; equal to the netuid for the first mechanism. */
export const NetUidStorageIndex = named(u16, "NetUidStorageIndex");

const Hyperparameter = enumeration("pallet_subtensor::utils::rate_limiting::Hyperparameter", {
  Unknown: [0],
  ServingRateLimit: [1],
  MaxDifficulty: [2],
  AdjustmentAlpha: [3],
  MaxWeightLimit: [4],
  ImmunityPeriod: [5],
  MinAllowedWeights: [6],
  Kappa: [7],
  Rho: [8],
  ActivityCutoff: [9],
  PowRegistrationAllowed: [10],
  MinBurn: [11],
  MaxBurn: [12],
  BondsMovingAverage: [13],
  BondsPenalty: [14],
  CommitRevealEnabled: [15],
  LiquidAlphaEnabled: [16],
  AlphaValues: [17],
  WeightCommitInterval: [18],
  TransferEnabled: [19],
  AlphaSigmoidSteepness: [20],
  Yuma3Enabled: [21],
  BondsResetEnabled: [22],
  ImmuneNeuronLimit: [23],
  RecycleOrBurn: [24],
  MaxAllowedUids: [25],
  BurnHalfLife: [26],
  BurnIncreaseMult: [27],
  SubnetEmissionEnabled: [28],
  MinChildkeyTake: [29],
  ActivityCutoffFactorMilli: [30],
  TriggerEpoch: [31],
});

/** What a last block is remembered for. */
export const RateLimitKey = enumeration(
  "pallet_subtensor::RateLimitKey",
  {
    SetSNOwnerHotkey: [0, [NetUid]],
    OwnerHyperparamUpdate: [1, [NetUid, Hyperparameter]],
    NetworkLastRegistered: [2],
    LastTxBlock: [3, [named(AccountId32, "AccountId")]],
    LastTxBlockChildKeyTake: [4, [named(AccountId32, "AccountId")]],
    LastTxBlockDelegateTake: [5, [named(AccountId32, "AccountId")]],
    AddStakeBurn: [6, [NetUid]],
  },
  [{ name: "AccountId", type: AccountId32 as AnyType }],
);
