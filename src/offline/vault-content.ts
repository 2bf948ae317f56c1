import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { utf8 } from "@scure/base";

/**
 * What a QR code for Polkadot Vault holds. Source: Vault's own `docs/src/development/UOS.md` and its list of contents in
 * `rust/transaction_parsing/src/lib.rs`: 0x53, the scheme of the key (00 ed25519, 01 sr25519, 02 ecdsa, ff unsigned), the kind.
 */
export type VaultContent =
  | {
      readonly kind: "transaction" | "message";
      readonly publicKey: Uint8Array;
      /** For transactions the call with its length in front (SCALE compact) and the extensions; never hashed. */
      readonly payload: Uint8Array;
      readonly genesisHash: Uint8Array;
    }
  /** Understood well enough to say what it is and that it is not signed. */
  | { readonly kind: "refused"; readonly what: string; readonly next: string };

const SUBSTRATE = 0x53;
const SR25519 = 0x01;
const ASK_PLAIN =
  "Let the other program make the code for one transaction, without a proof, as Vault before version 7 has it.";
const NOT_HERE = "It serves Vault itself. Nothing of it is needed or taken here.";

const TRANSACTIONS = new Set([0x00, 0x02]);
const MESSAGE = 0x03;
const REFUSED: ReadonlyMap<number, readonly [what: string, next: string]> = new Map([
  [
    0x01,
    [
      "a transaction of which only the hash is told, so that nobody can see what it does",
      "Split it into smaller ones.",
    ],
  ],
  [0x04, ["several transactions at once (bulk)", "Ask for them one by one."]],
  [0x05, ["a transaction for a derived key (dynamic derivation)", ASK_PLAIN]],
  [0x06, ["a transaction with a proof of metadata", ASK_PLAIN]],
  [0x07, ["a transaction with a proof of metadata for a derived key (dynamic derivation)", ASK_PLAIN]],
  [0x08, ["a message for any chain", "Let it be made for one chain, or sign the text under Messages."]],
  [0x80, ["an update of a chain's metadata", NOT_HERE]],
  [0x81, ["an update of a chain's types", NOT_HERE]],
  [0xc1, ["the description of a network", NOT_HERE]],
  [0xde, ["derivations to import", NOT_HERE]],
  [0xdf, ["derivations to import (dynamic)", NOT_HERE]],
  [0xf0, ["a test of Vault's cards", NOT_HERE]],
]);
const SCHEMES: ReadonlyMap<number, string> = new Map([
  [0x00, "an ed25519 key"],
  [0x02, "an ECDSA key"],
]);

const refused = (what: string, next: string): VaultContent => ({ kind: "refused", what, next });

/** Tells what bytes hold; null where they do not begin as Vault's codes do or are cut off. */
export function readVaultContent(bytes: Uint8Array): VaultContent | null {
  const [mark, scheme, code] = bytes;
  if (mark !== SUBSTRATE || scheme === undefined || code === undefined) return null;
  const known = REFUSED.get(code);
  if (known) return refused(...known);
  if (!TRANSACTIONS.has(code) && code !== MESSAGE) {
    return refused(`content of an unknown kind (0x${code.toString(16).padStart(2, "0")})`, ASK_PLAIN);
  }
  if (scheme !== SR25519) {
    return refused(`a request for ${SCHEMES.get(scheme) ?? "a key of unknown kind"}`, "Keys here are sr25519.");
  }
  // Marks, key, at least something to sign, genesis hash.
  if (bytes.length < 3 + 32 + 2 + 32) return null;
  return {
    kind: code === MESSAGE ? "message" : "transaction",
    publicKey: bytes.slice(3, 35),
    payload: bytes.slice(35, -32),
    genesisHash: bytes.slice(-32),
  };
}

/** The bytes of a Vault code that came as hex digits, with or without `0x`; null where the text is none. */
export function vaultBytesOf(text: string): Uint8Array | null {
  const digits = text.trim().replace(/^0x/i, "").toLowerCase();
  return /^53([0-9a-f]{2})+$/.test(digits) ? hexToBytes(digits) : null;
}

/** A Vault code's bytes as the text that goes on between the rooms. */
export const vaultText = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;

/** The part of a message that a person reads: UTF-8 between `<Bytes>` and `</Bytes>`; null where Vault would refuse it. */
export function vaultMessage(payload: Uint8Array): string | null {
  try {
    return /^<Bytes>(.*)<\/Bytes>$/su.exec(utf8.encode(payload))?.[1] ?? null;
  } catch {
    return null;
  }
}
