import type { Codec, Registry } from "@polkadot/types/types";
import { hexToU8a, u8aConcat, u8aEq } from "@polkadot/util";
import { AppError } from "#src/app-error.ts";

const PADDING = new Uint8Array(64).fill(0xff);
const HEX = /^0x(?:[0-9a-fA-F]{2})*$/;

/** What everybody is told who asked a node that answered with half of something. */
export const brokenAnswer = (): AppError =>
  new AppError("NETWORK_REPLY_BROKEN", "The node sent only a part of its answer, so nothing of it is shown.", {
    hint: "Try again; if it happens again, choose another endpoint.",
  });

/**
 * Decodes SCALE bytes as hex, and refuses bytes that are too few: the library reads what is missing as zeros, and a balance of
 * half its bytes would be another balance. Error: `NETWORK_REPLY_BROKEN`.
 */
export function decodeWhole<T extends Codec>(registry: Registry, type: string, hex: unknown): T {
  if (typeof hex !== "string" || !HEX.test(hex)) throw brokenAnswer();
  const bytes = hexToU8a(hex);
  try {
    const value = registry.createTypeUnsafe(type, [bytes]);
    const written = value.toU8a();
    if (u8aEq(written, bytes)) return value as T;
    // Bytes too many, or a type that is written otherwise than it is read: then more bytes behind them change nothing.
    const padded = registry.createTypeUnsafe(type, [u8aConcat(bytes, PADDING)]);
    if (u8aEq(padded.toU8a(), written)) return value as T;
  } catch {
    // Told below.
  }
  throw brokenAnswer();
}
