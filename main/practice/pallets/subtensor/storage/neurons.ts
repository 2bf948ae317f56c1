import {
  AccountId32,
  blake2,
  identity,
  NetUid,
  optionalMap,
  storageMap,
  ZERO_ACCOUNT,
} from "../../../describe/index.ts";
import { bool, tuple, u16, u64, vec } from "../../../scale/index.ts";
import { AxonInfo, NeuronCertificate, PrometheusInfo } from "../types.ts";

/** The neurons of each subnet. Hashers, types and defaults are those of runtime 424 (facts Appendix B). */
const PALLET = "SubtensorModule";

export const SubnetworkN = storageMap(PALLET, "SubnetworkN", [identity(NetUid)], u16, 0);
export const Uids = optionalMap(PALLET, "Uids", [identity(NetUid), blake2(AccountId32)], u16);
export const Keys = storageMap(PALLET, "Keys", [identity(NetUid), identity(NetUid)], AccountId32, ZERO_ACCOUNT);
export const IsNetworkMember = storageMap(
  PALLET,
  "IsNetworkMember",
  [blake2(AccountId32), identity(NetUid)],
  bool,
  false,
);
export const BlockAtRegistration = storageMap(
  PALLET,
  "BlockAtRegistration",
  [identity(NetUid), identity(NetUid)],
  u64,
  0n,
);
export const Axons = optionalMap(PALLET, "Axons", [identity(NetUid), blake2(AccountId32)], AxonInfo);
export const Prometheus = optionalMap(PALLET, "Prometheus", [identity(NetUid), blake2(AccountId32)], PrometheusInfo);
export const NeuronCertificates = optionalMap(
  PALLET,
  "NeuronCertificates",
  [identity(NetUid), blake2(AccountId32)],
  NeuronCertificate,
);
export const Active = storageMap(PALLET, "Active", [identity(NetUid)], vec(bool), []);
export const LastUpdate = storageMap(PALLET, "LastUpdate", [identity(NetUid)], vec(u64), []);
export const ValidatorPermit = storageMap(PALLET, "ValidatorPermit", [identity(NetUid)], vec(bool), []);
export const ValidatorTrust = storageMap(PALLET, "ValidatorTrust", [identity(NetUid)], vec(u16), []);
export const StakeWeight = storageMap(PALLET, "StakeWeight", [identity(NetUid)], vec(u16), []);
export const Consensus = storageMap(PALLET, "Consensus", [identity(NetUid)], vec(u16), []);
export const Incentive = storageMap(PALLET, "Incentive", [identity(NetUid)], vec(u16), []);
export const Dividends = storageMap(PALLET, "Dividends", [identity(NetUid)], vec(u16), []);
export const Emission = storageMap(PALLET, "Emission", [identity(NetUid)], vec(u64), []);
export const Weights = storageMap(PALLET, "Weights", [identity(NetUid), identity(NetUid)], vec(tuple(u16, u16)), []);
export const Bonds = storageMap(PALLET, "Bonds", [identity(NetUid), identity(NetUid)], vec(tuple(u16, u16)), []);
