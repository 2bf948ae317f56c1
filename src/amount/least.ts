/** The smaller of two whole numbers; `Math.min` does not take them. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The larger of two whole numbers. */
export const greatest = (a: bigint, b: bigint): bigint => (a < b ? b : a);
