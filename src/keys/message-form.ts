import { utf8 } from "@scure/base";

/** How a message is turned into the bytes that are signed: as it is, or between `<Bytes>` and `</Bytes>`. */
export type MessageForm = "raw" | "bytes";

const OPEN = utf8.decode("<Bytes>");
const CLOSE = utf8.decode("</Bytes>");

/** The message in the wrapping that browser extensions use, which no transaction can look like. */
export function wrapBytes(message: Uint8Array): Uint8Array {
  const out = new Uint8Array(OPEN.length + message.length + CLOSE.length);
  out.set(OPEN);
  out.set(message, OPEN.length);
  out.set(CLOSE, OPEN.length + message.length);
  return out;
}

/**
 * Whether bytes may be signed unwrapped. They must be plain UTF-8 text without control characters: a transaction's
 * bytes always hold zero bytes (its versions are 32-bit numbers), so they never pass. Exactly 32 bytes are refused
 * too, because a long transaction is signed by its 32-byte hash.
 */
export function mayBeSignedRaw(message: Uint8Array): boolean {
  if (message.length === 0 || message.length === 32) return false;
  try {
    const text = utf8.encode(message);
    return !/[^\P{Cc}\n\r\t]/u.test(text) && /^[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
  } catch {
    return false;
  }
}
