import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { isReady, sr25519Sign, sr25519Verify, waitReady } from "@polkadot/wasm-crypto";

/** Signatures over the context `substrate`, through the wasm directly: its usual wrapper is six times slower. */
export interface Sr25519 {
  /** Signs raw bytes with a 64-byte secret in the ed25519-expanded form. Never a prefix, a wrapper or a pre-hash. */
  sign(publicKey: Uint8Array, secretKey: Uint8Array, message: Uint8Array): Uint8Array;
  /** Whether the signature is good. Anything malformed is simply not. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Waits for the wasm and gives the two functions. */
export async function loadSr25519(): Promise<Sr25519> {
  if (!isReady()) await waitReady();
  return {
    sign: (publicKey, secretKey, message) => sr25519Sign(publicKey, secretKey, message),
    verify: (publicKey, message, signature) => {
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      try {
        return sr25519Verify(signature, message, publicKey);
      } catch {
        return false;
      }
    },
  };
}

/** `0x` and 128 lower-case hex digits, as the protocol writes a signature. */
export const signatureText = (signature: Uint8Array): string => `0x${bytesToHex(signature)}`;

/** The bytes of a signature text, or `null` where it has another form. */
export const signatureBytes = (text: string): Uint8Array | null =>
  /^0x[0-9a-fA-F]{128}$/.test(text) ? hexToBytes(text.slice(2)) : null;
