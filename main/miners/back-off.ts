export interface BackOffSettings {
  readonly firstMs: number;
  readonly capMs: number;
  /** A process that ran this long counts as stable: the next crash waits `firstMs` again. */
  readonly stableAfterMs: number;
}

export const defaultBackOff: BackOffSettings = { firstMs: 1_000, capMs: 60_000, stableAfterMs: 60_000 };

/** The wait before restart number `crashes` in a row (1 is the first): doubling, bounded. */
export const backOffMs = (crashes: number, { firstMs, capMs }: BackOffSettings): number =>
  Math.min(capMs, firstMs * 2 ** Math.min(crashes - 1, 30));
