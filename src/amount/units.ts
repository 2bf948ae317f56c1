/** Decimals of TAO and of every alpha: 1 τ = 10⁹ rao, 1 α = 10⁹ alpha-rao (chain property `tokenDecimals`). */
export const DECIMALS = 9;

/** rao in one τ, and alpha-rao in one α. */
export const RAO_PER_TAO = 1_000_000_000n;

/** The largest amount the chain can hold in one figure (u64). */
export const MAX_AMOUNT_RAO = 2n ** 64n - 1n;
