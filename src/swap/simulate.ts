import { alphaWorthRao, type Market, taoWorthAlphaRao } from "./pool.ts";
import { buyAlpha, sellAlpha, type TradeResult } from "./trade.ts";

/** The answer of `SwapRuntimeApi.sim_swap_*` (facts 4.6), smallest units. All zeros means that the swap would fail. */
export interface SwapSimulation {
  readonly taoAmount: bigint;
  readonly alphaAmount: bigint;
  readonly taoFee: bigint;
  readonly alphaFee: bigint;
  readonly taoSlippage: bigint;
  readonly alphaSlippage: bigint;
}

const FAILED: SwapSimulation = {
  taoAmount: 0n,
  alphaAmount: 0n,
  taoFee: 0n,
  alphaFee: 0n,
  taoSlippage: 0n,
  alphaSlippage: 0n,
};

/** What `sim_swap_tao_for_alpha` answers for a gross amount of TAO in rao. */
export function simulateBuy(market: Market, taoRao: bigint): SwapSimulation {
  const trade = buyAlpha(market, taoRao);
  if (!trade.ok) return FAILED;
  return {
    ...FAILED,
    taoAmount: trade.paidInRao,
    alphaAmount: trade.paidOutRao,
    taoFee: trade.feeRao,
    alphaSlippage: shortfall(taoWorthAlphaRao(market, taoRao), trade),
  };
}

/** What `sim_swap_alpha_for_tao` answers for a gross amount of alpha in alpha-rao. */
export function simulateSell(market: Market, alphaRao: bigint): SwapSimulation {
  const trade = sellAlpha(market, alphaRao);
  if (!trade.ok) return FAILED;
  return {
    ...FAILED,
    taoAmount: trade.paidOutRao,
    alphaAmount: trade.paidInRao,
    alphaFee: trade.feeRao,
    taoSlippage: shortfall(alphaWorthRao(market, alphaRao), trade),
  };
}

/** Whether a simulation says that the swap would fail: zeros, which are never a price. */
export const simulationFailed = (simulation: SwapSimulation): boolean =>
  simulation.taoAmount === 0n && simulation.alphaAmount === 0n;

/** What the price impact and the fee together take from the amount at the spot price. */
function shortfall(atSpotRao: bigint, trade: TradeResult & { ok: true }): bigint {
  return atSpotRao > trade.paidOutRao ? atSpotRao - trade.paidOutRao : 0n;
}
