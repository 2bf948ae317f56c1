import { concatBytes } from "@noble/hashes/utils.js";
import { ed25519Verify, secp256k1Recover, sr25519Verify, waitReady } from "@polkadot/wasm-crypto";
import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { blake256, type Runtime } from "../describe/runtime.ts";
import { type AccountId, H256 } from "../describe/substrate-types.ts";
import { digestOf } from "../metadata/digest.ts";
import { fixedBytes, option, u32 } from "../scale/index.ts";
import { fromHex, type Hex } from "../scale/primitives.ts";
import { encode } from "../scale/type.ts";
import type { Signed } from "./decode.ts";

/** Loads the signature code; call once before the first verification. */
export const readyToVerify = (): Promise<boolean> => waitReady();

const PAYLOAD_LIMIT = 256;

/** What a signature covers besides the extrinsic's own bytes. */
export interface SigningFacts {
  readonly genesisHash: Hex;
  /** The hash of the era's first block; the genesis hash where immortal. */
  readonly birthHash: Hex;
}

/** The signed bytes: call, extensions, what only the payload holds; hashed where longer than 256 bytes. */
export function signedPayload(runtime: Runtime, signed: Signed, facts: SigningFacts): Uint8Array {
  const payload = concatBytes(
    signed.callBytes,
    signed.extraBytes,
    encode(u32, runtime.specVersion),
    encode(u32, runtime.transactionVersion),
    encode(H256, facts.genesisHash),
    encode(H256, facts.birthHash),
    encode(option(fixedBytes(32)), signed.extensions.metadataMode === "Enabled" ? digestOf(runtime) : undefined),
  );
  return payload.length > PAYLOAD_LIMIT ? Blake2256(payload) : payload;
}

/** Whether `signer` made the signature over `payload`. Never throws. */
export type Verify = (signed: Signed, signer: AccountId, payload: Uint8Array) => boolean;

export const verify: Verify = (signed, signer, payload) => {
  const signature = fromHex(signed.signature.value);
  const key = fromHex(signer);
  try {
    switch (signed.signature.type) {
      case "Sr25519":
        return sr25519Verify(signature, payload, key);
      case "Ed25519":
        return ed25519Verify(signature, payload, key);
      case "Ecdsa":
        return (
          blake256(secp256k1Recover(Blake2256(payload), signature.subarray(0, 64), signature[64] as number)) === signer
        );
    }
  } catch {
    return false;
  }
};
