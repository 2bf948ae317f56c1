import { hexToBytes } from "@noble/hashes/utils.js";

/**
 * The QR format of Polkadot Vault (formerly Parity Signer), for letting it sign. Sources: that program's own description
 * of the format (`docs/src/development/UOS.md`) and the marks of the @polkadot/react-qr package: 0x53 Substrate, 0x01
 * sr25519, then the kind of content.
 *
 * Parts: `00`, part count u16, part number u16, bytes. What codes of other programs hold is read by `vault-content.ts`. Vault signs for a
 * chain only after it was given that chain's specification and metadata.
 */
const SUBSTRATE = 0x53;
const SR25519 = 0x01;
const TRANSACTION = 0x02;

export interface VaultRequest {
  readonly publicKey: Uint8Array;
  /** The call with its length in front (SCALE compact), then the extensions and their additional data; never hashed. */
  readonly payload: Uint8Array;
  readonly genesisHash: Uint8Array;
}

/** Vault reads parts of this size. */
export const VAULT_PART_BYTES = 1024;

function joined(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The bytes of a request, before they are split into parts. */
export const encodeVaultRequest = ({ publicKey, payload, genesisHash }: VaultRequest): Uint8Array =>
  joined(Uint8Array.of(SUBSTRATE, SR25519, TRANSACTION), publicKey, payload, genesisHash);

/** The parts to show in turn, each the bytes of one QR code. */
export function encodeVaultParts(request: Uint8Array, partBytes = VAULT_PART_BYTES): Uint8Array[] {
  const count = Math.max(1, Math.ceil(request.length / partBytes));
  return Array.from({ length: count }, (_, index) =>
    joined(
      Uint8Array.of(0, count >> 8, count & 255, index >> 8, index & 255),
      request.subarray(index * partBytes, (index + 1) * partBytes),
    ),
  );
}

/** Puts parts together, in any order; null until all are there or where they do not belong together. */
export function joinVaultParts(parts: readonly Uint8Array[]): Uint8Array | null {
  const found = new Map<number, Uint8Array>();
  let count = 0;
  for (const part of parts) {
    if (part.length < 6 || part[0] !== 0) return null;
    const of = ((part[1] ?? 0) << 8) | (part[2] ?? 0);
    const index = ((part[3] ?? 0) << 8) | (part[4] ?? 0);
    if (of === 0 || index >= of || (count !== 0 && of !== count)) return null;
    count = of;
    found.set(index, part.subarray(5));
  }
  if (count === 0 || found.size !== count) return null;
  return joined(...[...found].sort(([a], [b]) => a - b).map(([, part]) => part));
}

/** The signature Vault shows: hex of the scheme's mark (01 for sr25519) and 64 bytes. Null where it is not that. */
export function readVaultSignature(text: string): Uint8Array | null {
  const digits = text.trim().replace(/^0x/, "").toLowerCase();
  if (!/^([0-9a-f]{128}|01[0-9a-f]{128})$/.test(digits)) return null;
  return hexToBytes(digits.slice(-128));
}

/** What Vault's code for a signature holds, so that this app can answer a request like Vault does. */
export const writeVaultSignature = (signature: Uint8Array): string =>
  `01${[...signature].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
