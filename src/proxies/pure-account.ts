import { blake2b } from "@noble/hashes/blake2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** What the address of a pure proxy is made from; to be kept, since killing it needs all of it. */
export interface PureOrigin {
  /** The account that made it, 32 bytes. */
  readonly spawner: Uint8Array;
  /** Block and place in it of the extrinsic that made it. */
  readonly height: number;
  readonly extrinsicIndex: number;
  /** The proxy type's number on the wire. */
  readonly typeIndex: number;
  /** Tells several of one transaction apart. */
  readonly index: number;
}

const SALT = utf8ToBytes("modlpy/proxy____");

/** Little-endian bytes of a whole number. */
const little = (value: number, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);

/** The account id, 32 bytes, that `create_pure` gives. */
export const pureAccount = ({ spawner, height, extrinsicIndex, typeIndex, index }: PureOrigin): Uint8Array =>
  blake2b(
    Uint8Array.from([
      ...SALT,
      ...spawner,
      ...little(height, 4),
      ...little(extrinsicIndex, 4),
      typeIndex,
      ...little(index, 2),
    ]),
    { dkLen: 32 },
  );
