import { ZERO_SHARE } from "#src/staking/share-pool.ts";
import {
  AccountId32,
  blake2,
  I96F32,
  identity,
  NetUid,
  optionalMap,
  storageMap,
  storageValue,
  twox64,
  U64F64,
} from "../../../describe/index.ts";
import { bool, btreeMap, u64, u128 } from "../../../scale/index.ts";
import { LockState, SafeFloatType } from "../types.ts";

/** Stake: alpha behind hotkeys and the shares that coldkeys hold of it. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const TotalHotkeyAlpha = storageMap(
  PALLET,
  "TotalHotkeyAlpha",
  [blake2(AccountId32), identity(NetUid)],
  u64,
  0n,
);
export const TotalHotkeyAlphaLastEpoch = storageMap(
  PALLET,
  "TotalHotkeyAlphaLastEpoch",
  [blake2(AccountId32), identity(NetUid)],
  u64,
  0n,
);
export const TotalHotkeyShares = storageMap(
  PALLET,
  "TotalHotkeyShares",
  [blake2(AccountId32), identity(NetUid)],
  U64F64,
  { bits: 0n },
);
export const Alpha = storageMap(PALLET, "Alpha", [blake2(AccountId32), blake2(AccountId32), identity(NetUid)], U64F64, {
  bits: 0n,
});
export const TotalHotkeySharesV2 = storageMap(
  PALLET,
  "TotalHotkeySharesV2",
  [blake2(AccountId32), identity(NetUid)],
  SafeFloatType,
  ZERO_SHARE,
);
export const AlphaV2 = storageMap(
  PALLET,
  "AlphaV2",
  [blake2(AccountId32), blake2(AccountId32), identity(NetUid)],
  SafeFloatType,
  ZERO_SHARE,
);
export const TotalStake = storageValue(PALLET, "TotalStake", u64, 0n);
export const TotalIssuance = storageValue(PALLET, "TotalIssuance", u64, 0n);
export const LastColdkeyHotkeyStakeBlock = optionalMap(
  PALLET,
  "LastColdkeyHotkeyStakeBlock",
  [twox64(AccountId32), twox64(AccountId32)],
  u64,
);
export const Lock = optionalMap(
  PALLET,
  "Lock",
  [blake2(AccountId32), identity(NetUid), blake2(AccountId32)],
  LockState,
);
export const DecayingLock = optionalMap(PALLET, "DecayingLock", [blake2(AccountId32), identity(NetUid)], bool);
export const RootClaimable = storageMap(PALLET, "RootClaimable", [blake2(AccountId32)], btreeMap(NetUid, I96F32), []);
export const RootClaimed = storageMap(
  PALLET,
  "RootClaimed",
  [identity(NetUid), blake2(AccountId32), blake2(AccountId32)],
  u128,
  0n,
);
export const UnlockRate = storageValue(PALLET, "UnlockRate", u64, 934_866n);
export const MaturityRate = storageValue(PALLET, "MaturityRate", u64, 934_866n);
