import {
  BlockNumber,
  CowStr,
  Digest,
  H256,
  optionalValue,
  storageMap,
  storageValue,
  twox64,
  Weight,
} from "../../describe/index.ts";
import { bool, bytes, compact, type Hex, named, struct, u32 } from "../../scale/index.ts";
import type { AnyType } from "../../scale/type.ts";

const P = "System";
export const ZERO_HASH: Hex = `0x${"00".repeat(32)}`;
const nothing = { ref_time: 0n, proof_size: 0n };

export const PerDispatchClass = struct(
  "frame_support::dispatch::PerDispatchClass",
  { normal: named(Weight, "T"), operational: named(Weight, "T"), mandatory: named(Weight, "T") },
  [{ name: "T", type: Weight as AnyType }],
);

export const ExtrinsicCount = optionalValue(P, "ExtrinsicCount", u32);
export const InherentsApplied = storageValue(P, "InherentsApplied", bool, false);
export const BlockWeight = storageValue(P, "BlockWeight", PerDispatchClass, {
  normal: nothing,
  operational: nothing,
  mandatory: nothing,
});
export const AllExtrinsicsLen = optionalValue(P, "AllExtrinsicsLen", u32);
export const BlockHash = storageMap(P, "BlockHash", [twox64(BlockNumber)], H256, ZERO_HASH);
export const ExtrinsicData = storageMap(P, "ExtrinsicData", [twox64(u32)], bytes, new Uint8Array());
export const BlockNumberNow = storageValue(P, "Number", BlockNumber, 0);
export const ParentHash = storageValue(P, "ParentHash", H256, ZERO_HASH);
export const DigestNow = storageValue(P, "Digest", Digest, { logs: [] });
export const EventCount = storageValue(P, "EventCount", u32, 0);
export const LastRuntimeUpgrade = optionalValue(
  P,
  "LastRuntimeUpgrade",
  struct("frame_system::LastRuntimeUpgradeInfo", {
    spec_version: named(compact(u32), "codec::Compact<u32>"),
    spec_name: CowStr,
  }),
);

/** Blocks whose hashes are kept in state (facts: chain 1.1). */
export const BLOCK_HASH_COUNT = 2_400;
