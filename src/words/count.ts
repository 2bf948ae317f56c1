const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `12345` → `12,345`, for counts and block numbers. Amounts are formatted by `src/amount`. */
export const count = (value: number): string => WHOLE.format(value);
