/** Decimal places of the independent computation. */
const PLACES = 90n;
const ONE = 10n ** PLACES;

/**
 * (a ÷ b) ^ (p ÷ q) by another way than the program's: decimal places instead of binary ones, and the exponent worked off
 * bit by bit with repeated square roots instead of logarithms. Slow and plain on purpose.
 */
export function decimalPower(base: readonly [bigint, bigint], exponent: readonly [bigint, bigint]) {
  const [a, b] = base;
  const [p, q] = exponent;
  let result = ONE;
  const value = (a * ONE) / b;
  for (let whole = p / q; whole > 0n; whole -= 1n) result = (result * value) / ONE;
  let fraction = p % q;
  let root = value;
  for (let bit = 0; bit < 260 && fraction !== 0n; bit += 1) {
    root = squareRoot(root * ONE);
    fraction *= 2n;
    if (fraction >= q) {
      fraction -= q;
      result = (result * root) / ONE;
    }
  }
  return { scaled: result, one: ONE };
}

function squareRoot(value: bigint): bigint {
  let low = 0n;
  let high = 1n << BigInt((value.toString(2).length + 2) >> 1);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle * middle <= value) low = middle;
    else high = middle;
  }
  return low;
}
