import { sr25519KeypairFromSeed, waitReady } from "@polkadot/wasm-crypto";
import { loadSr25519 } from "#main/axon/sr25519.ts";
import { encodeAddress } from "#src/address/ss58.ts";

export interface TestKey {
  readonly address: string;
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** A real sr25519 key pair, the same for the same number. */
export async function testKey(number: number): Promise<TestKey> {
  const crypto = await loadSr25519();
  await waitReady();
  const pair = sr25519KeypairFromSeed(new Uint8Array(32).fill(number));
  const secretKey = pair.slice(0, 64);
  const publicKey = pair.slice(64);
  return {
    address: encodeAddress(publicKey),
    publicKey,
    secretKey,
    sign: (message) => crypto.sign(publicKey, secretKey, message),
  };
}
