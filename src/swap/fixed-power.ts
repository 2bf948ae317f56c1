/** Binary places of the fixed-point numbers here. Reserves have 64 bits, so 192 leave far more than a rao needs. */
export const FRACTION_BITS = 192n;

/** 1.0 */
export const ONE = 1n << FRACTION_BITS;

const LN_2 = 2n * arctanh(ONE / 3n);

/** A fraction of two whole numbers, `numerator ÷ denominator`. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * `base ^ exponent` as a fixed-point number with `FRACTION_BITS` binary places. Both are positive fractions. The error is below
 * 2⁻¹⁷⁰ relative for the sizes pools have (64-bit reserves, weights of 0.01 to 0.99).
 */
export function power(base: Ratio, exponent: Ratio): bigint {
  return exp((naturalLog(base) * exponent.numerator) / exponent.denominator);
}

/** ln(ratio), fixed point; negative below one. */
export function naturalLog({ numerator, denominator }: Ratio): bigint {
  const shift = BigInt(bitLength(numerator) - bitLength(denominator));
  const scaled =
    shift >= 0n
      ? (numerator << FRACTION_BITS) / (denominator << shift)
      : (numerator << (FRACTION_BITS - shift)) / denominator;
  return 2n * arctanh(((scaled - ONE) << FRACTION_BITS) / (scaled + ONE)) + shift * LN_2;
}

/** e^value, fixed point. */
export function exp(value: bigint): bigint {
  const halvings = floorDivide(value, LN_2);
  // A small argument lets the series end early; each squaring afterwards undoes one of the eight halvings.
  const small = (value - halvings * LN_2) >> 8n;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n; n += 1n) {
    term = ((term * small) >> FRACTION_BITS) / n;
    sum += term;
  }
  for (let square = 0; square < 8; square += 1) sum = (sum * sum) >> FRACTION_BITS;
  return halvings >= 0n ? sum << halvings : sum >> -halvings;
}

/** The whole part of the square root of a whole number. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Series z + z³/3 + z⁵/5 + …; |z| ≤ 1/3 here. */
function arctanh(z: bigint): bigint {
  const square = (z * z) >> FRACTION_BITS;
  let term = z;
  let sum = 0n;
  for (let n = 1n; term !== 0n && term !== -1n; n += 2n) {
    sum += term / n;
    term = (term * square) >> FRACTION_BITS;
  }
  return sum;
}

const floorDivide = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);

const bitLength = (value: bigint): number => value.toString(2).length;
