import type { CallValue } from "../describe/context.ts";
import { blake256, type Runtime } from "../describe/runtime.ts";
import { MultiAddress, MultiSignature } from "../describe/substrate-types.ts";
import { createReader, createWriter, ScaleError } from "../scale/cursor.ts";
import { bytes as bytesType, type Hex } from "../scale/primitives.ts";
import { encode, type ValueOf } from "../scale/type.ts";
import { type ExtensionValues, extensionValues } from "./extensions.ts";

const BARE_V4 = 0x04;
const BARE_V5 = 0x05;
const SIGNED_V4 = 0x84;

/** The signed part of an extrinsic. */
export interface Signed {
  readonly address: ValueOf<typeof MultiAddress>;
  readonly signature: ValueOf<typeof MultiSignature>;
  readonly extensions: ExtensionValues;
  /** The extensions' bytes as they are signed. */
  readonly extraBytes: Uint8Array;
  readonly callBytes: Uint8Array;
}

export interface Extrinsic {
  /** With the length prefix, as in blocks. */
  readonly bytes: Uint8Array;
  readonly hash: Hex;
  readonly call: CallValue;
  readonly signed: Signed | undefined;
}

/** The bytes are no list of bytes: their length prefix is wrong (JSON-RPC 1001). */
export class BadLength extends Error {}

/**
 * Reads an extrinsic, every byte of it, canonical forms only.
 * Errors: `BadLength` for a wrong prefix, `ScaleError` for anything the runtime cannot decode.
 */
export function decodeExtrinsic(runtime: Runtime, bytes: Uint8Array): Extrinsic {
  let body: Uint8Array;
  try {
    const reader = createReader(bytes);
    body = bytesType.read(reader);
    if (reader.left() > 0) throw new ScaleError(`${reader.left()} bytes behind the extrinsic`);
  } catch (error) {
    throw new BadLength(error instanceof Error ? error.message : "unreadable");
  }
  return { bytes, hash: blake256(bytes), ...decodeBody(runtime, body) };
}

/** Reads an extrinsic without its length prefix. Error: `ScaleError`. */
export function decodeBody(runtime: Runtime, body: Uint8Array): Pick<Extrinsic, "call" | "signed"> {
  try {
    const reader = createReader(body);
    const version = reader.byte();
    let signed: Signed | undefined;
    if (version === SIGNED_V4) {
      const address = MultiAddress.read(reader);
      const signature = MultiSignature.read(reader);
      const start = reader.offset;
      const extra = runtime.palletTypes.extra.read(reader) as unknown[];
      const end = reader.offset;
      signed = {
        address,
        signature,
        extensions: extensionValues(extra),
        extraBytes: body.slice(start, end),
        callBytes: body.slice(end),
      };
    } else if (version !== BARE_V4 && version !== BARE_V5) {
      throw new ScaleError("Invalid transaction version");
    }
    const call = runtime.RuntimeCall.read(reader);
    if (reader.left() > 0) throw new ScaleError(`${reader.left()} bytes behind the call`);
    return { call, signed };
  } catch (error) {
    throw error instanceof ScaleError ? error : new ScaleError(error instanceof Error ? error.message : "unreadable");
  }
}

/** A bare extrinsic with its length prefix, as inherents are. */
export function encodeBare(runtime: Runtime, call: CallValue): Uint8Array {
  const writer = createWriter();
  writer.byte(BARE_V4);
  writer.push(encode(runtime.RuntimeCall, call));
  return encode(bytesType, writer.done());
}
