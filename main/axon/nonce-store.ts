import { OLDEST_NONCE_NS } from "#src/axon/nonce-window.ts";

/** The last nonce taken from each `hotkey:uuid`. Bounded: what the age rule refuses anyway is forgotten. */
export interface NonceStore {
  last(key: string): bigint | undefined;
  /** Called only after the signature was found good. */
  remember(key: string, nonce: bigint, nowNs: bigint): void;
}

const SWEEP_ABOVE = 10_000;

export function createNonceStore(): NonceStore {
  const nonces = new Map<string, bigint>();
  let sweepAt = SWEEP_ABOVE;
  return {
    last: (key) => nonces.get(key),
    remember: (key, nonce, nowNs) => {
      nonces.set(key, nonce);
      if (nonces.size < sweepAt) return;
      for (const [known, value] of nonces) if (value < nowNs - OLDEST_NONCE_NS) nonces.delete(known);
      sweepAt = Math.max(SWEEP_ABOVE, nonces.size * 2);
    },
  };
}
