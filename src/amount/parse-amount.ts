import { AppError } from "../app-error.ts";
import { formatDecimal } from "./format-amount.ts";
import { DECIMALS, MAX_AMOUNT_RAO } from "./units.ts";

export interface ParseOptions {
  /** The input field to name in an error. */
  readonly field?: string;
  /** A subnet's own symbol, accepted beside `α`. */
  readonly symbol?: string;
}

interface Token {
  readonly name: string;
  /** Unit words that stand for the whole token (10⁹ smallest units). */
  readonly whole: readonly string[];
  /** Unit words that stand for the smallest unit. */
  readonly smallest: readonly string[];
}

const TAO: Token = { name: "TAO", whole: ["τ", "tao"], smallest: ["rao", "ρ"] };

/**
 * Reads an amount of TAO as a person types it: `1.5`, `1.5 TAO`, `τ1.5`, `1500 rao`.
 * @returns rao.
 * @throws AppError AMOUNT_EMPTY, AMOUNT_NEGATIVE, AMOUNT_NOT_A_NUMBER, AMOUNT_UNIT_WRONG, AMOUNT_TOO_PRECISE, AMOUNT_TOO_LARGE.
 */
export const parseTao = (text: string, options: ParseOptions = {}): bigint => parseAmount(text, TAO, options);

/**
 * Reads an amount of a subnet's alpha: `20`, `20 α`, `20 alpha`, or with the subnet's own symbol.
 * @returns alpha-rao (10⁹ per α).
 * @throws AppError as `parseTao`.
 */
export function parseAlpha(text: string, options: ParseOptions = {}): bigint {
  const symbol = options.symbol === undefined ? [] : [options.symbol.toLowerCase()];
  return parseAmount(
    text,
    { name: "alpha", whole: ["α", "alpha", ...symbol], smallest: ["alpha-rao", "αrao"] },
    options,
  );
}

function parseAmount(text: string, token: Token, options: ParseOptions): bigint {
  const refuse = (code: string, message: string, hint: string): never => {
    throw new AppError(code, message, { hint, ...(options.field === undefined ? {} : { field: options.field }) });
  };
  const typed = text.trim();
  const example = `Enter an amount such as 1.5, in ${token.name}.`;
  if (typed === "") return refuse("AMOUNT_EMPTY", "No amount was entered.", example);
  if (typed.length > 64) return refuse("AMOUNT_NOT_A_NUMBER", "This is too long for an amount.", example);
  if (/^[^\d.]*[-−]/u.test(typed)) {
    return refuse("AMOUNT_NEGATIVE", `“${typed}” is below zero.`, "Enter an amount of zero or more.");
  }

  const match = /^(?<before>[^\d.,\s]*)\s*(?<figure>[\d.,]+)\s*(?<after>\S*)$/u.exec(typed);
  const { before = "", figure = "", after = "" } = match?.groups ?? {};
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(figure)) {
    const why = figure.includes(",") ? "Commas are not accepted, since they mean different things." : example;
    return refuse("AMOUNT_NOT_A_NUMBER", `“${typed}” is not an amount.`, `${why} Use a point for decimals.`);
  }
  if (before !== "" && after !== "") {
    return refuse(
      "AMOUNT_UNIT_WRONG",
      `“${typed}” names two units.`,
      `Name the unit once, for example ${figure} ${token.name}.`,
    );
  }
  const unit = (before || after).toLowerCase();
  const smallest = token.smallest.includes(unit);
  if (unit !== "" && !smallest && !token.whole.includes(unit)) {
    return refuse(
      "AMOUNT_UNIT_WRONG",
      `“${before || after}” is not a unit of this amount, which is in ${token.name}.`,
      `Enter the amount in ${token.name}, for example ${figure} ${token.name}.`,
    );
  }

  const decimals = smallest ? 0 : DECIMALS;
  const [whole = "", fraction = ""] = figure.split(".");
  if (/[1-9]/.test(fraction.slice(decimals))) {
    const kept = BigInt((whole || "0") + fraction.slice(0, decimals).padEnd(decimals, "0"));
    const nearest = smallest ? kept.toString() : formatDecimal(kept);
    return refuse(
      "AMOUNT_TOO_PRECISE",
      `${figure} has ${fraction.length} decimals; ${smallest ? before || after : token.name} has ${decimals}.`,
      `Use ${nearest}.`,
    );
  }
  const amount = BigInt((whole || "0") + fraction.slice(0, decimals).padEnd(decimals, "0"));
  if (amount > MAX_AMOUNT_RAO) {
    const most = formatDecimal(MAX_AMOUNT_RAO);
    return refuse(
      "AMOUNT_TOO_LARGE",
      `${figure} is more than the chain can hold.`,
      `Enter at most ${most} ${token.name}.`,
    );
  }
  return amount;
}
