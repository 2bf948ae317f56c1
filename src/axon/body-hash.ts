import { sha3_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { JsonValue } from "./json-value.ts";
import { pythonStr } from "./python-text.ts";

const hexOf = (text: string): string => bytesToHex(sha3_256(utf8ToBytes(text)));

/**
 * The wire protocol's body hash: NIST sha3-256 over the joined hex hashes of each hashed field's Python text, in
 * the order the synapse class names them (facts A1.4). No fields give the hash of the empty text.
 */
export const bodyHash = (values: readonly JsonValue[]): string =>
  hexOf(values.map((value) => hexOf(pythonStr(value))).join(""));
