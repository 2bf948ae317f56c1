/** Weights as the chain takes them: the best score becomes 65535, the others in proportion, nobody zero. */
export function weightsOf(scores: ReadonlyMap<number, number>): {
  readonly uids: number[];
  readonly weights: number[];
} {
  const entries = [...scores].sort(([a], [b]) => a - b);
  const best = Math.max(0, ...entries.map(([, score]) => score));
  if (best <= 0) return { uids: [], weights: [] };
  return {
    uids: entries.map(([uid]) => uid),
    weights: entries.map(([, score]) => Math.max(1, Math.round((score / best) * 65_535))),
  };
}
