/**
 * Whether a neuron is inside its immunity period (facts 6.4): current block − registration block < period. It may still be replaced when
 * too few others are outside theirs.
 */
export const isImmune = (registeredAtBlock: number, immunityBlocks: number, atBlock: number): boolean =>
  atBlock - registeredAtBlock < immunityBlocks;

/** The first block at which a neuron is no longer immune. */
export const immuneUntilBlock = (registeredAtBlock: number, immunityBlocks: number): number =>
  registeredAtBlock + immunityBlocks;
