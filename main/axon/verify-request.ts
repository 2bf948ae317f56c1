import { decodeAddress } from "#src/address/ss58.ts";
import { nonceProblem } from "#src/axon/nonce-window.ts";
import type { RequestHeaders } from "#src/axon/request-headers.ts";
import { signedMessage, signedText } from "#src/axon/signed-message.ts";
import { axonText } from "#src/axon/status.ts";
import type { NonceStore } from "./nonce-store.ts";
import { type Sr25519, signatureBytes } from "./sr25519.ts";

export interface VerifyDeps {
  readonly axonHotkey: string;
  readonly crypto: Sr25519;
  readonly nonces: NonceStore;
  readonly nowNs: () => bigint;
}

const MAX_KNOWN_KEYS = 10_000;

/**
 * Makes the check of a request's headers: nonce, then signature, in the SDK's order and words. It differs in one
 * point: a request without a signature is refused, where SDKs up to 10.4 let it pass (facts A1.7).
 * The result is what is wrong, or `null`.
 */
export function createVerifier({ axonHotkey, crypto, nonces, nowNs }: VerifyDeps) {
  const publicKeys = new Map<string, Uint8Array>();

  const publicKeyOf = (address: string): Uint8Array | null => {
    const known = publicKeys.get(address);
    if (known) return known;
    try {
      const { accountId } = decodeAddress(address);
      if (publicKeys.size >= MAX_KNOWN_KEYS) publicKeys.clear();
      publicKeys.set(address, accountId);
      return accountId;
    } catch {
      return null;
    }
  };

  return (headers: RequestHeaders): string | null => {
    const { nonce, hotkey, signature, uuid } = headers.dendrite;
    if (nonce === undefined) return axonText.missingNonce;
    if (!hotkey || !uuid) return "Missing hotkey or uuid";
    const key = `${hotkey}:${uuid}`;
    const now = nowNs();
    const problem = nonceProblem({
      nonce,
      nowNs: now,
      last: nonces.last(key),
      timeoutSeconds: headers.timeoutSeconds,
    });
    if (problem) return problem;
    if (!signature) return axonText.missingSignature;
    const bytes = signatureBytes(signature);
    if (!bytes) return axonText.badSignatureForm;
    const parts = {
      nonce,
      dendriteHotkey: hotkey,
      axonHotkey,
      dendriteUuid: uuid,
      bodyHash: headers.computedBodyHash ?? "",
    };
    const publicKey = publicKeyOf(hotkey);
    if (!publicKey || !crypto.verify(publicKey, signedMessage(parts), bytes)) {
      return axonText.mismatch(signedText(parts), signature);
    }
    nonces.remember(key, nonce, now);
    return null;
  };
}
