/** Blocks in a day of this network. */
export const blocksADay = (blockTimeMs: number): number => Math.max(1, Math.round(86_400_000 / blockTimeMs));

/**
 * Alpha-rao a block from the emission of an epoch: epochs are exactly `tempo` blocks apart (facts 7; older tools divide
 * by tempo + 1).
 */
export const emissionPerBlock = (epochAlphaRao: bigint, tempo: number): bigint =>
  tempo <= 0 ? 0n : epochAlphaRao / BigInt(tempo);

/** Alpha-rao a day from the emission of an epoch. */
export const emissionPerDay = (epochAlphaRao: bigint, tempo: number, blockTimeMs: number): bigint =>
  tempo <= 0 ? 0n : (epochAlphaRao * BigInt(blocksADay(blockTimeMs))) / BigInt(tempo);
