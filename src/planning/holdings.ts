import { least } from "../amount/least.ts";
import { loweredPriceRao } from "../staking/limit-price.ts";
import { isDust } from "../staking/minimums.ts";
import { sellImpact } from "../staking/quote-figures.ts";
import { unstake } from "../staking/unstake.ts";
import { maxSellInput } from "../swap/limit.ts";
import { alphaWorthRao, type Market, spotPriceRao } from "../swap/pool.ts";

/** Stake of one coldkey behind one hotkey on one subnet. Amounts in alpha-rao. */
export interface Holding {
  readonly hotkey: string;
  readonly netuid: number;
  readonly alphaRao: bigint;
  /** What is not locked. */
  readonly availableAlphaRao: bigint;
  /** The coldkey owns the hotkey, so the dust rule does not touch it (chain facts 2.4). */
  readonly ownsHotkey: boolean;
}

/** What the chain asks of a sale, rao. */
export interface SaleRules {
  readonly minStakeRao: bigint;
  readonly nominatorMinRao: bigint;
}

/** One sale in its place among others. TAO in rao, alpha in alpha-rao. */
export interface Sale {
  readonly holding: Holding;
  readonly alphaRao: bigint;
  readonly all: boolean;
  readonly taoRao: bigint;
  readonly feeAlphaRao: bigint;
  /** Worth lost to the moving price, the fee not in it. */
  readonly impactRao: bigint;
  readonly leftAlphaRao: bigint;
  readonly leftWorthRao: bigint;
  readonly marketAfter: Market;
}

/** Sells so much of a holding into a market; null where the pool cannot take it. */
export function sell(holding: Holding, alphaRao: bigint, market: Market): Sale | null {
  const sale = unstake(market, alphaRao);
  if (!sale.ok) return null;
  const leftAlphaRao = holding.alphaRao - alphaRao;
  return {
    holding,
    alphaRao,
    all: leftAlphaRao === 0n,
    taoRao: sale.taoRao,
    feeAlphaRao: sale.feeAlphaRao,
    impactRao: sellImpact(market, sale.soldAlphaRao, sale.taoRao).rao,
    leftAlphaRao,
    leftWorthRao: alphaWorthRao(sale.marketAfter, leftAlphaRao),
    marketAfter: sale.marketAfter,
  };
}

/** Why the chain would refuse a sale or do more than was asked (chain facts 2.4); null where it does neither. */
export function saleProblem(sale: Sale, rules: SaleRules): "belowMinimum" | "leavesDust" | null {
  if (sale.all) return null;
  if (sale.taoRao < rules.minStakeRao) return "belowMinimum";
  const { holding, marketAfter, leftAlphaRao } = sale;
  return isDust(marketAfter, leftAlphaRao, rules.nominatorMinRao, holding.ownsHotkey) ? "leavesDust" : null;
}

/** The most alpha that a pool takes before its price has fallen by the tolerance; the cap where nothing bounds it. */
export function sellableAlphaRao(market: Market, tolerancePpm: number, capRao: bigint): bigint {
  if (market === "oneToOne") return capRao;
  const most = maxSellInput(market, loweredPriceRao(spotPriceRao(market), tolerancePpm));
  return most.ok ? least(most.maxInputRao ?? capRao, capRao) : 0n;
}
