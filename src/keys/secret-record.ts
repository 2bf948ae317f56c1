import { utf8 } from "@scure/base";

/**
 * The secret of one key, as it is kept inside an encrypted record. Bytes rather than JSON, so that it can be wiped.
 *
 * Layout, version 1: `01`, flags (1 seed, 2 words, 4 path), 64 bytes secret key, then the seed (32 bytes), the words
 * (u16 length, UTF-8) and the derivation path (u16 length, UTF-8) as far as the flags name them.
 */
export interface KeySecret {
  /** 64 bytes: ed25519-expanded scalar (times the cofactor 8) and nonce seed, as Substrate libraries hold it. */
  readonly secretKey: Uint8Array;
  /** The 32-byte mini secret, where it is known. */
  readonly seed?: Uint8Array;
  /** The BIP39 words, single spaces, UTF-8, where they are known. */
  readonly words?: Uint8Array;
  /** The derivation path that leads from the words or seed to this key, for example `//miner`. */
  readonly path?: string;
}

const VERSION = 1;
const HAS_SEED = 1;
const HAS_WORDS = 2;
const HAS_PATH = 4;

/** Writes a record. The result is a secret: wipe it after use. */
export function encodeSecret(secret: KeySecret): Uint8Array {
  const path = secret.path === undefined ? undefined : utf8.decode(secret.path);
  const size =
    66 + (secret.seed ? 32 : 0) + (secret.words ? 2 + secret.words.length : 0) + (path ? 2 + path.length : 0);
  const out = new Uint8Array(size);
  out[0] = VERSION;
  out[1] = (secret.seed ? HAS_SEED : 0) | (secret.words ? HAS_WORDS : 0) | (path ? HAS_PATH : 0);
  out.set(secret.secretKey, 2);
  let at = 66;
  if (secret.seed) {
    out.set(secret.seed, at);
    at += 32;
  }
  for (const text of [secret.words, path]) {
    if (!text) continue;
    out[at] = text.length >> 8;
    out[at + 1] = text.length & 255;
    out.set(text, at + 2);
    at += 2 + text.length;
  }
  return out;
}

/** Reads a record; null where it is not one. The parts are copies: wipe them and the record after use. */
export function decodeSecret(record: Uint8Array): KeySecret | null {
  const flags = record[1] ?? 0xff;
  if (record.length < 66 || record[0] !== VERSION || flags > 7) return null;
  let at = 66;
  const take = (length: number): Uint8Array | null => {
    if (at + length > record.length) return null;
    at += length;
    return record.slice(at - length, at);
  };
  const takeText = (): Uint8Array | null => {
    const length = take(2);
    return length && take(((length[0] ?? 0) << 8) | (length[1] ?? 0));
  };
  const seed = flags & HAS_SEED ? take(32) : undefined;
  const words = flags & HAS_WORDS ? takeText() : undefined;
  const path = flags & HAS_PATH ? takeText() : undefined;
  if (seed === null || words === null || path === null || at !== record.length) return null;
  let pathText: string | undefined;
  try {
    pathText = path && utf8.encode(path);
  } catch {
    return null;
  }
  return {
    secretKey: record.slice(2, 66),
    ...(seed ? { seed } : {}),
    ...(words ? { words } : {}),
    ...(pathText === undefined ? {} : { path: pathText }),
  };
}

/** Overwrites every byte of the given buffers with zero. */
export function wipe(...buffers: (Uint8Array | undefined | null)[]): void {
  for (const buffer of buffers) buffer?.fill(0);
}

/** Overwrites the bytes of a secret. */
export const wipeSecret = (secret: KeySecret): void => wipe(secret.secretKey, secret.seed, secret.words);
