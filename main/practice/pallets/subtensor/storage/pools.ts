import {
  AccountId32,
  blake2,
  I64F64,
  I96F32,
  identity,
  NetUid,
  optionalMap,
  storageMap,
  storageValue,
  U96F32,
} from "../../../describe/index.ts";
import { i64, tuple, u64, u128 } from "../../../scale/index.ts";

/** The reserves of each subnet's pool and what is emitted into it. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const SubnetTAO = storageMap(PALLET, "SubnetTAO", [identity(NetUid)], u64, 0n);
export const SubnetAlphaIn = storageMap(PALLET, "SubnetAlphaIn", [identity(NetUid)], u64, 0n);
export const SubnetAlphaOut = storageMap(PALLET, "SubnetAlphaOut", [identity(NetUid)], u64, 0n);
export const SubnetProtocolAlpha = storageMap(PALLET, "SubnetProtocolAlpha", [identity(NetUid)], u64, 0n);
export const SubnetVolume = storageMap(PALLET, "SubnetVolume", [identity(NetUid)], u128, 0n);
export const SubnetMovingPrice = storageMap(PALLET, "SubnetMovingPrice", [identity(NetUid)], I96F32, { bits: 0n });
export const SubnetMovingAlpha = storageValue(PALLET, "SubnetMovingAlpha", I96F32, { bits: 12_885n });
export const SubnetTaoFlow = storageMap(PALLET, "SubnetTaoFlow", [identity(NetUid)], i64, 0n);
export const SubnetEmaTaoFlow = optionalMap(PALLET, "SubnetEmaTaoFlow", [identity(NetUid)], tuple(u64, I64F64));
export const SubnetAlphaInEmission = storageMap(PALLET, "SubnetAlphaInEmission", [identity(NetUid)], u64, 0n);
export const SubnetAlphaOutEmission = storageMap(PALLET, "SubnetAlphaOutEmission", [identity(NetUid)], u64, 0n);
export const SubnetTaoInEmission = storageMap(PALLET, "SubnetTaoInEmission", [identity(NetUid)], u64, 0n);
export const BlockEmission = storageValue(PALLET, "BlockEmission", u64, 1_000_000_000n);
export const PendingServerEmission = storageMap(PALLET, "PendingServerEmission", [identity(NetUid)], u64, 0n);
export const PendingValidatorEmission = storageMap(PALLET, "PendingValidatorEmission", [identity(NetUid)], u64, 0n);
export const PendingRootAlphaDivs = storageMap(PALLET, "PendingRootAlphaDivs", [identity(NetUid)], u64, 0n);
export const PendingOwnerCut = storageMap(PALLET, "PendingOwnerCut", [identity(NetUid)], u64, 0n);
export const AlphaDividendsPerSubnet = storageMap(
  PALLET,
  "AlphaDividendsPerSubnet",
  [identity(NetUid), blake2(AccountId32)],
  u64,
  0n,
);
export const RootAlphaDividendsPerSubnet = storageMap(
  PALLET,
  "RootAlphaDividendsPerSubnet",
  [identity(NetUid), blake2(AccountId32)],
  u64,
  0n,
);
export const LastHotkeyEmissionOnNetuid = storageMap(
  PALLET,
  "LastHotkeyEmissionOnNetuid",
  [blake2(AccountId32), identity(NetUid)],
  u64,
  0n,
);
export const RootProp = storageMap(PALLET, "RootProp", [identity(NetUid)], U96F32, { bits: 0n });
