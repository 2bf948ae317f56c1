import { blake2b } from "@noble/hashes/blake2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

const SALT = utf8ToBytes("modlpy/utilisuba");

/** By bytes, as the chain sorts accounts. */
export function compareAccounts(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The account id, 32 bytes, of several signatories of whom `threshold` have to agree. Their order does not matter. */
export function multisigAccount(signatories: readonly Uint8Array[], threshold: number): Uint8Array {
  const sorted = [...signatories].sort(compareAccounts);
  // A compact length below 64 takes one byte, and at most a hundred signatories two.
  const count = sorted.length < 64 ? [sorted.length << 2] : [((sorted.length << 2) | 1) & 255, sorted.length >> 6];
  return blake2b(
    Uint8Array.from([...SALT, ...count, ...sorted.flatMap((one) => [...one]), threshold & 255, threshold >> 8]),
    { dkLen: 32 },
  );
}
