import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { tradePair } from "./trade-pairs.ts";

export interface Quote {
  readonly bid: number;
  readonly ask: number;
}

/** Round figures near which the practice markets move; others get one from their seed. */
const LEVELS: Readonly<Record<string, number>> = {
  BTCUSD: 95_000,
  ETHUSD: 3_200,
  SOLUSD: 160,
  XRPUSD: 2.2,
  DOGEUSD: 0.18,
  ADAUSD: 0.6,
  EURUSD: 1.09,
  GBPUSD: 1.27,
  AUDUSD: 0.66,
  NZDUSD: 0.61,
  USDCAD: 1.36,
  USDCHF: 0.89,
  USDMXN: 18.2,
};

const MINUTE_MS = 60_000;
/** Lengths of the waves a price is made of, in minutes, and each one's height in volatility. */
const WAVES: readonly (readonly [minutes: number, height: number])[] = [
  [7, 0.3],
  [43, 0.8],
  [311, 1.6],
  [1_907, 3],
];

const unit = (text: string): number => {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(text));
  return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32;
};

/**
 * The practice market's quote for a pair at a time: synthetic, a function of the seed alone, so every validator sees
 * the same price and a run can be repeated. It has no relation to any real market.
 */
export function quoteAt(seed: string, pairId: string, atMs: number): Quote {
  const crypto = tradePair(pairId)?.category === "crypto";
  const volatility = crypto ? 0.008 : 0.0015;
  const level = LEVELS[pairId] ?? 0.6 + unit(`${seed} level ${pairId}`);
  let drift = 0;
  for (const [minutes, height] of WAVES) {
    const phase = unit(`${seed} ${pairId} ${minutes}`) * 2 * Math.PI;
    drift += height * Math.sin((2 * Math.PI * atMs) / (minutes * MINUTE_MS) + phase);
  }
  const noise = unit(`${seed} ${pairId} second ${Math.floor(atMs / 1_000)}`) - 0.5;
  const middle = level * Math.exp(volatility * (drift + noise * 0.1));
  const half = middle * (crypto ? 0.0001 : 0.00002);
  return { bid: middle - half, ask: middle + half };
}
