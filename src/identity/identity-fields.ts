import { utf8ToBytes } from "@noble/hashes/utils.js";

/** The fields of a coldkey's identity in the order of `set_identity`, with the most bytes each may have (chain facts 2.6). */
export const IDENTITY_LIMITS = {
  name: 256,
  url: 256,
  githubRepo: 256,
  image: 1_024,
  discord: 256,
  description: 1_024,
  additional: 1_024,
} as const;

export type IdentityField = keyof typeof IDENTITY_LIMITS;
export type Identity = Readonly<Record<IdentityField, string>>;

export const IDENTITY_FIELDS = Object.keys(IDENTITY_LIMITS) as readonly IdentityField[];

/** The chain counts bytes of UTF-8, so `ü` is two and most emoji are four. */
export const utf8Bytes = (text: string): number => utf8ToBytes(text).length;

/** The first field whose bytes are more than the chain takes; null where all fit. */
export function tooLongField(lengths: Readonly<Record<IdentityField, number>>): IdentityField | null {
  return IDENTITY_FIELDS.find((field) => lengths[field] > IDENTITY_LIMITS[field]) ?? null;
}
