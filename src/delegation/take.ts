/** A take is a part of 65,535 (a u16). */
export const TAKE_ONE = 65_535;
/** Digits behind the point in which every take reads differently: one step is 0.0015 %. */
const DIGITS = 4;
const PERCENT = 100n * 10n ** BigInt(DIGITS);

/** A percentage as digits, `12.5` → 125,000 parts of a million; null where it is no percentage. */
export function percentParts(text: string, digits = DIGITS): bigint | null {
  const found = /^(\d{1,3})(?:\.(\d+))?$/.exec(text.trim().replace(/\s*%$/, ""));
  if (!found || (found[2] ?? "").length > digits) return null;
  return BigInt(`${found[1]}${(found[2] ?? "").padEnd(digits, "0")}`);
}

/** The take nearest to a percentage: `18` → 11,796 of 65,535; null where the text is no percentage up to 100. Without floats. */
export function takeOf(text: string): number | null {
  const parts = percentParts(text);
  if (parts === null || parts > PERCENT) return null;
  return Number((2n * parts * BigInt(TAKE_ONE) + PERCENT) / (2n * PERCENT));
}

/** A take as a percentage that `takeOf` reads back to the same take: 11,796 → `17.9995`. */
export function takePercent(take: number): string {
  const parts = (2n * BigInt(take) * PERCENT + BigInt(TAKE_ONE)) / (2n * BigInt(TAKE_ONE));
  return fromParts(parts, DIGITS);
}

/** Digits as a decimal without zeros at its end. */
export function fromParts(parts: bigint, digits: number): string {
  const text = parts.toString().padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, "");
}
