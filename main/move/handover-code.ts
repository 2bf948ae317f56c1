import { deflateRawSync, inflateRawSync } from "node:zlib";
import { base64urlnopad, utf8 } from "@scure/base";
import { type Handover, handover } from "#src/move/handover.ts";

const PREFIX = "tausmith-handover-1";
/** A code of a few bytes must not unpack to a memory full. */
const MAX_BYTES = 16 * 1024 * 1024;

/** A signed statement as one line of text, to be copied or carried as a file; packed, since orders repeat their words. */
export const writeHandoverCode = (payload: string, signature: Uint8Array): string =>
  [PREFIX, base64urlnopad.encode(deflateRawSync(payload, { level: 9 })), base64urlnopad.encode(signature)].join(".");

export interface ReadHandover {
  readonly content: Handover;
  readonly payload: string;
  readonly signature: Uint8Array;
}

/** Reads a code; line breaks of a mail are no harm. Null where it is none. The signature is the caller's to check. */
export function readHandoverCode(text: string): ReadHandover | null {
  const [prefix, body, mark, ...rest] = text.replace(/\s+/g, "").split(".");
  if (prefix !== PREFIX || body === undefined || mark === undefined || rest.length > 0) return null;
  try {
    const packed = base64urlnopad.decode(body);
    const payload = utf8.encode(inflateRawSync(packed, { maxOutputLength: MAX_BYTES }));
    const signature = base64urlnopad.decode(mark);
    const content = handover.safeParse(JSON.parse(payload));
    return content.success && signature.length === 64 ? { content: content.data, payload, signature } : null;
  } catch {
    return null;
  }
}
