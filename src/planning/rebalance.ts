import { least } from "../amount/least.ts";
import { leastSaleAlphaRao } from "../staking/quote-figures.ts";
import { alphaWorthRao, type Market, taoWorthAlphaRao } from "../swap/pool.ts";
import type { Holding } from "./holdings.ts";

export const WEIGHT_PPM = 1_000_000;

/** A share of the whole that a subnet shall hold, and behind which hotkey what comes is staked. */
export interface Weight {
  readonly netuid: number;
  readonly weightPpm: number;
  readonly hotkey: string;
}

/** Stake that goes from one subnet to another. */
export interface Leg {
  readonly from: Holding;
  readonly toNetuid: number;
  readonly toHotkey: string;
  /** All of the holding where the subnet is left. */
  readonly alphaRao: bigint;
  /** Worth at the spot price, rao. */
  readonly worthRao: bigint;
}

export interface Rebalancing {
  readonly totalRao: bigint;
  readonly legs: readonly Leg[];
  /** Moves that the chain would refuse or that are too small to be worth a call, rao. */
  readonly skipped: readonly { readonly fromNetuid: number; readonly toNetuid: number; readonly worthRao: bigint }[];
  readonly shares: readonly { readonly netuid: number; readonly worthRao: bigint; readonly wantedRao: bigint }[];
}

/**
 * The moves that bring subnets to their weights of the whole, worths at the spot price: from the one with the most too much to the one
 * with the most too little, until nothing worth more than `leastRao` is left to move. n subnets need at most n − 1 moves.
 */
export function rebalance(
  holdings: readonly Holding[],
  markets: ReadonlyMap<number, Market>,
  weights: readonly Weight[],
  leastRao: bigint,
): Rebalancing {
  const market = (netuid: number): Market => markets.get(netuid) ?? "oneToOne";
  const worthOf = (netuid: number): bigint =>
    holdings
      .filter((one) => one.netuid === netuid)
      .reduce((sum, one) => sum + alphaWorthRao(market(netuid), one.alphaRao), 0n);
  const totalRao = weights.reduce((sum, { netuid }) => sum + worthOf(netuid), 0n);
  const shares = weights.map(({ netuid, weightPpm }) => ({
    netuid,
    worthRao: worthOf(netuid),
    wantedRao: (totalRao * BigInt(weightPpm)) / BigInt(WEIGHT_PPM),
  }));
  const over = new Map(shares.map(({ netuid, worthRao, wantedRao }) => [netuid, worthRao - wantedRao]));
  const free = new Map(holdings.map((one) => [one, one.availableAlphaRao]));
  const legs: Leg[] = [];
  const skipped: Rebalancing["skipped"][number][] = [];

  for (let round = 0; round < weights.length * (holdings.length + 1); round += 1) {
    const sorted = [...over].sort((a, b) => (a[1] < b[1] ? 1 : -1));
    const [from, to] = [sorted[0], sorted.at(-1)];
    if (!from || !to || from[0] === to[0]) break;
    const worthRao = least(from[1], -to[1]);
    if (worthRao <= 0n) break;
    const [fromNetuid] = from;
    const [toNetuid] = to;
    const settle = (movedRao: bigint): void => {
      over.set(fromNetuid, (over.get(fromNetuid) ?? 0n) - movedRao);
      over.set(toNetuid, (over.get(toNetuid) ?? 0n) + movedRao);
    };
    const giver = holdings
      .filter((one) => one.netuid === fromNetuid && (free.get(one) ?? 0n) > 0n)
      .sort((a, b) => ((free.get(a) ?? 0n) < (free.get(b) ?? 0n) ? 1 : -1))[0];
    const room = giver ? (free.get(giver) ?? 0n) : 0n;
    const wanted = taoWorthAlphaRao(market(fromNetuid), worthRao);
    const leaves = weights.find(({ netuid }) => netuid === fromNetuid)?.weightPpm === 0;
    const alphaRao = leaves && wanted + (room >> 20n) >= room ? room : least(wanted, room);
    const movedRao = giver ? alphaWorthRao(market(fromNetuid), alphaRao) : 0n;
    const enough = giver !== undefined && movedRao >= leastRao && brings(market(fromNetuid), alphaRao, leastRao);
    if (!giver || !enough) {
      // A rao or two are left where worths were cut; that is no move anybody misses.
      if (worthRao > BigInt(weights.length * 2)) skipped.push({ fromNetuid, toNetuid, worthRao });
      // What cannot go is taken out of the count, so that the rest can still be matched.
      over.set(fromNetuid, 0n);
      continue;
    }
    free.set(giver, room - alphaRao);
    settle(least(movedRao, worthRao));
    const toHotkey = weights.find(({ netuid }) => netuid === toNetuid)?.hotkey ?? giver.hotkey;
    legs.push({ from: giver, toNetuid, toHotkey, alphaRao, worthRao: movedRao });
  }
  return { totalRao, legs, skipped, shares };
}

/** Whether a sale of this alpha brings the least TAO that the chain stakes again. */
const brings = (market: Market, alphaRao: bigint, leastRao: bigint): boolean =>
  leastSaleAlphaRao(market, leastRao, alphaRao) !== null;
