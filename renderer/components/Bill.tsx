import type { ReactNode } from "react";
import classes from "./Bill.module.css";

/** Lines like a bill: names left, figures right-aligned to the rao. */
export function Bill({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <dl className={classes.bill} aria-label={label}>
      {children}
    </dl>
  );
}

export interface BillLineProps {
  readonly name: ReactNode;
  readonly children: ReactNode;
  /** A subtotal or the sum, set off by a rule. */
  readonly sum?: boolean;
  readonly tone?: "normal" | "good" | "warning" | "danger";
  /** Changes make the line flash once. */
  readonly flashKey?: string | undefined;
}

export function BillLine({ name, children, sum, tone = "normal", flashKey }: BillLineProps) {
  return (
    <div className={classes.line} data-sum={sum || undefined} data-tone={tone}>
      <dt>{name}</dt>
      <dd key={flashKey} className={flashKey === undefined ? undefined : classes.flash}>
        {children}
      </dd>
    </div>
  );
}
