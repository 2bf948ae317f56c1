import { bytesToHex } from "@noble/hashes/utils.js";
import { Blake2128, Twox64Concat, Twox128 } from "@polkadot-api/substrate-bindings";
import { createReader } from "../scale/cursor.ts";
import { fromHex } from "../scale/primitives.ts";
import { type AnyType, encode } from "../scale/type.ts";

export type HasherName = "Identity" | "Blake2_128Concat" | "Twox64Concat";

/** One key part of a storage map: how it is hashed and its type. */
export interface KeyPart<T extends AnyType = AnyType> {
  readonly hasher: HasherName;
  readonly type: T;
}

export const identity = <T extends AnyType>(type: T): KeyPart<T> => ({ hasher: "Identity", type });
export const blake2 = <T extends AnyType>(type: T): KeyPart<T> => ({ hasher: "Blake2_128Concat", type });
export const twox64 = <T extends AnyType>(type: T): KeyPart<T> => ({ hasher: "Twox64Concat", type });

/** Digits of hash before the key itself. */
const PREFIX_DIGITS: Record<HasherName, number> = { Identity: 0, Blake2_128Concat: 32, Twox64Concat: 16 };
const CACHE_LIMIT = 50_000;
const blakeCache = new Map<string, string>();

function blakeDigits(raw: Uint8Array, digits: string): string {
  const known = blakeCache.get(digits);
  if (known !== undefined) return known;
  if (blakeCache.size >= CACHE_LIMIT) blakeCache.clear();
  const hashed = bytesToHex(Blake2128(raw));
  blakeCache.set(digits, hashed);
  return hashed;
}

/** The hex digits that a key part adds to a storage key. */
export function hashedPart(part: KeyPart, value: unknown): string {
  const raw = encode(part.type, value);
  const digits = bytesToHex(raw);
  if (part.hasher === "Identity") return digits;
  if (part.hasher === "Blake2_128Concat") return blakeDigits(raw, digits) + digits;
  return bytesToHex(Twox64Concat(raw));
}

/** The 32 bytes of hex that all keys of a storage item begin with. */
export const itemPrefix = (pallet: string, item: string): string =>
  bytesToHex(Twox128(new TextEncoder().encode(pallet))) + bytesToHex(Twox128(new TextEncoder().encode(item)));

/** Reads the key values back out of the digits behind an item's prefix. */
export function readKeyParts(parts: readonly KeyPart[], digits: string): unknown[] {
  const reader = createReader(fromHex(digits));
  return parts.map((part) => {
    reader.take(PREFIX_DIGITS[part.hasher] / 2);
    return part.type.read(reader);
  });
}
