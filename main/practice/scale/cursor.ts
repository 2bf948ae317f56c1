/** Bytes that are not the canonical encoding of the type asked for. */
export class ScaleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ScaleError";
  }
}

/** Reads SCALE from any view, however it is offset in its buffer. */
export interface Reader {
  readonly bytes: Uint8Array;
  offset: number;
  /** The next `length` bytes as a copy. Error: `ScaleError` where fewer are left. */
  take(length: number): Uint8Array;
  byte(): number;
  /** A little-endian number of up to six bytes. */
  uint(size: number): number;
  /** A little-endian integer of any size. */
  big(size: number, signed: boolean): bigint;
  /** A compact integer in its shortest form only. Error: `ScaleError` for a longer form than needed. */
  compact(): bigint;
  left(): number;
}

export function createReader(bytes: Uint8Array): Reader {
  const need = (length: number): number => {
    const start = reader.offset;
    if (start + length > bytes.length) throw new ScaleError("Not enough data to fill buffer");
    reader.offset = start + length;
    return start;
  };
  const reader: Reader = {
    bytes,
    offset: 0,
    take(length) {
      const start = need(length);
      return bytes.slice(start, start + length);
    },
    byte: () => bytes[need(1)] as number,
    uint(size) {
      const start = need(size);
      let value = 0;
      for (let i = size - 1; i >= 0; i -= 1) value = value * 256 + (bytes[start + i] as number);
      return value;
    },
    big(size, signed) {
      const start = need(size);
      let value = 0n;
      for (let i = size - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(bytes[start + i] as number);
      return signed ? BigInt.asIntN(size * 8, value) : value;
    },
    compact() {
      const mode = (bytes[reader.offset] ?? 0) & 3;
      if (mode < 3) {
        const size = 1 << mode;
        const value = BigInt(reader.uint(size)) >> 2n;
        const least = mode === 0 ? 0n : mode === 1 ? 1n << 6n : 1n << 14n;
        if (value < least) throw new ScaleError("out of range decoding Compact");
        return value;
      }
      const size = (reader.byte() >> 2) + 4;
      const value = reader.big(size, false);
      const least = size === 4 ? 1n << 30n : 1n << BigInt((size - 1) * 8);
      if (value < least) throw new ScaleError("out of range decoding Compact");
      return value;
    },
    left: () => bytes.length - reader.offset,
  };
  return reader;
}

/** Collects SCALE bytes. */
export interface Writer {
  push(bytes: Uint8Array): void;
  byte(value: number): void;
  uint(value: number, size: number): void;
  big(value: bigint, size: number): void;
  compact(value: bigint): void;
  done(): Uint8Array;
}

export function createWriter(): Writer {
  let buffer = new Uint8Array(64);
  let length = 0;
  const room = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  const writer: Writer = {
    push(bytes) {
      room(bytes.length);
      buffer.set(bytes, length);
      length += bytes.length;
    },
    byte(value) {
      room(1);
      buffer[length] = value;
      length += 1;
    },
    uint(value, size) {
      room(size);
      let rest = value;
      for (let i = 0; i < size; i += 1) {
        buffer[length + i] = rest & 0xff;
        rest = Math.floor(rest / 256);
      }
      length += size;
    },
    big(value, size) {
      room(size);
      let rest = BigInt.asUintN(size * 8, value);
      for (let i = 0; i < size; i += 1) {
        buffer[length + i] = Number(rest & 0xffn);
        rest >>= 8n;
      }
      length += size;
    },
    compact(value) {
      if (value < 0n) throw new ScaleError(`${value} is negative`);
      if (value < 1n << 6n) writer.uint(Number(value) * 4, 1);
      else if (value < 1n << 14n) writer.uint(Number(value) * 4 + 1, 2);
      else if (value < 1n << 30n) writer.uint(Number(value) * 4 + 2, 4);
      else {
        const size = Math.max(4, Math.ceil(value.toString(16).length / 2));
        writer.byte(((size - 4) << 2) | 3);
        writer.big(value, size);
      }
    },
    done: () => buffer.slice(0, length),
  };
  return writer;
}
