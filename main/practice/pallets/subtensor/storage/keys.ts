import {
  AccountId32,
  blake2,
  H256,
  identity,
  NetUid,
  optionalMap,
  storageMap,
  twox64,
  ZERO_ACCOUNT,
} from "../../../describe/index.ts";
import { bool, tuple, u16, u32, u64, vec } from "../../../scale/index.ts";
import { ChainIdentityV2, RateLimitKey, RootClaimTypeEnum } from "../types.ts";

/** Who owns which hotkey, and what a coldkey has arranged. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const Owner = storageMap(PALLET, "Owner", [blake2(AccountId32)], AccountId32, ZERO_ACCOUNT);
export const OwnedHotkeys = storageMap(PALLET, "OwnedHotkeys", [blake2(AccountId32)], vec(AccountId32), []);
export const StakingHotkeys = storageMap(PALLET, "StakingHotkeys", [blake2(AccountId32)], vec(AccountId32), []);
export const Delegates = storageMap(PALLET, "Delegates", [blake2(AccountId32)], u16, 11_796);
export const ChildkeyTake = storageMap(PALLET, "ChildkeyTake", [blake2(AccountId32), identity(NetUid)], u16, 0);
export const ChildKeys = storageMap(
  PALLET,
  "ChildKeys",
  [blake2(AccountId32), identity(NetUid)],
  vec(tuple(u64, AccountId32)),
  [],
);
export const ParentKeys = storageMap(
  PALLET,
  "ParentKeys",
  [blake2(AccountId32), identity(NetUid)],
  vec(tuple(u64, AccountId32)),
  [],
);
export const PendingChildKeys = storageMap(
  PALLET,
  "PendingChildKeys",
  [identity(NetUid), blake2(AccountId32)],
  tuple(vec(tuple(u64, AccountId32)), u64),
  [[], 0n],
);
export const AutoStakeDestination = optionalMap(
  PALLET,
  "AutoStakeDestination",
  [blake2(AccountId32), identity(NetUid)],
  AccountId32,
);
export const AutoStakeDestinationColdkeys = storageMap(
  PALLET,
  "AutoStakeDestinationColdkeys",
  [blake2(AccountId32), identity(NetUid)],
  vec(AccountId32),
  [],
);
export const LastRateLimitedBlock = storageMap(PALLET, "LastRateLimitedBlock", [identity(RateLimitKey)], u64, 0n);
export const IdentitiesV2 = optionalMap(PALLET, "IdentitiesV2", [blake2(AccountId32)], ChainIdentityV2);
export const LastTxBlock = storageMap(PALLET, "LastTxBlock", [identity(AccountId32)], u64, 0n);
export const LastTxBlockChildKeyTake = storageMap(PALLET, "LastTxBlockChildKeyTake", [identity(AccountId32)], u64, 0n);
export const LastTxBlockDelegateTake = storageMap(PALLET, "LastTxBlockDelegateTake", [identity(AccountId32)], u64, 0n);
export const TransactionKeyLastBlock = storageMap(
  PALLET,
  "TransactionKeyLastBlock",
  [blake2(AccountId32), identity(NetUid), identity(NetUid)],
  u64,
  0n,
);
export const LastHotkeySwapOnNetuid = storageMap(
  PALLET,
  "LastHotkeySwapOnNetuid",
  [identity(NetUid), blake2(AccountId32)],
  u64,
  0n,
);
export const ColdkeySwapAnnouncements = optionalMap(
  PALLET,
  "ColdkeySwapAnnouncements",
  [twox64(AccountId32)],
  tuple(u32, H256),
);
export const ColdkeySwapDisputes = optionalMap(PALLET, "ColdkeySwapDisputes", [twox64(AccountId32)], u32);
export const RootClaimType = storageMap(PALLET, "RootClaimType", [blake2(AccountId32)], RootClaimTypeEnum, {
  type: "Swap",
});
export const AutoParentDelegationEnabled = storageMap(
  PALLET,
  "AutoParentDelegationEnabled",
  [blake2(AccountId32)],
  bool,
  true,
);
