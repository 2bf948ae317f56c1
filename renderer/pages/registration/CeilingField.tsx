import { TextInput } from "@mantine/core";
import { useState } from "react";
import { formatDecimal } from "#src/amount/format-amount.ts";
import { parseTao } from "#src/amount/parse-amount.ts";
import { AppError } from "#src/app-error.ts";

export interface CeilingFieldProps {
  readonly ceilingRao: bigint | null;
  readonly onCeiling: (rao: bigint) => void;
  /** Told to those who hear the page, where several of these stand below each other. */
  readonly name?: string;
}

/** The ceiling as typed. A text that is no amount says why and changes nothing. */
export function CeilingField({ ceilingRao, onCeiling, name }: CeilingFieldProps) {
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
      label="Price ceiling (τ)"
      {...(name === undefined ? {} : { "aria-label": name })}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (ceilingRao === null ? "" : formatDecimal(ceilingRao))}
      error={problem}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={leave}
    />
  );
}
