import { TextInput } from "@mantine/core";
import { useState } from "react";
import { formatDecimal } from "#src/amount/format-amount.ts";
import { parseTao } from "#src/amount/parse-amount.ts";
import { AppError } from "#src/app-error.ts";

export interface CeilingFieldProps {
  readonly ceilingRao: bigint | null;
  readonly onCeiling: (rao: bigint) => void;
  readonly label?: string;
}

/** The ceiling as typed. A text that is no amount says why and changes nothing. */
export function CeilingField({ ceilingRao, onCeiling, label = "Price ceiling (τ)" }: CeilingFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    try {
      onCeiling(parseTao(text, { field: "ceilingRao" }));
      setProblem(null);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      setProblem(`${error.message} ${error.hint}`);
    }
  };
  const leave = () => {
    setTyped(null);
    setProblem(null);
  };
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (ceilingRao === null ? "" : formatDecimal(ceilingRao))}
      error={problem}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={leave}
    />
  );
}
