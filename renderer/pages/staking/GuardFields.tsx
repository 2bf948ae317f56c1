import { Select, Switch } from "@mantine/core";
import classes from "./StakingPage.module.css";

export interface GuardChoice {
  readonly protect: boolean;
  readonly tolerancePpm: number;
  readonly allowPartial: boolean;
}

export const USUAL_GUARD: GuardChoice = { protect: true, tolerancePpm: 5_000, allowPartial: false };

const TOLERANCES = [
  { value: "1000", label: "0.1 %" },
  { value: "5000", label: "0.5 %" },
  { value: "10000", label: "1 %" },
  { value: "50000", label: "5 %" },
  { value: "none", label: "no limit: any price" },
];

/** How far the price may move against the order, and what happens to an order that does not fit. */
export function GuardFields({ guard, onGuard }: { guard: GuardChoice; onGuard: (guard: GuardChoice) => void }) {
  return (
    <div className={classes.fields}>
      <Select
        label="Tolerance"
        allowDeselect={false}
        data={TOLERANCES}
        value={guard.protect ? String(guard.tolerancePpm) : "none"}
        onChange={(value) =>
          onGuard(
            value === "none" || value === null
              ? { ...guard, protect: false, allowPartial: false }
              : { ...guard, protect: true, tolerancePpm: Number(value) },
          )
        }
      />
      <Switch
        label="Take the part that fits"
        checked={guard.allowPartial}
        disabled={!guard.protect}
        onChange={(event) => onGuard({ ...guard, allowPartial: event.currentTarget.checked })}
      />
    </div>
  );
}
