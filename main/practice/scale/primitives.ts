import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { ScaleError } from "./cursor.ts";
import type { Type } from "./type.ts";

const plain = { path: [], params: [], base: undefined } as const;

const small = (name: string, size: number): Type<number> => ({
  ...plain,
  name,
  shape: { kind: "primitive", tag: name },
  write: (writer, value) => {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** size) throw new ScaleError(`${value} is no ${name}`);
    writer.uint(value, size);
  },
  read: (reader) => reader.uint(size),
});

const signedSmall = (name: string, size: number): Type<number> => ({
  ...plain,
  name,
  shape: { kind: "primitive", tag: name },
  write: (writer, value) => writer.big(BigInt(value), size),
  read: (reader) => Number(reader.big(size, true)),
});

const large = (name: string, size: number, signed: boolean): Type<bigint> => {
  const bits = BigInt(size * 8);
  const low = signed ? -(1n << (bits - 1n)) : 0n;
  const high = signed ? 1n << (bits - 1n) : 1n << bits;
  return {
    ...plain,
    name,
    shape: { kind: "primitive", tag: name },
    write: (writer, value) => {
      if (typeof value !== "bigint" || value < low || value >= high) throw new ScaleError(`${value} is no ${name}`);
      writer.big(value, size);
    },
    read: (reader) => reader.big(size, signed),
  };
};

export const u8 = small("u8", 1);
export const u16 = small("u16", 2);
export const u32 = small("u32", 4);
export const u64 = large("u64", 8, false);
export const u128 = large("u128", 16, false);
export const i16 = signedSmall("i16", 2);
export const i32 = signedSmall("i32", 4);
export const i64 = large("i64", 8, true);
export const i128 = large("i128", 16, true);

export const bool: Type<boolean> = {
  ...plain,
  name: "bool",
  shape: { kind: "primitive", tag: "bool" },
  write: (writer, value) => writer.byte(value ? 1 : 0),
  read: (reader) => {
    const byte = reader.byte();
    if (byte > 1) throw new ScaleError(`${byte} is no bool`);
    return byte === 1;
  },
};

export const str: Type<string> = {
  ...plain,
  name: "str",
  shape: { kind: "primitive", tag: "str" },
  write: (writer, value) => {
    const bytes = new TextEncoder().encode(value);
    writer.compact(BigInt(bytes.length));
    writer.push(bytes);
  },
  read: (reader) => new TextDecoder("utf-8", { fatal: true }).decode(reader.take(Number(reader.compact()))),
};

/** `Vec<u8>`. */
export const bytes: Type<Uint8Array> = {
  ...plain,
  name: "Vec<u8>",
  shape: { kind: "sequence", inner: u8 as Type },
  write: (writer, value) => {
    writer.compact(BigInt(value.length));
    writer.push(value);
  },
  read: (reader) => reader.take(Number(reader.compact())),
};

/** Lower-case hex with `0x`, of a fixed or free length. */
export type Hex = `0x${string}`;

export const toHex = (value: Uint8Array): Hex => `0x${bytesToHex(value)}`;

/** Bytes of hex with or without `0x`; the empty text is no bytes. Error: where it is not hex. */
export const fromHex = (text: string): Uint8Array => hexToBytes(text.startsWith("0x") ? text.slice(2) : text);
