/** A page that falls over more often than this in the time below is not loaded again by itself. */
const MAX_CRASHES = 3;
const WITHIN_MS = 60_000;

/** Why Electron says a page's process ended. */
export type GoneReason = string;

/**
 * Decides what to do when a page's process is gone: load it again, or say so and leave it, because it falls over again
 * and again. A clean exit needs nothing.
 */
export function createCrashPolicy(nowMs: () => number): (reason: GoneReason) => "reload" | "giveUp" | "nothing" {
  const times: number[] = [];
  return (reason) => {
    if (reason === "clean-exit") return "nothing";
    const now = nowMs();
    times.push(now);
    while ((times[0] ?? now) < now - WITHIN_MS) times.shift();
    return times.length > MAX_CRASHES ? "giveUp" : "reload";
  };
}
