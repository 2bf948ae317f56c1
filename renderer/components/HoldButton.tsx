import { Button } from "@mantine/core";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import classes from "./HoldButton.module.css";

const HOLD_MS = 1_200;

export interface HoldButtonProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly loading?: boolean;
  readonly onHeld: () => void;
}

/** A button that acts only after it was held, by pointer or by Space or Enter. Letting go early does nothing. */
export function HoldButton({ label, disabled, loading, onHeld }: HoldButtonProps) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const release = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    setHolding(false);
  }, []);
  const press = () => {
    if (disabled || loading || timer.current) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      release();
      onHeld();
    }, HOLD_MS);
  };
  useEffect(() => release, [release]);

  const isPress = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";
  return (
    <Button
      className={classes.hold ?? ""}
      data-holding={holding || undefined}
      disabled={disabled ?? false}
      loading={loading ?? false}
      onPointerDown={(event) => event.button === 0 && press()}
      onPointerUp={release}
      onPointerLeave={release}
      onBlur={release}
      onKeyDown={(event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        press();
      }}
      onKeyUp={(event) => isPress(event) && release()}
    >
      {label}
    </Button>
  );
}
