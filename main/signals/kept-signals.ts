import type { Clock } from "#main/ports/clock.ts";
import type { JournalSignal } from "./journal.ts";

/** Signals that are in the journal and have nobody to go to yet, in the order they came. */
export interface KeptSignals {
  add(signal: JournalSignal): void;
  /** Gives all of them up to the caller. */
  take(): readonly JournalSignal[];
  stop(): void;
}

export interface KeptSignalsDeps {
  readonly clock: Clock;
  readonly maxAgeMs: number;
  /** A signal has grown too old to be sent, and is kept no more. */
  expired(signal: JournalSignal): void;
}

/** A timer may ring a moment before its time. */
const TIMER_SLACK_MS = 50;

/** Holds signals until the validators are known, each no longer than to its maximum age. */
export function createKeptSignals({ clock, maxAgeMs, expired }: KeptSignalsDeps): KeptSignals {
  const kept = new Map<JournalSignal, () => void>();
  const clear = (): void => {
    for (const cancel of kept.values()) cancel();
    kept.clear();
  };
  return {
    add(signal) {
      const remainingMs = Math.max(0, signal.receivedAtMs + maxAgeMs - clock.nowMs());
      const cancel = clock.after(remainingMs + TIMER_SLACK_MS, () => {
        kept.delete(signal);
        expired(signal);
      });
      kept.set(signal, cancel);
    },
    take() {
      const all = [...kept.keys()];
      clear();
      return all;
    },
    stop: clear,
  };
}
