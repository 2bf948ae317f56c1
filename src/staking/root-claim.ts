/** Subnets that one claim may name. */
export const MAX_CLAIM_SUBNETS = 5;

/** Fixed-point rates and thresholds have this many bits behind the point (`I96F32`). */
const FRACTION_BITS = 32n;

/**
 * Root dividends that a coldkey may claim of one subnet behind one hotkey, alpha-rao: rate × root stake less what was claimed,
 * cut, never below zero (chain source `staking/claim_root.rs`).
 */
export function owedAlphaRao(rateBits: bigint, rootStakeRao: bigint, claimedAlphaRao: bigint): bigint {
  const owed = ((rateBits * rootStakeRao) >> FRACTION_BITS) - claimedAlphaRao;
  return owed > 0n ? owed : 0n;
}

/** Whether a claim pays it out: what is below the subnet's threshold (I96F32) is left for later. */
export const isClaimable = (owed: bigint, thresholdBits: bigint): boolean =>
  owed > 0n && owed << FRACTION_BITS >= thresholdBits;

/** A threshold as alpha-rao, rounded up. */
export const thresholdAlphaRao = (bits: bigint): bigint => (bits + (1n << FRACTION_BITS) - 1n) >> FRACTION_BITS;

/** What the rate rises by when a hotkey's root stakers get alpha; nothing where nobody staked. */
export const rateRise = (alphaRao: bigint, rootStakeRao: bigint): bigint =>
  rootStakeRao === 0n ? 0n : (alphaRao << FRACTION_BITS) / rootStakeRao;

/** What an addition to the root stake must count as claimed already, so that it earns from now on only. */
export const claimedByAddition = (rateBits: bigint, addedRao: bigint): bigint => (rateBits * addedRao) >> FRACTION_BITS;
