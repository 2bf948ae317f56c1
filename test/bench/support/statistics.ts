/** The value below which a share of the samples lies, for example `quantile(samples, 0.99)`; nearest rank. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[rank] ?? Number.NaN;
}

/** Rounds for a report, to a tenth. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Median, p99 and count of samples in milliseconds. */
export const summary = (samples: readonly number[]) => ({
  p50Ms: tenth(quantile(samples, 0.5)),
  p99Ms: tenth(quantile(samples, 0.99)),
  samples: samples.length,
});
