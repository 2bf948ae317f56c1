/** Bounds how many jobs run at once; the others wait in the order they came. */
export interface Pool {
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Resolves when no job runs or waits. */
  idle(): Promise<void>;
}

export function createPool(size: number): Pool {
  const waiting: (() => void)[] = [];
  let idleWaiters: (() => void)[] = [];
  let running = 0;

  const leave = (): void => {
    const next = waiting.shift();
    if (next) {
      next();
      return;
    }
    running -= 1;
    if (running > 0) return;
    for (const tell of idleWaiters) tell();
    idleWaiters = [];
  };

  return {
    async run(job) {
      if (running < size) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await job();
      } finally {
        leave();
      }
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))),
  };
}
