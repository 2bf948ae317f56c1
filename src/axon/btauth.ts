import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export interface BtAuthRequest {
  readonly method: string;
  /** Path and query, percent-encoded exactly as sent. */
  readonly target: string;
  /** The raw body. */
  readonly body: Uint8Array;
  /** Unix nanoseconds; unique, not necessarily growing. */
  readonly nonce: bigint;
  /** Sender and receiver, SS58. */
  readonly sender: string;
  readonly receiver: string | null;
}

/** The bytes a `btauth/1` signature covers: eight lines, no newline at the end (facts A2.2). sr25519 only here. */
export const btAuthPayload = (request: BtAuthRequest): Uint8Array =>
  utf8ToBytes(
    [
      "btauth/1",
      "sr25519",
      request.method.toUpperCase(),
      request.target,
      bytesToHex(sha256(request.body)),
      request.nonce.toString(),
      request.sender,
      request.receiver ?? "-",
    ].join("\n"),
  );

/** The headers of a signed request; the scheme header is left out for sr25519 (facts A2.1). */
export const btAuthHeaders = (request: BtAuthRequest, signature: Uint8Array): Readonly<Record<string, string>> => ({
  "X-Bittensor-Version": "1",
  "X-Bittensor-Hotkey": request.sender,
  ...(request.receiver === null ? {} : { "X-Bittensor-Receiver": request.receiver }),
  "X-Bittensor-Nonce": request.nonce.toString(),
  "X-Bittensor-Signature": `0x${bytesToHex(signature)}`,
});
