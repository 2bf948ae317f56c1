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
  /** What stood here before the newest block, in words; the line flashes once and keeps a mark until the next. */
  readonly was?: string | undefined;
}

export function BillLine({ name, children, sum, tone = "normal", was }: BillLineProps) {
  return (
    <div className={classes.line} data-sum={sum || undefined} data-tone={tone}>
      <dt>{name}</dt>
      <dd key={was} className={was === undefined ? undefined : classes.flash}>
        {was === undefined ? null : (
          <span className={classes.changed} role="img" aria-label={`changed, was ${was}`} title={`was ${was}`} />
        )}
        {children}
      </dd>
    </div>
  );
}
