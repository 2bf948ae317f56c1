import type { Node } from "../chain/node.ts";
import type { StateView } from "../describe/state-access.ts";
import { type AccountId, fromSs58 } from "../describe/substrate-types.ts";
import { fromHex, type Hex } from "../scale/primitives.ts";
import { clientError, invalidParams } from "./rpc-error.ts";

const absent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Bytes of a hex parameter, with or without `0x`; the empty text is no bytes. */
export function bytesParam(value: unknown, name: string): Uint8Array {
  if (typeof value !== "string") throw invalidParams(`${name} must be hex text`);
  try {
    return fromHex(value);
  } catch {
    throw invalidParams(`${name} must be hex text`);
  }
}

/** A storage key as hex digits. */
export const keyParam = (value: unknown, name = "key"): string => {
  if (typeof value !== "string" || !/^(0x)?([0-9a-fA-F]{2})*$/.test(value))
    throw invalidParams(`${name} must be hex text`);
  return value.replace(/^0x/, "").toLowerCase();
};

export function keysParam(value: unknown): string[] {
  if (!Array.isArray(value)) throw invalidParams("keys must be a list");
  return value.map((key) => keyParam(key));
}

/** A block's hash as given, or undefined where left out. */
export function hashParam(value: unknown): Hex | undefined {
  if (absent(value)) return undefined;
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (!/^(0x)?[0-9a-f]{64}$/.test(text)) throw invalidParams("the block hash must be 32 bytes of hex");
  return (text.startsWith("0x") ? text : `0x${text}`) as Hex;
}

/** The number of the block asked for, the head's where none is. Error: as a node's state methods for an unknown block. */
export function blockParam(node: Node, value: unknown): number {
  const hash = hashParam(value);
  if (!hash) return node.head().number;
  const number = node.numberOf(hash);
  if (number === undefined) throw clientError(`UnknownBlock: Header was not found in the database: ${hash}`);
  return number;
}

/** The state after the block asked for. */
export function stateParam(node: Node, value: unknown): { number: number; state: StateView } {
  const number = blockParam(node, value);
  const state = node.state(number);
  if (!state) throw clientError(`Api called for an unknown Block: State already discarded for ${node.hashOf(number)}`);
  return { number, state };
}

/** An SS58 address or 32 bytes of hex. */
export function accountParam(value: unknown): AccountId {
  const text = typeof value === "string" ? value : "";
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase() as AccountId;
  try {
    return fromSs58(text);
  } catch {
    throw invalidParams("the account must be an SS58 address");
  }
}

/** A whole number given as a number, decimal text or hex. */
export function numberParam(value: unknown, name: string): number {
  const number = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < 0) throw invalidParams(`${name} must be a whole number`);
  return number;
}

export { absent };
