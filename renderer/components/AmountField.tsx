import { Slider, TextInput } from "@mantine/core";
import { formatDecimal } from "#src/amount/format-amount.ts";
import { parseAlpha, parseTao } from "#src/amount/parse-amount.ts";
import { AppError } from "#src/app-error.ts";
import classes from "./OrderFields.module.css";

/** Steps of the slider; amounts stay whole numbers. */
const STEPS = 1_000;

/** An amount as typed; null where it is no amount, with the reason. */
export function readAmount(text: string, unit: "τ" | "α"): { rao: bigint | null; problem: string | null } {
  if (text.trim() === "") return { rao: null, problem: null };
  try {
    return { rao: unit === "τ" ? parseTao(text) : parseAlpha(text), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { rao: null, problem: `${error.message} ${error.hint}` };
  }
}

export interface AmountFieldProps {
  readonly text: string;
  readonly unit: "τ" | "α";
  readonly availableRao: bigint;
  readonly onText: (text: string) => void;
  /** All of it, whatever it is when the block comes. */
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
}

/** Amount, typed or slid between nothing and all that is available. The end of the slider is all. */
export function AmountField({ text, unit, availableRao, onText, all, onAll }: AmountFieldProps) {
  const { rao, problem } = readAmount(text, unit);
  const share = all ? STEPS : rao === null || availableRao === 0n ? 0 : Number((rao * BigInt(STEPS)) / availableRao);
  return (
    <div className={classes.amount}>
      <TextInput
        label={`Amount (${unit})`}
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        value={all ? formatDecimal(availableRao) : text}
        error={problem}
        description={`${formatDecimal(availableRao)} ${unit} available`}
        onChange={(event) => {
          onAll(false);
          onText(event.currentTarget.value);
        }}
      />
      <Slider
        aria-label="Share of the available"
        thumbLabel="Share of the available"
        min={0}
        max={STEPS}
        value={Math.min(STEPS, share)}
        label={(value) => `${value / 10} %`}
        disabled={availableRao === 0n}
        marks={[{ value: 250 }, { value: 500 }, { value: 750 }, { value: STEPS, label: "all" }]}
        onChange={(value) => {
          onAll(value === STEPS);
          onText(formatDecimal((availableRao * BigInt(value)) / BigInt(STEPS)));
        }}
      />
    </div>
  );
}
