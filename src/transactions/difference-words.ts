/** Why a trade brought another amount than was quoted, in one sentence. */
export function differenceWords({ blocks, otherTrades }: { blocks: number; otherTrades: number | null }): string {
  const later = blocks === 1 ? "one block after its quote" : `${blocks} blocks after its quote`;
  const trades =
    otherTrades === null
      ? "other trades in between could not be counted"
      : otherTrades === 0
        ? "nobody else traded with these pools in between"
        : otherTrades === 1
          ? "1 other trade with these pools came before it"
          : `${otherTrades} other trades with these pools came before it`;
  return `It went in ${later}: ${trades}, and each block's emission moves the pools.`;
}
