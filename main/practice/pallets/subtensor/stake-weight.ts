import type { AccountId, Reads } from "../../describe/index.ts";
import { Keys, SubnetworkN, TaoWeight, TotalHotkeyAlpha } from "./storage/index.ts";

/** What counts as a hotkey's stake on a subnet. Child keys are kept here, yet move no stake weight and no dividends. */
export interface StakeWeightOf {
  /** Alpha behind the hotkey, alpha-rao. */
  readonly alphaRao: bigint;
  /** TAO behind the hotkey on root, rao. */
  readonly taoRao: bigint;
  /** Alpha + root TAO × `TaoWeight`, which is a part of 2⁶⁴−1. */
  readonly totalRao: bigint;
}

/** The stake with which a hotkey counts on a subnet (facts 4.1). */
export function stakeWeightOf(ctx: Reads, hotkey: AccountId, netuid: number): StakeWeightOf {
  const alphaRao = TotalHotkeyAlpha.get(ctx, hotkey, netuid);
  const taoRao = TotalHotkeyAlpha.get(ctx, hotkey, 0);
  return { alphaRao, taoRao, totalRao: alphaRao + (taoRao * TaoWeight.get(ctx)) / (2n ** 64n - 1n) };
}

/** The same for every neuron of a subnet, by UID. */
export const stakeWeights = (ctx: Reads, netuid: number): StakeWeightOf[] =>
  Array.from({ length: SubnetworkN.get(ctx, netuid) }, (_, uid) =>
    stakeWeightOf(ctx, Keys.get(ctx, netuid, uid), netuid),
  );
