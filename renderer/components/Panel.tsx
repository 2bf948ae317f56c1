import type { ReactNode } from "react";
import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title?: ReactNode;
  /** Small controls at the right of the title. */
  readonly side?: ReactNode;
  readonly children: ReactNode;
  /** No inner padding, for tables that reach the edges. */
  readonly flush?: boolean;
  readonly label?: string;
}

/** A surface with a heading; every block of every page stands on one. */
export function Panel({ title, side, children, flush, label }: PanelProps) {
  const name = label ?? (typeof title === "string" ? title : undefined);
  return (
    <section className={classes.panel} aria-label={name}>
      {title || side ? (
        <header className={classes.head}>
          <h2>{title}</h2>
          {side ? <div className={classes.side}>{side}</div> : null}
        </header>
      ) : null}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
