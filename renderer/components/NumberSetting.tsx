import { NumberInput } from "@mantine/core";
import { useState } from "react";

export interface NumberSettingProps {
  readonly label: string;
  readonly description: string;
  readonly min: number;
  readonly max: number;
  /** As it is kept; null where nothing is chosen. */
  readonly value: number | null;
  /** Shown where nothing is chosen; an emptied field then means that. */
  readonly automatic?: string;
  readonly onSave: (value: number | null) => void;
}

/** A whole number that is kept when the field is left. A text that is none changes nothing. */
export function NumberSetting({ label, description, min, max, value, automatic, onSave }: NumberSettingProps) {
  const [typed, setTyped] = useState<number | "" | null>(null);
  const leave = () => {
    const chosen = typed === "" ? null : typed;
    const wanted = chosen === null ? null : Math.min(max, Math.max(min, chosen));
    const changed = typed !== null && wanted !== value && (wanted !== null || automatic !== undefined);
    if (changed) onSave(wanted);
    setTyped(null);
  };
  return (
    <NumberInput
      label={label}
      description={description}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      value={typed ?? value ?? ""}
      {...(automatic === undefined ? {} : { placeholder: automatic })}
      onChange={(next) => setTyped(typeof next === "number" ? next : "")}
      onBlur={leave}
    />
  );
}
