import type { NetworkKind } from "#src/contract/network.ts";

/** How a signal is delivered. */
export interface DeliverySettings {
  /** Total time for one request, announced in the `timeout` header. */
  readonly timeoutMs: number;
  /** Waits before the second, third … attempt; their count plus one is the number of attempts. */
  readonly waitsMs: readonly number[];
  /** Requests in flight at once. */
  readonly pool: number;
  /** From arrival on; a signal this old is never sent any more, since a late order can cost money. */
  readonly maxAgeMs: number;
}

const TEN_MINUTES_MS = 600_000;

/** What the reference miner does: three attempts, 20 s and 40 s apart, 12 s each, ten at once (facts D5). The age is ours. */
export const referenceDelivery: DeliverySettings = {
  timeoutMs: 12_000,
  waitsMs: [20_000, 40_000],
  pool: 10,
  maxAgeMs: TEN_MINUTES_MS,
};

/** The same number of attempts, sooner, so that practising shows a retry; the waits still outlast the 10 s cool-down. */
export const practiceDelivery: DeliverySettings = {
  timeoutMs: 4_000,
  waitsMs: [3_000, 9_000],
  pool: 10,
  maxAgeMs: TEN_MINUTES_MS,
};

/** The settings of a network. */
export const deliveryFor = (network: NetworkKind): DeliverySettings =>
  network === "practice" ? practiceDelivery : referenceDelivery;
