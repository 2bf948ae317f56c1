/** Wrong passwords that cost nothing. */
export const FREE_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** How long the next try waits after `failures` wrong passwords in a row: nothing for five, then 1 s doubling to 30 s. */
export function attemptDelayMs(failures: number): number {
  if (failures < FREE_ATTEMPTS) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_ATTEMPTS));
}

/**
 * Milliseconds until the next try is allowed. A clock that was set back never lengthens the wait beyond the delay
 * itself.
 */
export function attemptWaitMs(failures: number, lastFailedMs: number, nowMs: number): number {
  const delay = attemptDelayMs(failures);
  return Math.max(0, Math.min(delay, lastFailedMs + delay - nowMs));
}
