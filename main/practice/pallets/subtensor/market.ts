import type { SubnetState } from "#src/staking/subnet-state.ts";
import type { Market } from "#src/swap/pool.ts";
import type { Reads, Writes } from "../../describe/index.ts";
import { FeeRate, SwapBalancer } from "../swap.ts";
import {
  NetworksAdded,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetMechanism,
  SubnetTAO,
  SubnetVolume,
  SubtokenEnabled,
  TotalStake,
  TransferToggle,
} from "./storage/index.ts";

/** The market of a subnet as the pure rules of `src/swap` take it. */
export function readMarket(ctx: Reads, netuid: number): Market {
  if (SubnetMechanism.get(ctx, netuid) !== 1) return "oneToOne";
  return {
    taoRao: SubnetTAO.get(ctx, netuid),
    alphaRao: SubnetAlphaIn.get(ctx, netuid),
    taoWeight: SwapBalancer.get(ctx, netuid).quote,
    feeRate: BigInt(FeeRate.get(ctx, netuid)),
  };
}

/** What the pure rules of `src/staking` ask about a subnet. */
export const readSubnet = (ctx: Reads, netuid: number): SubnetState & { readonly netuid: number } => ({
  netuid,
  exists: NetworksAdded.get(ctx, netuid),
  started: SubtokenEnabled.get(ctx, netuid),
  transfersAllowed: TransferToggle.get(ctx, netuid),
  market: readMarket(ctx, netuid),
});

/** Writes reserves and totals after alpha was bought. `spentRao` holds the fee, `paidInRao` does not. */
export function recordBuy(
  ctx: Writes,
  netuid: number,
  trade: { spentRao: bigint; paidInRao: bigint; alphaRao: bigint },
): void {
  SubnetAlphaIn.mutate(ctx, netuid, (reserve) => (reserve > trade.alphaRao ? reserve - trade.alphaRao : 0n));
  SubnetAlphaOut.mutate(ctx, netuid, (alpha) => alpha + trade.alphaRao);
  SubnetTAO.mutate(ctx, netuid, (reserve) => reserve + trade.paidInRao);
  TotalStake.mutate(ctx, (total) => total + trade.spentRao);
  SubnetVolume.mutate(ctx, netuid, (volume) => volume + trade.spentRao);
}

/** Writes reserves and totals after alpha was sold. */
export function recordSell(ctx: Writes, netuid: number, trade: { paidInAlphaRao: bigint; taoRao: bigint }): void {
  SubnetAlphaIn.mutate(ctx, netuid, (reserve) => reserve + trade.paidInAlphaRao);
  SubnetAlphaOut.mutate(ctx, netuid, (alpha) => (alpha > trade.paidInAlphaRao ? alpha - trade.paidInAlphaRao : 0n));
  SubnetTAO.mutate(ctx, netuid, (reserve) => reserve - trade.taoRao);
  TotalStake.mutate(ctx, (total) => (total > trade.taoRao ? total - trade.taoRao : 0n));
  SubnetVolume.mutate(ctx, netuid, (volume) => volume + trade.taoRao);
}
