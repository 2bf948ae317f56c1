import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { ActivityView } from "#src/contract/app.ts";

const KEPT = 2_000;
const SHOWN = 50;

/** The short feed of what happened, in words for people. It is told by services and never holds a secret. */
export interface Activity {
  add(line: Omit<ActivityView, "id" | "atMs" | "link"> & { readonly link?: string }): void;
  /** Newest first. */
  list(limit: number): ActivityView[];
}

export function createActivity(deps: { store: Store; clock: Clock; events: Events }): Activity {
  const { store, clock, events } = deps;
  store.migrate("activity", [
    "CREATE TABLE activity (id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, area TEXT NOT NULL, level TEXT NOT NULL, text TEXT NOT NULL, link TEXT) STRICT",
  ]);
  const insert = store.db.prepare("INSERT INTO activity (at_ms, area, level, text, link) VALUES (?, ?, ?, ?, ?)");
  const trim = store.db.prepare("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?");
  const select = store.db.prepare(
    'SELECT id, at_ms AS "atMs", area, level, text, link FROM activity ORDER BY id DESC LIMIT ?',
  );
  const list = (limit: number) => select.all(limit) as unknown as ActivityView[];

  return {
    add(line) {
      insert.run(clock.nowMs(), line.area, line.level, line.text, line.link ?? null);
      trim.run(KEPT);
      events.publish("app.activityChanged", list(SHOWN));
    },
    list,
  };
}
