import type { Position } from "../contract/portfolio.ts";

export type PositionGroup = "coldkey" | "hotkey" | "netuid";

/** Several positions seen as one. Amounts in rao. */
export interface GroupedPositions {
  readonly key: string;
  /** The first of them, for names and addresses. */
  readonly first: Position;
  readonly positions: number;
  /** Alpha of one subnet; null where several subnets are summed, whose alpha has no common sum. */
  readonly alphaRao: bigint | null;
  readonly spotRao: bigint;
  /** What selling each of them would bring; positions that no pool takes count as nothing. */
  readonly exitRao: bigint;
  readonly unsellable: number;
  readonly shareMillionths: number;
}

/** Sums positions by coldkey, hotkey or subnet, the largest first. */
export function groupPositions(positions: readonly Position[], by: PositionGroup): GroupedPositions[] {
  const groups = new Map<string, Position[]>();
  for (const one of positions) {
    const key = String(one[by]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const sum = (of: readonly Position[], pick: (one: Position) => string): bigint =>
    of.reduce((total, one) => total + BigInt(pick(one)), 0n);
  return [...groups]
    .map(([key, of]): GroupedPositions => {
      const [first] = of as [Position, ...Position[]];
      return {
        key,
        first,
        positions: of.length,
        alphaRao: of.every(({ netuid }) => netuid === first.netuid) ? sum(of, ({ alphaRao }) => alphaRao) : null,
        spotRao: sum(of, ({ spotRao }) => spotRao),
        exitRao: sum(of, ({ exitRao }) => exitRao ?? "0"),
        unsellable: of.filter(({ exitRao }) => exitRao === null).length,
        shareMillionths: of.reduce((total, one) => total + one.shareMillionths, 0),
      };
    })
    .sort((a, b) => (b.spotRao > a.spotRao ? 1 : b.spotRao < a.spotRao ? -1 : 0));
}
