/** Time as a port, so that tests decide what the hour is. */
export interface Clock {
  /** Unix time in milliseconds. */
  nowMs(): number;
  /** Unix time in nanoseconds, strictly increasing within one process (the wire protocol's nonce needs that). */
  nowNs(): bigint;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

let lastNs = 0n;

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  nowNs: () => {
    const now = BigInt(Date.now()) * 1_000_000n;
    lastNs = now > lastNs ? now : lastNs + 1n;
    return lastNs;
  },
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
