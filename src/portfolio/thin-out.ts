const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far apart samples stay, by their age. */
const STEPS: readonly { readonly olderThanMs: number; readonly apartMs: number }[] = [
  { olderThanMs: 30 * DAY_MS, apartMs: DAY_MS },
  { olderThanMs: DAY_MS, apartMs: HOUR_MS },
  { olderThanMs: HOUR_MS, apartMs: 5 * 60_000 },
];

/**
 * The samples that can go: of the last hour all stay, of the last day one in five minutes, of the last 30 days one an
 * hour, before that one a day; always the newest of its span. Unix milliseconds in and out.
 */
export function thinOut(samplesAtMs: readonly number[], nowMs: number): number[] {
  const newest = new Map<string, number>();
  for (const atMs of samplesAtMs) {
    const step = STEPS.find(({ olderThanMs }) => nowMs - atMs > olderThanMs);
    const span = step ? `${step.apartMs} ${Math.floor(atMs / step.apartMs)}` : `each ${atMs}`;
    newest.set(span, Math.max(newest.get(span) ?? 0, atMs));
  }
  const kept = new Set(newest.values());
  return samplesAtMs.filter((atMs) => !kept.has(atMs));
}
