import { type Market, type Pool, PRICE_SCALE, priceRatio, swapFee } from "../swap/pool.ts";

/** `InitialMinStake` at runtime 424: 0.002 τ. Read the constant from the chain. */
export const MIN_STAKE_RAO_AT_424 = 2_000_000n;

/** The least TAO that add_stake takes: the minimum and the swap fee on it (facts 2.4). */
export const minimumAddStakeRao = (market: Market, minStakeRao: bigint): bigint =>
  minStakeRao + swapFee(market, minStakeRao);

/**
 * `NominatorMinRequiredStake` in rao: the stored factor, in parts per million, of the minimum stake.
 */
export const nominatorMinimumRao = (factorPpm: bigint, minStakeRao: bigint): bigint =>
  (minStakeRao * factorPpm) / 1_000_000n;

/**
 * Whether what is left of a position is swept by the chain (the dust rule of facts 2.4): a nominator, that is a coldkey which does not own
 * the hotkey, may not keep less than the nominator minimum. The chain sells it without a price limit and, where that
 * fails, erases it.
 */
export function isDust(market: Market, leftAlphaRao: bigint, nominatorMinRao: bigint, ownsHotkey: boolean): boolean {
  if (ownsHotkey || leftAlphaRao === 0n) return false;
  return leftAlphaRao < minimumKeptAlphaRao(market, nominatorMinRao);
}

/** The least alpha a nominator may keep, at the spot price; 0 where there is no price. */
export function minimumKeptAlphaRao(market: Market, nominatorMinRao: bigint): bigint {
  const { numerator, denominator } = ratioOf(market);
  return numerator === 0n ? 0n : (nominatorMinRao * denominator) / numerator;
}

const ratioOf = (market: Market): ReturnType<typeof priceRatio> =>
  market === "oneToOne" ? { numerator: PRICE_SCALE, denominator: PRICE_SCALE } : priceRatio(market satisfies Pool);
