import type { ActivityView } from "#src/contract/app.ts";

export interface NotifierDeps {
  readonly show: (notice: { title: string; body: string; link: string | null }) => void;
  /** The person looks at the app; the page itself tells them. */
  readonly watched: () => boolean;
  readonly nowMs: () => number;
}

/** The same text is not shown again within this time. */
const QUIET_MS = 10 * 60_000;
const TITLES: Readonly<Record<string, string>> = { warning: "Needs a look", danger: "Needs you now" };

/**
 * Turns new activity that needs somebody into notices. What happened before the app was opened is history, and the same
 * text stays quiet for ten minutes.
 */
export function createNotifier(deps: NotifierDeps): (activity: readonly ActivityView[]) => void {
  const shownAt = new Map<string, number>();
  let newest: number | null = null;
  return (activity) => {
    const last = newest;
    newest = Math.max(newest ?? 0, ...activity.map((line) => line.id));
    if (last === null) return;
    for (const line of [...activity].reverse()) {
      const title = TITLES[line.level];
      const now = deps.nowMs();
      if (line.id <= last || title === undefined || deps.watched()) continue;
      if (now - (shownAt.get(line.text) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) continue;
      shownAt.set(line.text, now);
      deps.show({ title, body: line.text, link: line.link });
    }
  };
}
