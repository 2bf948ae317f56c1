import type { Clock } from "#main/ports/clock.ts";

/** Counts what an axon is asked, for whoever watches a move to another machine. */
export interface RequestTally {
  /** One request whose sender was proven. */
  add(): void;
  stop(): void;
}

const TELL_EVERY_MS = 500;

/** Tells how many requests came since it last told, at most twice a second; `atMs` is when the newest of them came. */
export function createRequestTally(
  clock: Pick<Clock, "nowMs" | "after">,
  tell: (told: { readonly count: number; readonly atMs: number }) => void,
): RequestTally {
  let count = 0;
  let atMs = 0;
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel = null;
    if (count > 0) tell({ count, atMs });
    count = 0;
  };
  return {
    add() {
      count += 1;
      atMs = clock.nowMs();
      cancel ??= clock.after(TELL_EVERY_MS, flush);
    },
    stop() {
      cancel?.();
      flush();
    },
  };
}
