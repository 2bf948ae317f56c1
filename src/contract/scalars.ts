import { z } from "zod";

const U64_MAX = 2n ** 64n - 1n;

/** An amount in rao (1 τ = 10⁹ rao) as a canonical decimal string, 0 to 2⁶⁴−1. */
export const raoText = z
  .string()
  // Abort: the limit below reads the text as a number, which other text is not.
  .regex(/^(0|[1-9]\d{0,19})$/, { error: "a whole number of rao as decimal text", abort: true })
  .refine((text) => BigInt(text) <= U64_MAX, "at most 18446744073709551615");

/** A difference in rao, which may be negative. */
export const signedRaoText = z.string().regex(/^(0|-?[1-9]\d{0,20})$/, "a whole number of rao as decimal text");

/** An SS58 address. The checksum is verified by the service, which knows the network's prefix. */
export const ss58 = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{46,50}$/, "an SS58 address");

/** A subnet's number. */
export const netuid = z.int().min(0).max(65_535);

/** A neuron's number inside a subnet. */
export const uid = z.int().min(0).max(65_535);

/** A block number. */
export const blockNumber = z.int().min(0);

/** Unix time in milliseconds. */
export const timeMs = z.int().min(0);

/** `0x` and lower-case hex. */
export const hex = z.string().regex(/^0x(?:[0-9a-f]{2})*$/, "0x-hex");

/** A 32-byte hash. */
export const hash32 = z.string().regex(/^0x[0-9a-f]{64}$/, "a 32-byte hash");

/** A wallet's or hotkey's name as btcli allows it on disk: no slash, no leading dot, 1 to 64 characters. */
export const keyName = z
  .string()
  .regex(/^(?!\.)[^/\\\p{Cc}]{1,64}$/u, "1 to 64 characters without slashes, not starting with a dot");

/** A TCP port a service may listen on. */
export const port = z.int().min(1).max(65_535);

/** A decimal fraction as text, for example `0.0503` or `-1.5e-7`: exact where a float is not. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/, "a decimal number as text");

/** A password as typed. It is never stored, logged or echoed. */
export const password = z.string().min(1).max(1_024);
