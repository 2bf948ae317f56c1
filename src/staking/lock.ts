import { exp, FRACTION_BITS, naturalLog } from "../swap/fixed-power.ts";
import { duration } from "../words/duration.ts";

/**
 * What is still locked after `blocks`: locked × e^(−blocks ÷ rate), rounded down. The rate is the chain's `UnlockRate`, the time constant
 * in blocks (facts 2.4). A perpetual lock does not follow this.
 */
export function lockedAfterAlphaRao(lockedAlphaRao: bigint, blocks: bigint, rateBlocks: bigint): bigint {
  if (rateBlocks <= 0n || blocks <= 0n) return lockedAlphaRao;
  return (lockedAlphaRao * exp((-blocks << FRACTION_BITS) / rateBlocks)) >> FRACTION_BITS;
}

/** Blocks until at most `toAlphaRao` is locked; 0 where it is so now, null where it never is: a lock only nears nothing. */
export function blocksUntilLocked(lockedAlphaRao: bigint, toAlphaRao: bigint, rateBlocks: bigint): bigint | null {
  if (lockedAlphaRao <= toAlphaRao) return 0n;
  if (toAlphaRao <= 0n || rateBlocks <= 0n) return null;
  const scaled = naturalLog({ numerator: lockedAlphaRao, denominator: toAlphaRao }) * rateBlocks;
  return (scaled >> FRACTION_BITS) + 1n;
}

/** When enough of a lock is gone for an amount, in a sentence; null where the lock is not what is in the way. Amounts in alpha-rao. */
export function lockSentence(asked: {
  readonly wantedAlphaRao: bigint;
  readonly heldAlphaRao: bigint;
  readonly availableAlphaRao: bigint;
  readonly lockedAlphaRao: bigint;
  /** Null where the runtime does not tell it. */
  readonly rateBlocks: bigint | null;
  readonly blockTimeMs: number;
}): string | null {
  const { wantedAlphaRao, heldAlphaRao, availableAlphaRao, lockedAlphaRao, rateBlocks, blockTimeMs } = asked;
  if (lockedAlphaRao === 0n || wantedAlphaRao > heldAlphaRao || wantedAlphaRao <= availableAlphaRao) return null;
  const mayStay = lockedAlphaRao - (wantedAlphaRao - availableAlphaRao);
  const blocks = rateBlocks === null ? null : blocksUntilLocked(lockedAlphaRao, mayStay, rateBlocks);
  return blocks === null
    ? "The rest is locked by conviction."
    : `The rest is locked by conviction; unless the lock is perpetual, enough is free in about ${duration(Number(blocks) * blockTimeMs)}.`;
}
