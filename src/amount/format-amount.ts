import { DECIMALS, RAO_PER_TAO } from "./units.ts";

const MINUS = "−";
const SHORT_DECIMALS = 4;

/**
 * The exact figure as plain decimal text, without unit or grouping, for example `1.5`. Reads back with `parseTao`
 * (a negative figure, which only a difference can be, does not).
 */
export function formatDecimal(rao: bigint): string {
  const { sign, whole, fraction } = split(rao);
  const kept = fraction.replace(/0+$/, "");
  return `${sign === "" ? "" : "-"}${whole}${kept === "" ? "" : `.${kept}`}`;
}

/** The exact amount of TAO for a person, for example `1,234.5 τ`. */
export const formatTao = (rao: bigint): string => `${exact(rao)} τ`;

/** The exact amount of alpha with the subnet's symbol. */
export const formatAlpha = (alphaRao: bigint, symbol = "α"): string => `${exact(alphaRao)} ${symbol}`;

/** The figure in the smallest unit, for example `1,500 ρ`. */
export const formatRao = (rao: bigint): string => `${rao < 0n ? MINUS : ""}${group(abs(rao).toString())} ρ`;

/**
 * At most four decimals, cut and never rounded up, so that nobody sees more than there is. What is cut away wholly
 * reads `<0.0001 τ`.
 */
export const formatTaoShort = (rao: bigint): string => `${short(rao)} τ`;

/** As `formatTaoShort`, for alpha. */
export const formatAlphaShort = (alphaRao: bigint, symbol = "α"): string => `${short(alphaRao)} ${symbol}`;

export interface AmountParts {
  /** Sign and grouped whole part, for example `1,234`. */
  readonly whole: string;
  /** Up to four decimals, without the point. */
  readonly decimals: string;
  /** The decimals beyond the fourth, which a page dims. */
  readonly rest: string;
}

/** The exact figure in the parts a page sets apart. */
export function amountParts(rao: bigint): AmountParts {
  const { sign, whole, fraction } = split(rao);
  const kept = fraction.replace(/0+$/, "");
  return { whole: sign + group(whole), decimals: kept.slice(0, SHORT_DECIMALS), rest: kept.slice(SHORT_DECIMALS) };
}

function exact(rao: bigint): string {
  const { whole, decimals, rest } = amountParts(rao);
  return decimals === "" ? whole : `${whole}.${decimals}${rest}`;
}

function short(rao: bigint): string {
  const { whole, decimals } = amountParts(rao);
  const kept = decimals.replace(/0+$/, "");
  const shown = kept === "" ? whole : `${whole}.${kept}`;
  if (rao === 0n || /[1-9]/.test(shown)) return shown;
  return rao < 0n ? `>${MINUS}0.0001` : "<0.0001";
}

function split(rao: bigint): { sign: string; whole: string; fraction: string } {
  const size = abs(rao);
  return {
    sign: rao < 0n ? MINUS : "",
    whole: (size / RAO_PER_TAO).toString(),
    fraction: (size % RAO_PER_TAO).toString().padStart(DECIMALS, "0"),
  };
}

const group = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
