import { greatest, least } from "../amount/least.ts";

/** One whole as a 32-bit fraction. */
const ONE_Q32 = 1n << 32n;
const HALF_Q32 = 1n << 31n;

/** One whole as U64F64, the type of `BurnIncreaseMult`. */
export const ONE_U64F64 = 1n << 64n;

/** What governs a subnet's registration price (facts 6.1). Amounts in rao. */
export interface BurnParameters {
  /** `MinBurn` and `MaxBurn`. */
  readonly minBurnRao: bigint;
  readonly maxBurnRao: bigint;
  /** `BurnHalfLife`, blocks; 0 means that the price does not decay. */
  readonly halfLifeBlocks: number;
  /** `BurnIncreaseMult` as U64F64 bits; a factor below one counts as one. */
  readonly increaseFactorBits: bigint;
}

/**
 * The largest 32-bit fraction F with F^halfLife at most one half, found as the chain finds it (bisection over powers that
 * are cut to 32 bits after every multiplication).
 */
export function decayFactorQ32(halfLifeBlocks: number): bigint {
  if (halfLifeBlocks === 0) return ONE_Q32;
  const known = factors.get(halfLifeBlocks);
  if (known !== undefined) return known;
  let low = 0n;
  let high = ONE_Q32;
  while (low + 1n < high) {
    const middle = low + ((high - low) >> 1n);
    if (powerQ32(middle, halfLifeBlocks) > HALF_Q32) high = middle;
    else low = middle;
  }
  factors.set(halfLifeBlocks, low);
  return low;
}

/** The price one block later if nobody registers: floor(price × F ÷ 2³²), kept within its bounds. */
export const decayBurn = (burnRao: bigint, parameters: BurnParameters): bigint =>
  clamp((burnRao * decayFactorQ32(parameters.halfLifeBlocks)) >> 32n, parameters);

/** The price right after a registration: × the increase factor, kept within its bounds. */
export function bumpBurn(burnRao: bigint, parameters: BurnParameters): bigint {
  const factor = greatest(parameters.increaseFactorBits, ONE_U64F64);
  return clamp((burnRao * factor) >> 64n, parameters);
}

/** The exact prices 1, 2, … `blocks` blocks from now if nobody registers. */
export function burnForecast(burnRao: bigint, parameters: BurnParameters, blocks: number): bigint[] {
  const prices: bigint[] = [];
  let price = burnRao;
  for (let block = 0; block < blocks; block += 1) {
    price = decayBurn(price, parameters);
    prices.push(price);
  }
  return prices;
}

/**
 * How many blocks until the price is at or below a target if nobody registers; 0 where it is already, null where it never
 * gets there.
 */
export function blocksUntilBurn(burnRao: bigint, targetRao: bigint, parameters: BurnParameters): number | null {
  if (burnRao <= targetRao) return 0;
  if (targetRao < parameters.minBurnRao) return null;
  let price = burnRao;
  for (let blocks = 1; ; blocks += 1) {
    const next = decayBurn(price, parameters);
    if (next <= targetRao) return blocks;
    if (next === price) return null;
    price = next;
  }
}

const factors = new Map<number, bigint>();

function powerQ32(base: bigint, exponent: number): bigint {
  let result = ONE_Q32;
  let factor = base;
  for (let power = exponent; power > 0; power >>= 1) {
    if (power & 1) result = (result * factor) >> 32n;
    factor = (factor * factor) >> 32n;
  }
  return result;
}

const clamp = (burnRao: bigint, { minBurnRao, maxBurnRao }: BurnParameters): bigint =>
  least(greatest(burnRao, minBurnRao), maxBurnRao);
