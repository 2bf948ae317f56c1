import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

const SHOWN_BYTES = 8;

/**
 * A short mark of call bytes that two people, or two machines, can compare by eye: the first eight bytes of their
 * blake2b-256 in four groups, for example `1f3a-9c02-77be-04d1`. `callHex` is 0x-hex.
 */
export function fingerprint(callHex: string): string {
  const hash = blake2b(hexToBytes(callHex.replace(/^0x/, "")), { dkLen: 32 });
  const groups = bytesToHex(hash.subarray(0, SHOWN_BYTES)).match(/.{4}/g) ?? [];
  return groups.join("-");
}
