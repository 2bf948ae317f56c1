import classes from "./StateMark.module.css";

export type Tone = "good" | "warning" | "danger" | "busy" | "quiet";

/** A state as a dot and its word: colour never tells it alone. */
export function StateMark({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <span className={classes.dot} aria-hidden="true" />
      {children}
    </span>
  );
}
