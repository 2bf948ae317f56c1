import { Button, Code } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { errorStep } from "#renderer/lib/error-steps.ts";
import type { ErrorView } from "#src/result.ts";
import classes from "./ErrorPanel.module.css";

export interface ErrorPanelProps {
  readonly error: ErrorView;
  /** What the attempt was, as a heading: "The price could not be read". */
  readonly title?: string;
  readonly onRetry?: () => void;
  /** A better next step than trying again. */
  readonly action?: ReactNode;
}

/** An error where it arose: what, why, the next step, its code, details folded. */
export function ErrorPanel({ error, title, onRetry, action }: ErrorPanelProps) {
  const step = errorStep(error.code);
  const details = Object.entries(error.details ?? {});
  return (
    <div className={classes.panel} role="alert">
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden="true" />
      <div className={classes.text}>
        {title ? <strong>{title}</strong> : null}
        <span>{error.message}</span>
        <span className="dim">{error.hint}</span>
        <details className={classes.details}>
          <summary>{error.code}</summary>
          {error.field ? <div>{`Field: ${error.field}`}</div> : null}
          {details.map(([name, value]) => (
            <div key={name}>
              {name}: <Code>{String(value)}</Code>
            </div>
          ))}
          {details.length === 0 && !error.field ? <div>There are no further details.</div> : null}
        </details>
      </div>
      <div className={classes.steps}>
        {action}
        {step && !action ? (
          <Button component="a" href={step.link} variant="default" size="xs">
            {step.label}
          </Button>
        ) : null}
        {onRetry && !action ? (
          <Button variant="default" size="xs" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </div>
    </div>
  );
}
