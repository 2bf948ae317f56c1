import {
  BlockNumber,
  blake256,
  defineCall,
  defineConstant,
  definePallet,
  type LateTypes,
  type Pallet,
  Weight,
} from "../../describe/index.ts";
import { CowStr } from "../../describe/substrate-types.ts";
import { bytes, fixedBytes, named, newtype, option, struct, tuple, u8, u16, u32, u64, vec } from "../../scale/index.ts";
import type { AnyType } from "../../scale/type.ts";
import { Account, systemEvents } from "./account.ts";
import { systemErrors } from "./errors.ts";
import { eventsStorage } from "./events-storage.ts";
import * as stored from "./storage.ts";

const WeightsPerClass = struct("frame_system::limits::WeightsPerClass", {
  base_extrinsic: Weight,
  max_extrinsic: option(Weight),
  max_total: option(Weight),
  reserved: option(Weight),
});
const T = (type: AnyType) => [{ name: "T", type }];
const perClass = <V>(path: string, type: import("../../scale/type.ts").Type<V>) =>
  struct(
    path,
    { normal: named(type, "T"), operational: named(type, "T"), mandatory: named(type, "T") },
    T(type as AnyType),
  );
const PER_CLASS = "frame_support::dispatch::PerDispatchClass";

const BlockWeights = struct("frame_system::limits::BlockWeights", {
  base_block: Weight,
  max_block: Weight,
  per_class: named(perClass(PER_CLASS, WeightsPerClass), "PerDispatchClass<WeightsPerClass>"),
});
const BlockLength = struct("frame_system::limits::BlockLength", {
  max: named(perClass(PER_CLASS, u32), "PerDispatchClass<u32>"),
});
const RuntimeDbWeight = struct("sp_weights::RuntimeDbWeight", { read: u64, write: u64 });

const apisVec = vec(tuple(fixedBytes(8), u32));
export const RuntimeVersion = struct("sp_version::RuntimeVersion", {
  spec_name: CowStr,
  impl_name: CowStr,
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: named(newtype("Cow", apisVec, T(apisVec as AnyType)), "ApisVec"),
  transaction_version: u32,
  system_version: u8,
});

/** Weight of an empty extrinsic (facts: chain 5.1). */
export const BASE_EXTRINSIC_REF_TIME = 108_157_000n;
const U64_MAX = 2n ** 64n - 1n;
const weight = (ref_time: bigint) => ({ ref_time, proof_size: U64_MAX });
const MAX_BLOCK = 4_000_000_000_000n;
const classLimits = (share: bigint, reserved: bigint | undefined) => ({
  base_extrinsic: { ref_time: BASE_EXTRINSIC_REF_TIME, proof_size: 0n },
  max_extrinsic: weight((MAX_BLOCK * share) / 100n),
  max_total: weight((MAX_BLOCK * share) / 100n),
  reserved: reserved === undefined ? undefined : weight(reserved),
});

/** The runtime's version as `System.Version`, `Core_version` and `state_getRuntimeVersion` tell it. */
export interface VersionFacts {
  readonly specVersion: number;
  readonly apis: readonly (readonly [`0x${string}`, number])[];
}

export const versionValue = ({ specVersion, apis }: VersionFacts) => ({
  spec_name: "node-subtensor",
  impl_name: "node-subtensor",
  authoring_version: 1,
  spec_version: specVersion,
  impl_version: 1,
  apis: apis.map(([id, version]) => [id, version] as [`0x${string}`, number]),
  transaction_version: 1,
  system_version: 1,
});

/** Accounts, blocks, events. */
export const systemPallet = (late: LateTypes, version: VersionFacts): Pallet =>
  definePallet({
    name: "System",
    index: 0,
    crate: "frame_system",
    storage: [
      Account,
      stored.ExtrinsicCount,
      stored.InherentsApplied,
      stored.BlockWeight,
      stored.AllExtrinsicsLen,
      stored.BlockHash,
      stored.ExtrinsicData,
      stored.BlockNumberNow,
      stored.ParentHash,
      stored.DigestNow,
      eventsStorage(late),
      stored.EventCount,
      stored.LastRuntimeUpgrade,
    ],
    events: systemEvents,
    errors: systemErrors,
    constants: {
      BlockWeights: defineConstant(BlockWeights, {
        base_block: { ref_time: 431_614_000n, proof_size: 0n },
        max_block: weight(MAX_BLOCK),
        per_class: {
          normal: classLimits(75n, undefined),
          operational: classLimits(100n, MAX_BLOCK / 4n),
          mandatory: { ...classLimits(100n, undefined), max_extrinsic: undefined, max_total: undefined },
        },
      }),
      BlockLength: defineConstant(BlockLength, {
        max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 },
      }),
      BlockHashCount: defineConstant(BlockNumber, stored.BLOCK_HASH_COUNT),
      DbWeight: defineConstant(RuntimeDbWeight, { read: 25_000_000n, write: 100_000_000n }),
      Version: defineConstant(RuntimeVersion, versionValue(version)),
      SS58Prefix: defineConstant(u16, 42),
    },
    calls: {
      remark: defineCall(0, { remark: bytes }, { weight: 1_000_000n, docs: "Make some on-chain remark." }, () => {}),
      remark_with_event: defineCall(
        7,
        { remark: bytes },
        { weight: 20_000_000n, docs: "Make some on-chain remark and emit event." },
        (ctx, { remark }) => {
          ctx.emit(systemEvents.Remarked({ sender: ctx.signer(), hash: blake256(remark) }));
        },
      ),
    },
  });
