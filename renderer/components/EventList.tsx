import { ago, clockTime } from "#renderer/lib/format.ts";
import type { ActivityView } from "#src/contract/app.ts";
import classes from "./EventList.module.css";

/** Lines of the activity feed: when, what, and a link to more. */
export function EventList({ events, nowMs }: { events: readonly ActivityView[]; nowMs: number }) {
  return (
    <ul className={classes.list}>
      {events.map(({ id, atMs, level, text, link }) => (
        <li key={id} data-level={level}>
          <span className={classes.bar} aria-hidden="true" />
          {link ? <a href={`#${link}`}>{text}</a> : <span>{text}</span>}
          <time dateTime={new Date(atMs).toISOString()} title={clockTime(atMs)}>
            {ago(atMs, nowMs)}
          </time>
        </li>
      ))}
    </ul>
  );
}
