import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./FirstRunPage.module.css";

export interface ChoiceProps {
  readonly icon: Icon;
  readonly title: string;
  readonly time: string;
  /** What happens next, in order. */
  readonly lines: readonly string[];
  readonly action: ReactNode;
  readonly note?: string | null;
}

/** One of the three ways in. */
export function Choice({ icon: Mark, title, time, lines, action, note }: ChoiceProps) {
  return (
    <section className={classes.choice} aria-label={title}>
      <Mark size={26} stroke={1.5} className={classes.mark} aria-hidden="true" />
      <h2>{title}</h2>
      <span className={classes.time}>{time}</span>
      <ol className={classes.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {note ? <p className="dim">{note}</p> : null}
      <div className={classes.action}>{action}</div>
    </section>
  );
}
