import { identity, NetUid, storageMap, U64F64 } from "../../../describe/index.ts";
import { bool, u16, u64 } from "../../../scale/index.ts";

/** The price of a UID and the counters around it. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const Burn = storageMap(PALLET, "Burn", [identity(NetUid)], u64, 100_000_000n);
export const MinBurn = storageMap(PALLET, "MinBurn", [identity(NetUid)], u64, 500_000n);
export const MaxBurn = storageMap(PALLET, "MaxBurn", [identity(NetUid)], u64, 100_000_000_000n);
export const BurnHalfLife = storageMap(PALLET, "BurnHalfLife", [identity(NetUid)], u16, 360);
export const BurnIncreaseMult = storageMap(PALLET, "BurnIncreaseMult", [identity(NetUid)], U64F64, {
  bits: 23_242_897_532_874_035_200n,
});
export const NetworkRegistrationAllowed = storageMap(
  PALLET,
  "NetworkRegistrationAllowed",
  [identity(NetUid)],
  bool,
  true,
);
export const NetworkPowRegistrationAllowed = storageMap(
  PALLET,
  "NetworkPowRegistrationAllowed",
  [identity(NetUid)],
  bool,
  true,
);
export const RegistrationsThisBlock = storageMap(PALLET, "RegistrationsThisBlock", [identity(NetUid)], u16, 0);
export const RegistrationsThisInterval = storageMap(PALLET, "RegistrationsThisInterval", [identity(NetUid)], u16, 0);
export const MaxRegistrationsPerBlock = storageMap(PALLET, "MaxRegistrationsPerBlock", [identity(NetUid)], u16, 1);
export const TargetRegistrationsPerInterval = storageMap(
  PALLET,
  "TargetRegistrationsPerInterval",
  [identity(NetUid)],
  u16,
  2,
);
export const AdjustmentInterval = storageMap(PALLET, "AdjustmentInterval", [identity(NetUid)], u16, 100);
export const AdjustmentAlpha = storageMap(PALLET, "AdjustmentAlpha", [identity(NetUid)], u64, 0n);
export const Difficulty = storageMap(PALLET, "Difficulty", [identity(NetUid)], u64, 10_000_000n);
export const MinDifficulty = storageMap(PALLET, "MinDifficulty", [identity(NetUid)], u64, 10_000_000n);
export const MaxDifficulty = storageMap(PALLET, "MaxDifficulty", [identity(NetUid)], u64, 4_611_686_018_427_387_903n);
export const RAORecycledForRegistration = storageMap(PALLET, "RAORecycledForRegistration", [identity(NetUid)], u64, 0n);
