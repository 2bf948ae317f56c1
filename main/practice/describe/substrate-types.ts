import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { compact, compactUnit, fixedBytes, unit, vec } from "../scale/collections.ts";
import { enumeration, newtype, struct } from "../scale/composites.ts";
import { bytes, fromHex, type Hex, str, toHex, u8, u16, u32, u64, u128 } from "../scale/primitives.ts";
import { type AnyType, named, type Type, type ValueOf } from "../scale/type.ts";

/** An account as `0x` and 64 lower-case hex digits: it compares with `===` and serves as a map's key. */
export type AccountId = Hex;

export const AccountId32 = newtype("sp_core::crypto::AccountId32", fixedBytes(32));
export const H256 = newtype("primitive_types::H256", fixedBytes(32));
export const ZERO_ACCOUNT: AccountId = `0x${"00".repeat(32)}`;

/** The SS58 text of an account. */
export const toSs58 = (account: AccountId): string => encodeAddress(fromHex(account));

/** The account of an SS58 text. Errors: as `decodeAddress`. */
export const fromSs58 = (text: string): AccountId => toHex(decodeAddress(text).accountId);

// Numbers that are newtypes on the chain appear as plain numbers with a type name.
export const Balance = named(u64, "Balance");
export const TaoBalance = named(u64, "TaoBalance");
export const AlphaBalance = named(u64, "AlphaBalance");
export const NetUid = named(u16, "NetUid");
export const BlockNumber = named(u32, "BlockNumber");

export const MultiAddress = enumeration(
  "sp_runtime::multiaddress::MultiAddress",
  {
    Id: [0, [named(AccountId32, "AccountId")]],
    Index: [1, [named(compactUnit, "AccountIndex")]],
    Raw: [2, [bytes]],
    Address32: [3, [fixedBytes(32)]],
    Address20: [4, [fixedBytes(20)]],
  },
  [
    { name: "AccountId", type: AccountId32 as AnyType },
    { name: "AccountIndex", type: unit as AnyType },
  ],
);

export const MultiSignature = enumeration("sp_runtime::MultiSignature", {
  Ed25519: [0, [named(fixedBytes(64), "ed25519::Signature")]],
  Sr25519: [1, [named(fixedBytes(64), "sr25519::Signature")]],
  Ecdsa: [2, [named(fixedBytes(65), "ecdsa::Signature")]],
});

/** `refTime` in picoseconds of reference time; `proofSize` in bytes. */
export const Weight = struct("sp_weights::weight_v2::Weight", {
  ref_time: named(compact(u64), "u64"),
  proof_size: named(compact(u64), "u64"),
});
export type WeightValue = ValueOf<typeof Weight>;

const phases = { ApplyExtrinsic: [0, [u32]], Finalization: [1], Initialization: [2] } as const;
export const Phase = enumeration("frame_system::Phase", phases);
export type PhaseValue = ValueOf<typeof Phase>;

export const DispatchClass = enumeration("frame_support::dispatch::DispatchClass", {
  Normal: [0],
  Operational: [1],
  Mandatory: [2],
});
export const Pays = enumeration("frame_support::dispatch::Pays", { Yes: [0], No: [1] });

export const DispatchEventInfo = struct("frame_system::DispatchEventInfo", {
  weight: Weight,
  class: DispatchClass,
  pays_fee: named(Pays, "Pays"),
});

export const TokenError = enumeration("sp_runtime::TokenError", {
  FundsUnavailable: [0],
  OnlyProvider: [1],
  BelowMinimum: [2],
  CannotCreate: [3],
  UnknownAsset: [4],
  Frozen: [5],
  Unsupported: [6],
  CannotCreateHold: [7],
  NotExpendable: [8],
  Blocked: [9],
});
export const ArithmeticError = enumeration("sp_arithmetic::ArithmeticError", {
  Underflow: [0],
  Overflow: [1],
  DivisionByZero: [2],
});
const TransactionalError = enumeration("sp_runtime::TransactionalError", { LimitReached: [0], NoLayer: [1] });
const TrieError = enumeration("sp_runtime::proving_trie::TrieError", {
  InvalidStateRoot: [0],
  IncompleteDatabase: [1],
  ValueAtIncompleteKey: [2],
  DecoderError: [3],
  InvalidHash: [4],
  DuplicateKey: [5],
  ExtraneousNode: [6],
  ExtraneousValue: [7],
  ExtraneousHashReference: [8],
  InvalidChildReference: [9],
  ValueMismatch: [10],
  IncompleteProof: [11],
  RootMismatch: [12],
  DecodeError: [13],
});
const ModuleError = struct("sp_runtime::ModuleError", {
  index: u8,
  error: named(fixedBytes(4), "[u8; MAX_MODULE_ERROR_ENCODED_SIZE]"),
});

export const DispatchError = enumeration("sp_runtime::DispatchError", {
  Other: [0],
  CannotLookup: [1],
  BadOrigin: [2],
  Module: [3, [ModuleError]],
  ConsumerRemaining: [4],
  NoProviders: [5],
  TooManyConsumers: [6],
  Token: [7, [TokenError]],
  Arithmetic: [8, [ArithmeticError]],
  Transactional: [9, [TransactionalError]],
  Exhausted: [10],
  Corruption: [11],
  Unavailable: [12],
  RootNotAllowed: [13],
  Trie: [14, [TrieError]],
});
export type DispatchErrorValue = ValueOf<typeof DispatchError>;

export const AccountData = struct(
  "pallet_balances::types::AccountData",
  {
    free: Balance,
    reserved: Balance,
    frozen: Balance,
    flags: newtype("pallet_balances::types::ExtraFlags", u128),
  },
  [{ name: "Balance", type: u64 as AnyType }],
);

export const AccountInfo = struct(
  "frame_system::AccountInfo",
  {
    nonce: named(u32, "Nonce"),
    consumers: named(u32, "RefCount"),
    providers: named(u32, "RefCount"),
    sufficients: named(u32, "RefCount"),
    data: AccountData,
  },
  [
    { name: "Nonce", type: u32 as AnyType },
    { name: "AccountData", type: AccountData as AnyType },
  ],
);

/** Immortal, or mortal with the era's two bytes: the case's number and one byte of value. */
const eraCases = Object.fromEntries([
  ["Immortal", [0]],
  ...Array.from({ length: 255 }, (_, i) => [`Mortal${i + 1}`, [i + 1, [u8]]]),
]) as Record<string, readonly [number]> & { Immortal: readonly [0] };
export const Era = enumeration("sp_runtime::generic::era::Era", eraCases) as unknown as Type<{
  readonly type: string;
  readonly value?: number;
}>;

const engineId = named(fixedBytes(4), "ConsensusEngineId");
export const DigestItem = enumeration("sp_runtime::generic::digest::DigestItem", {
  PreRuntime: [6, [engineId, bytes]],
  Consensus: [4, [engineId, bytes]],
  Seal: [5, [engineId, bytes]],
  Other: [0, [bytes]],
  RuntimeEnvironmentUpdated: [8],
});
export const Digest = struct("sp_runtime::generic::digest::Digest", { logs: vec(DigestItem) });

export const Header = struct(
  "sp_runtime::generic::header::Header",
  {
    parent_hash: named(H256, "Hash::Output"),
    number: named(compact(u32), "Number"),
    state_root: named(H256, "Hash::Output"),
    extrinsics_root: named(H256, "Hash::Output"),
    digest: Digest,
  },
  [
    { name: "Number", type: u32 as AnyType },
    { name: "Hash", type: undefined },
  ],
);
export type HeaderValue = ValueOf<typeof Header>;

const cow = <V>(inner: Type<V>): Type<V> => newtype("Cow", inner, [{ name: "T", type: inner as AnyType }]);
export const CowStr = named(cow(str), "Cow<'static, str>");
