import { utf8ToBytes } from "@noble/hashes/utils.js";

export interface SignedParts {
  /** Unix nanoseconds. */
  readonly nonce: bigint;
  readonly dendriteHotkey: string;
  readonly axonHotkey: string;
  readonly dendriteUuid: string;
  readonly bodyHash: string;
}

/** The text a request's signature covers: five parts joined by dots, signed raw, never wrapped (facts A1.5). */
export const signedText = (parts: SignedParts): string =>
  `${parts.nonce}.${parts.dendriteHotkey}.${parts.axonHotkey}.${parts.dendriteUuid}.${parts.bodyHash}`;

/** The bytes to sign. Working in bytes avoids every text form that other libraries read as hex. */
export const signedMessage = (parts: SignedParts): Uint8Array => utf8ToBytes(signedText(parts));
