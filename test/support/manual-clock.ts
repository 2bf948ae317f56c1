import type { Clock } from "#main/ports/clock.ts";

export interface ManualClock extends Clock {
  /** Moves the time on and rings every timer that is due, in order. */
  advance(ms: number): void;
}

/** A clock that stands still until a test moves it. */
export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  let nowMs = startMs;
  let lastNs = 0n;
  const timers = new Set<{ readonly atMs: number; readonly ring: () => void }>();

  return {
    nowMs: () => nowMs,
    nowNs: () => {
      const now = BigInt(nowMs) * 1_000_000n;
      lastNs = now > lastNs ? now : lastNs + 1n;
      return lastNs;
    },
    after(delayMs, ring) {
      const timer = { atMs: nowMs + delayMs, ring };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.ring();
      }
      nowMs = untilMs;
    },
  };
}
