import { greatest, least } from "../amount/least.ts";

/**
 * A number with 21 decimal digits of precision as the chain keeps shares: mantissa × 10^exponent, zero or with a mantissa above
 * 10²⁰ and at most 10²¹ (chain source `primitives/share-pool`).
 */
export interface SafeFloat {
  readonly mantissa: bigint;
  readonly exponent: bigint;
}

export const ZERO_SHARE: SafeFloat = { mantissa: 0n, exponent: 0n };

/** The stake behind one hotkey on one subnet, owned in shares. */
export interface SharePool {
  /** All alpha behind the hotkey, alpha-rao (`TotalHotkeyAlpha`). */
  readonly alphaRao: bigint;
  /** All shares (`TotalHotkeySharesV2`). */
  readonly shares: SafeFloat;
}

const MAX_MANTISSA = 10n ** 21n;
const MIN_MANTISSA = 10n ** 20n;
const MAX_DIGITS = 21n;

/** A whole number as shares. */
export const toShare = (value: bigint): SafeFloat => normalize(value, 0n);

/** Worth of a holder's shares, alpha-rao: total alpha × share ÷ all shares, cut (facts 3.6). */
export function positionAlphaRao(pool: SharePool, share: SafeFloat): bigint {
  if (pool.shares.mantissa === 0n) return 0n;
  return toWhole(mulDiv(toShare(pool.alphaRao), share, pool.shares));
}

/**
 * The pool and a holder's shares after alpha was added to (positive) or taken from (negative) the holder's position.
 */
export function changePosition(
  pool: SharePool,
  share: SafeFloat,
  changeAlphaRao: bigint,
): { readonly pool: SharePool; readonly share: SafeFloat } {
  const alphaRao = pool.alphaRao + changeAlphaRao;
  const size = changeAlphaRao < 0n ? -changeAlphaRao : changeAlphaRao;
  if (pool.shares.mantissa === 0n) {
    const first = toShare(size);
    return { pool: { alphaRao, shares: first }, share: first };
  }
  const moved = pool.alphaRao === 0n ? ZERO_SHARE : mulDiv(toShare(size), pool.shares, toShare(pool.alphaRao));
  const combine = changeAlphaRao > 0n ? add : subtract;
  return { pool: { alphaRao, shares: combine(pool.shares, moved) }, share: combine(share, moved) };
}

/** Whether an addition is large enough to count in the pool's precision; the chain refuses one that is not. */
export const canAdd = (pool: SharePool, alphaRao: bigint): boolean =>
  pool.shares.mantissa === 0n ||
  (pool.alphaRao !== 0n && mulDiv(toShare(alphaRao), pool.shares, toShare(pool.alphaRao)).mantissa !== 0n);

function normalize(mantissa: bigint, exponent: bigint): SafeFloat {
  if (mantissa === 0n) return ZERO_SHARE;
  let digits = mantissa;
  let power = exponent;
  while (digits > MAX_MANTISSA) {
    digits /= 10n;
    power += 1n;
  }
  while (digits <= MIN_MANTISSA) {
    digits *= 10n;
    power -= 1n;
  }
  return { mantissa: digits, exponent: power };
}

function mulDiv(value: SafeFloat, factor: SafeFloat, divisor: SafeFloat): SafeFloat {
  const mantissa = (value.mantissa * factor.mantissa) / divisor.mantissa;
  return normalize(mantissa, value.exponent + factor.exponent - divisor.exponent);
}

function add(a: SafeFloat, b: SafeFloat): SafeFloat {
  if (a.mantissa === 0n) return b;
  if (b.mantissa === 0n) return a;
  const { left, right, exponent } = align(a, b);
  return normalize(left + right, exponent);
}

function subtract(a: SafeFloat, b: SafeFloat): SafeFloat {
  if (a.mantissa === 0n || b.mantissa === 0n) return a;
  const { left, right, exponent } = align(a, b);
  return left > right ? normalize(left - right, exponent) : ZERO_SHARE;
}

/** Both mantissas at the larger exponent; what the smaller number loses is below the precision. */
function align(a: SafeFloat, b: SafeFloat): { left: bigint; right: bigint; exponent: bigint } {
  const exponent = greatest(a.exponent, b.exponent);
  const at = (value: SafeFloat) => value.mantissa / powerOfTen(exponent - value.exponent);
  return { left: at(a), right: at(b), exponent };
}

function toWhole({ mantissa, exponent }: SafeFloat): bigint {
  return exponent >= 0n ? mantissa * powerOfTen(exponent) : mantissa / powerOfTen(-exponent);
}

/** Powers beyond the precision are capped, as on the chain. */
const powerOfTen = (exponent: bigint): bigint => 10n ** least(exponent, MAX_DIGITS + 1n);
