import { blake2b } from "@noble/hashes/blake2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base58 } from "@scure/base";
import { AppError } from "../app-error.ts";

/** The prefix of Bittensor addresses on every network (`System.SS58Prefix`). */
export const BITTENSOR_PREFIX = 42;

const CHECKSUM_INPUT = utf8ToBytes("SS58PRE");
const ACCOUNT_LENGTH = 32;
const CHECKSUM_LENGTH = 2;

export interface DecodedAddress {
  /** The 32-byte account id (public key). */
  readonly accountId: Uint8Array;
  readonly prefix: number;
}

export interface AddressOptions {
  /** The input field to name in an error. */
  readonly field?: string;
  /** The prefix an address must have; Bittensor's where left out, any where null. */
  readonly prefix?: number | null;
}

/**
 * The SS58 text of an account id: prefix, 32 bytes, the first two bytes of blake2b-512("SS58PRE" ‖ both), in base58.
 * @throws AppError ADDRESS_LENGTH, ADDRESS_PREFIX.
 */
export function encodeAddress(accountId: Uint8Array, prefix: number = BITTENSOR_PREFIX): string {
  if (accountId.length !== ACCOUNT_LENGTH) {
    throw new AppError("ADDRESS_LENGTH", `An account id has 32 bytes, this one ${accountId.length}.`, {
      hint: "Give the 32-byte public key.",
    });
  }
  const body = new Uint8Array([...prefixBytes(prefix), ...accountId]);
  return base58.encode(new Uint8Array([...body, ...checksum(body)]));
}

/**
 * Reads an SS58 address and verifies its checksum and prefix.
 * @throws AppError ADDRESS_EMPTY, ADDRESS_CHARACTER, ADDRESS_LENGTH, ADDRESS_CHECKSUM, ADDRESS_PREFIX.
 */
export function decodeAddress(text: string, options: AddressOptions = {}): DecodedAddress {
  const refuse = (code: string, message: string, hint: string): never => {
    throw new AppError(code, message, { hint, ...(options.field === undefined ? {} : { field: options.field }) });
  };
  const typed = text.trim();
  if (typed === "") return refuse("ADDRESS_EMPTY", "No address was entered.", "Paste an address that begins with 5.");
  if (typed.length > 64)
    return refuse("ADDRESS_LENGTH", "This is too long for an address.", "Paste the address again.");
  const strange = /[^1-9A-HJ-NP-Za-km-z]/u.exec(typed);
  if (strange !== null) {
    const place = strange.index + 1;
    return refuse(
      "ADDRESS_CHARACTER",
      `“${strange[0]}” at place ${place} cannot be in an address.`,
      "Paste the address again; 0, O, I and l never occur in one.",
    );
  }

  const bytes = base58.decode(typed);
  const prefixLength = (bytes[0] ?? 0) & 0b0100_0000 ? 2 : 1;
  if (bytes.length !== prefixLength + ACCOUNT_LENGTH + CHECKSUM_LENGTH) {
    return refuse("ADDRESS_LENGTH", "This is not a whole address.", "Paste the whole address, all 48 characters.");
  }
  const body = bytes.subarray(0, prefixLength + ACCOUNT_LENGTH);
  const expected = checksum(body);
  if (bytes[body.length] !== expected[0] || bytes[body.length + 1] !== expected[1]) {
    return refuse(
      "ADDRESS_CHECKSUM",
      "The address has a wrong or missing character.",
      "Paste it again from its source.",
    );
  }
  const prefix = readPrefix(body);
  const wanted = options.prefix === undefined ? BITTENSOR_PREFIX : options.prefix;
  if (wanted !== null && prefix !== wanted) {
    return refuse(
      "ADDRESS_PREFIX",
      `This address belongs to another network (prefix ${prefix}); Bittensor's is ${wanted}.`,
      "Ask for the Bittensor form of the address, which begins with 5.",
    );
  }
  return { accountId: body.slice(prefixLength), prefix };
}

/** Whether the text is a valid address of the wanted prefix. */
export function isAddress(text: string, options: AddressOptions = {}): boolean {
  try {
    decodeAddress(text, options);
    return true;
  } catch {
    return false;
  }
}

function checksum(body: Uint8Array): Uint8Array {
  return blake2b(new Uint8Array([...CHECKSUM_INPUT, ...body]), { dkLen: 64 }).subarray(0, CHECKSUM_LENGTH);
}

function prefixBytes(prefix: number): number[] {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 16_383 || prefix === 46 || prefix === 47) {
    throw new AppError("ADDRESS_PREFIX", `${prefix} is not an address prefix.`, {
      hint: "Use 42, Bittensor's prefix.",
    });
  }
  if (prefix < 64) return [prefix];
  return [((prefix & 0b1111_1100) >> 2) | 0b0100_0000, (prefix >> 8) | ((prefix & 0b11) << 6)];
}

function readPrefix(body: Uint8Array): number {
  const first = body[0] ?? 0;
  const second = body[1] ?? 0;
  if ((first & 0b0100_0000) === 0) return first;
  return ((first & 0b0011_1111) << 2) | (second >> 6) | ((second & 0b0011_1111) << 8);
}
