/**
 * The two ways to write a 64-byte sr25519 secret. btcli's `privateKey` holds the scalar as schnorrkel does; Substrate
 * libraries hold the scalar times the cofactor 8. The second half, the nonce seed, is the same in both.
 */

/** btcli's form to the Substrate form. Null where the scalar is too large to be one. */
export function scalarTimesCofactor(secretKey: Uint8Array): Uint8Array | null {
  if (secretKey.length !== 64 || (secretKey[31] ?? 255) >= 0x20) return null;
  const out = secretKey.slice();
  for (let at = 31; at >= 0; at -= 1) {
    out[at] = (((secretKey[at] ?? 0) << 3) | ((secretKey[at - 1] ?? 0) >> 5)) & 255;
  }
  out[0] = ((secretKey[0] ?? 0) << 3) & 255;
  return out;
}

/** The Substrate form to btcli's form. Null where the scalar is not a multiple of 8. */
export function scalarWithoutCofactor(secretKey: Uint8Array): Uint8Array | null {
  if (secretKey.length !== 64 || ((secretKey[0] ?? 0) & 7) !== 0) return null;
  const out = secretKey.slice();
  for (let at = 0; at < 32; at += 1) {
    const higher = at < 31 ? (secretKey[at + 1] ?? 0) : 0;
    out[at] = ((secretKey[at] ?? 0) >> 3) | ((higher << 5) & 255);
  }
  return out;
}
