import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

/** An empty place: what would fill it, and the button that does. */
export function EmptyState({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <strong>{title}</strong>
      <p className="dim">{text}</p>
      {action}
    </div>
  );
}
