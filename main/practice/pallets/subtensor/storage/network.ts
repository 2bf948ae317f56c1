import {
  AccountId32,
  blake2,
  identity,
  NetUid,
  optionalMap,
  storageMap,
  storageValue,
  twox64,
  ZERO_ACCOUNT,
} from "../../../describe/index.ts";
import { bool, bytes, u8, u16, u64, vec } from "../../../scale/index.ts";
import { SubnetIdentityV3 } from "../types.ts";

/** Which subnets there are, who owns them and when they run. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const NetworksAdded = storageMap(PALLET, "NetworksAdded", [identity(NetUid)], bool, false);
export const TotalNetworks = storageValue(PALLET, "TotalNetworks", u16, 0);
export const SubnetLimit = storageValue(PALLET, "SubnetLimit", u16, 128);
export const NetworkRegisteredAt = storageMap(PALLET, "NetworkRegisteredAt", [identity(NetUid)], u64, 0n);
export const RegisteredSubnetCounter = storageMap(PALLET, "RegisteredSubnetCounter", [identity(NetUid)], u64, 0n);
export const NetworkImmunityPeriod = storageValue(PALLET, "NetworkImmunityPeriod", u64, 1_296_000n);
export const NetworkMinLockCost = storageValue(PALLET, "NetworkMinLockCost", u64, 1_000_000_000_000n);
export const NetworkLastLockCost = storageValue(PALLET, "NetworkLastLockCost", u64, 1_000_000_000_000n);
export const NetworkLockReductionInterval = storageValue(PALLET, "NetworkLockReductionInterval", u64, 100_800n);
export const NetworkRateLimit = storageValue(PALLET, "NetworkRateLimit", u64, 7200n);
export const SubnetLocked = storageMap(PALLET, "SubnetLocked", [identity(NetUid)], u64, 0n);
export const SubnetOwner = storageMap(PALLET, "SubnetOwner", [identity(NetUid)], AccountId32, ZERO_ACCOUNT);
export const SubnetOwnerHotkey = storageMap(PALLET, "SubnetOwnerHotkey", [identity(NetUid)], AccountId32, ZERO_ACCOUNT);
export const SubnetIdentitiesV3 = optionalMap(PALLET, "SubnetIdentitiesV3", [blake2(NetUid)], SubnetIdentityV3);
export const TokenSymbol = storageMap(
  PALLET,
  "TokenSymbol",
  [identity(NetUid)],
  bytes,
  new Uint8Array([0xf0, 0x9d, 0x9c, 0x8f]),
);
export const SubnetMechanism = storageMap(PALLET, "SubnetMechanism", [identity(NetUid)], u16, 0);
export const SubtokenEnabled = storageMap(PALLET, "SubtokenEnabled", [identity(NetUid)], bool, false);
export const SubnetEmissionEnabled = storageMap(PALLET, "SubnetEmissionEnabled", [identity(NetUid)], bool, true);
export const TransferToggle = storageMap(PALLET, "TransferToggle", [identity(NetUid)], bool, true);
export const FirstEmissionBlockNumber = optionalMap(PALLET, "FirstEmissionBlockNumber", [identity(NetUid)], u64);
export const StartCallDelay = storageValue(PALLET, "StartCallDelay", u64, 0n);
export const Tempo = storageMap(PALLET, "Tempo", [identity(NetUid)], u16, 360);
export const LastEpochBlock = storageMap(PALLET, "LastEpochBlock", [identity(NetUid)], u64, 0n);
export const PendingEpochAt = storageMap(PALLET, "PendingEpochAt", [identity(NetUid)], u64, 0n);
export const SubnetEpochIndex = storageMap(PALLET, "SubnetEpochIndex", [identity(NetUid)], u64, 0n);
export const BlocksSinceLastStep = storageMap(PALLET, "BlocksSinceLastStep", [identity(NetUid)], u64, 0n);
export const LastMechansimStepBlock = storageMap(PALLET, "LastMechansimStepBlock", [identity(NetUid)], u64, 0n);
export const MaxEpochsPerBlock = storageValue(PALLET, "MaxEpochsPerBlock", u8, 2);
export const MechanismCountCurrent = storageMap(PALLET, "MechanismCountCurrent", [twox64(NetUid)], u8, 1);
export const MaxMechanismCount = storageValue(PALLET, "MaxMechanismCount", u8, 2);
export const MechanismEmissionSplit = optionalMap(PALLET, "MechanismEmissionSplit", [twox64(NetUid)], vec(u16));
