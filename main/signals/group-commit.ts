import type { Store } from "#main/store/store.ts";

/** Collects writes and commits them together, once per event-loop tick, durably. */
export interface GroupCommit {
  /** Resolves with the work's value once it is on the disk; rejects where the commit failed, with nothing written. */
  run<T>(work: () => T): Promise<T>;
}

interface Waiting {
  work(): unknown;
  resolve(value: never): void;
  reject(error: unknown): void;
}

/**
 * One fsync for everything that arrived in a tick, so many durable writes cost what one does, and a single writer
 * waits for nobody (facts: baselines, "commit once per event-loop tick").
 */
export function createGroupCommit(store: Store): GroupCommit {
  let waiting: Waiting[] = [];

  const commit = (): void => {
    const batch = waiting;
    waiting = [];
    try {
      const values = store.transaction(() => batch.map((item) => item.work()));
      batch.forEach((item, index) => {
        item.resolve(values[index] as never);
      });
    } catch (error) {
      for (const item of batch) item.reject(error);
    }
  };

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(commit);
        waiting.push({ work, resolve, reject });
      }),
  };
}
