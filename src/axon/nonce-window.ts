const ALLOWED_DELTA_NS = 4_000_000_000n;
/** Tausmith's own limit on what a caller may announce as its timeout, so that nobody widens the window at will. */
const MAX_TIMEOUT_SECONDS = 60;
/** How far ahead of our clock a nonce may be. The SDK has no such bound (facts A1.6); a far one would lock a key out. */
const MAX_AHEAD_NS = 60_000_000_000n;

/** A nonce older than this is refused from anybody, so what is remembered about older ones may be forgotten. */
export const OLDEST_NONCE_NS = ALLOWED_DELTA_NS + BigInt(MAX_TIMEOUT_SECONDS) * 1_000_000_000n;

export interface NonceQuestion {
  readonly nonce: bigint;
  /** Unix nanoseconds of the axon's clock. */
  readonly nowNs: bigint;
  /** The last nonce taken from this `hotkey:uuid`, if any. */
  readonly last: bigint | undefined;
  /** The caller's announced timeout. */
  readonly timeoutSeconds: number;
}

const seconds = (ns: bigint): string => (Number(ns / 1_000_000n) / 1_000).toFixed(2);

/**
 * Why a nonce is refused, in the SDK's words, or `null` when it is good (facts A1.6). Stricter than the SDK where that
 * is open: the age rule holds for every announced version, since that header is not signed.
 */
export function nonceProblem(question: NonceQuestion): string | null {
  const { nonce, nowNs, last } = question;
  if (last !== undefined && nonce <= last) return "Nonce is too old, a newer one was last processed";
  if (nonce > nowNs + MAX_AHEAD_NS) return "Nonce is too far ahead of this axon's clock";
  const timeout = Math.min(Math.max(question.timeoutSeconds, 0), MAX_TIMEOUT_SECONDS);
  const allowed = ALLOWED_DELTA_NS + BigInt(Math.round(timeout * 1e9));
  if (nonce > nowNs - allowed) return null;
  return `Nonce is too old: acceptable delta is ${seconds(allowed)} seconds but request was ${seconds(nowNs - nonce)} seconds old`;
}
