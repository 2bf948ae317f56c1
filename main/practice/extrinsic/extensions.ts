import { Era, type Extension, H256 } from "../describe/index.ts";
import {
  compact,
  enumeration,
  fixedBytes,
  marker,
  named,
  newtype,
  option,
  struct,
  u32,
  u64,
  unit,
} from "../scale/index.ts";
import type { AnyType } from "../scale/type.ts";

const T = [{ name: "T", type: undefined }];
const none = unit as AnyType;
const empty = (identifier: string, path: string): Extension => ({
  identifier,
  type: marker(path, T) as AnyType,
  additional: none,
});
const with_ = (identifier: string, type: AnyType, additional: AnyType = none): Extension => ({
  identifier,
  type,
  additional,
});

export const MetadataMode = enumeration("frame_metadata_hash_extension::Mode", { Disabled: [0], Enabled: [1] });

/** The signed extensions in signing order (facts: chain 1.3). */
export const signedExtensions: readonly Extension[] = [
  empty("CheckNonZeroSender", "frame_system::extensions::check_non_zero_sender::CheckNonZeroSender"),
  with_(
    "CheckSpecVersion",
    marker("frame_system::extensions::check_spec_version::CheckSpecVersion", T) as AnyType,
    u32 as AnyType,
  ),
  with_(
    "CheckTxVersion",
    marker("frame_system::extensions::check_tx_version::CheckTxVersion", T) as AnyType,
    u32 as AnyType,
  ),
  with_("CheckGenesis", marker("frame_system::extensions::check_genesis::CheckGenesis", T) as AnyType, H256 as AnyType),
  with_(
    "CheckMortality",
    newtype("node_subtensor_runtime::check_mortality::CheckMortality", Era, T) as AnyType,
    H256 as AnyType,
  ),
  with_(
    "CheckNonce",
    newtype("node_subtensor_runtime::check_nonce::CheckNonce", named(compact(u32), "T::Nonce"), T) as AnyType,
  ),
  empty("CheckWeight", "frame_system::extensions::check_weight::CheckWeight"),
  with_(
    "ChargeTransactionPayment",
    newtype("pallet_transaction_payment::ChargeTransactionPayment", named(compact(u64), "BalanceOf<T>"), T) as AnyType,
  ),
  empty("SudoTransactionExtension", "node_subtensor_runtime::sudo_wrapper::SudoTransactionExtension"),
  empty("CheckShieldedTxValidity", "pallet_shield::extension::CheckShieldedTxValidity"),
  empty("SubtensorTransactionExtension", "pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension"),
  empty("DrandPriority", "pallet_drand::drand_priority::DrandPriority"),
  with_(
    "CheckMetadataHash",
    struct("frame_metadata_hash_extension::CheckMetadataHash", { mode: MetadataMode }, T) as AnyType,
    option(fixedBytes(32)) as AnyType,
  ),
];

/** What the extensions of an extrinsic say. */
export interface ExtensionValues {
  readonly era: { readonly type: string; readonly value?: number };
  readonly nonce: number;
  readonly tipRao: bigint;
  readonly metadataMode: "Disabled" | "Enabled";
}

/** Reads the values that matter out of the extensions' tuple. */
export function extensionValues(extra: readonly unknown[]): ExtensionValues {
  const at = (identifier: string): unknown => extra[signedExtensions.findIndex((one) => one.identifier === identifier)];
  return {
    era: at("CheckMortality") as ExtensionValues["era"],
    nonce: at("CheckNonce") as number,
    tipRao: at("ChargeTransactionPayment") as bigint,
    metadataMode: (at("CheckMetadataHash") as { mode: { type: "Disabled" | "Enabled" } }).mode.type,
  };
}
