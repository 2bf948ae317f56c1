import type { ClipboardEvent } from "react";
import { amountParts, formatDecimal } from "#src/amount/format-amount.ts";
import classes from "./Amount.module.css";

export interface AmountProps {
  /** Rao as decimal text, as the contract carries it; null where it is not known. */
  readonly rao: string | null;
  readonly unit?: string;
  /** All nine decimals, so that the lines of a bill stand under each other. */
  readonly full?: boolean;
  readonly signed?: boolean;
  /** Older than it should be: dimmed. */
  readonly stale?: boolean;
  readonly size?: "normal" | "large";
  readonly title?: string;
}

/** An amount of money: decimals beyond the fourth dimmed, unit after the figure, copied as the exact figure. */
export function Amount({ rao, unit = "τ", full, signed, stale, size = "normal", title }: AmountProps) {
  if (rao === null) return <span className="dim">not known</span>;
  const value = BigInt(rao);
  const parts = amountParts(value);
  const decimals = full ? parts.decimals.padEnd(4, "0") : parts.decimals;
  const rest = full ? parts.rest.padEnd(5, "0") : parts.rest;
  const copyExact = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", formatDecimal(value));
  };
  return (
    <span
      className={classes.amount}
      data-size={size}
      data-stale={stale || undefined}
      title={title ?? `${formatDecimal(value)} ${unit}`}
      onCopy={copyExact}
    >
      {signed && value > 0n ? "+" : ""}
      {parts.whole}
      {decimals === "" ? "" : `.${decimals}`}
      {rest === "" ? null : <span className={classes.rest}>{rest}</span>}
      <span className={classes.unit}>{` ${unit}`}</span>
    </span>
  );
}
