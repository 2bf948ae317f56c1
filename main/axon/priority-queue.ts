/** Runs jobs with the highest priority first, a bounded number at once; one that waits too long is dropped. */
export interface PriorityQueue {
  /** Resolves with the job's value; rejects with `QueueTimeout` where its turn did not come in time. */
  run<T>(priority: number, job: () => Promise<T>): Promise<T>;
}

export class QueueTimeout extends Error {}

interface Waiting {
  readonly priority: number;
  readonly order: number;
  readonly untilMs: number;
  begin(): void;
  drop(): void;
}

/** The SDK's axon takes ten at once and drops what waited longer than 12 s (facts A1.8). */
export function createPriorityQueue(workers: number, waitMs: number, nowMs: () => number): PriorityQueue {
  const waiting: Waiting[] = [];
  let busy = 0;
  let order = 0;

  const next = (): void => {
    while (busy < workers) {
      let best = 0;
      for (let at = 1; at < waiting.length; at += 1) {
        const one = waiting[at] as Waiting;
        const other = waiting[best] as Waiting;
        if (one.priority > other.priority || (one.priority === other.priority && one.order < other.order)) best = at;
      }
      const [job] = waiting.splice(best, 1);
      if (!job) return;
      if (job.untilMs < nowMs()) job.drop();
      else job.begin();
    }
  };

  return {
    run: (priority, job) =>
      new Promise((resolve, reject) => {
        waiting.push({
          priority,
          order: order++,
          untilMs: nowMs() + waitMs,
          drop: () => reject(new QueueTimeout()),
          begin: () => {
            busy += 1;
            job()
              .then(resolve, reject)
              .finally(() => {
                busy -= 1;
                next();
              });
          },
        });
        next();
      }),
  };
}
