import { greatest } from "#src/amount/least.ts";
import { spotPriceRao } from "#src/swap/pool.ts";
import { type SwapSimulation, simulateBuy, simulateSell } from "#src/swap/simulate.ts";
import {
  AlphaBalance,
  type Api,
  type Context,
  defineApi,
  defineMethod,
  NetUid,
  TaoBalance,
} from "../describe/index.ts";
import { readMarket } from "../pallets/subtensor/market.ts";
import {
  NetworkLastLockCost,
  NetworkLockReductionInterval,
  NetworkMinLockCost,
  NetworksAdded,
} from "../pallets/subtensor/storage/index.ts";
import { allNetuids } from "../pallets/subtensor/subnet-account.ts";
import { struct, u64, vec } from "../scale/index.ts";
import { delegateInfoMethods } from "./delegate-info.ts";
import { neuronInfoMethods } from "./neuron-info.ts";
import { stakeInfoMethods } from "./stake-info.ts";
import { subnetInfoMethods } from "./subnet-info.ts";

const SubnetPrice = struct("pallet_subtensor_swap_runtime_api::SubnetPrice", { netuid: NetUid, price: u64 });

const SimSwapResult = struct("pallet_subtensor_swap_runtime_api::SimSwapResult", {
  tao_amount: TaoBalance,
  alpha_amount: AlphaBalance,
  tao_fee: TaoBalance,
  alpha_fee: AlphaBalance,
  tao_slippage: TaoBalance,
  alpha_slippage: AlphaBalance,
});

const answer = (simulation: SwapSimulation) => ({
  tao_amount: simulation.taoAmount,
  alpha_amount: simulation.alphaAmount,
  tao_fee: simulation.taoFee,
  alpha_fee: simulation.alphaFee,
  tao_slippage: simulation.taoSlippage,
  alpha_slippage: simulation.alphaSlippage,
});

const priceOf = (ctx: Context, netuid: number): bigint => spotPriceRao(readMarket(ctx, netuid));

/** A subnet that does not exist swaps nothing. */
const exists = (ctx: Context, netuid: number, amountRao: bigint): bigint =>
  NetworksAdded.get(ctx, netuid) ? amountRao : 0n;

/**
 * What creating a subnet would cost: twice the last price, less the last price ÷ interval for each block since, never below the minimum
 * (facts 6.6). The practice subnets were made at block 0.
 */
function networkCost(ctx: Context): bigint {
  const last = NetworkLastLockCost.get(ctx);
  const fallen = (last / NetworkLockReductionInterval.get(ctx)) * BigInt(ctx.block);
  return greatest(2n * last - fallen, NetworkMinLockCost.get(ctx));
}

/** The runtime APIs of a Subtensor node beyond those of every Substrate node. */
export const subtensorApis: readonly Api[] = [
  defineApi("DelegateInfoRuntimeApi", 1, delegateInfoMethods),
  defineApi("NeuronInfoRuntimeApi", 1, neuronInfoMethods),
  defineApi("SubnetInfoRuntimeApi", 2, subnetInfoMethods),
  defineApi("StakeInfoRuntimeApi", 1, stakeInfoMethods),
  defineApi("SubnetRegistrationRuntimeApi", 1, {
    get_network_registration_cost: defineMethod({}, TaoBalance, networkCost),
  }),
  defineApi("SwapRuntimeApi", 1, {
    current_alpha_price: defineMethod({ netuid: NetUid }, u64, (ctx, { netuid }) => priceOf(ctx, netuid)),
    current_alpha_price_all: defineMethod({}, vec(SubnetPrice), (ctx) =>
      allNetuids(ctx).map((netuid) => ({ netuid, price: priceOf(ctx, netuid) })),
    ),
    sim_swap_tao_for_alpha: defineMethod({ netuid: NetUid, tao: TaoBalance }, SimSwapResult, (ctx, { netuid, tao }) =>
      answer(simulateBuy(readMarket(ctx, netuid), exists(ctx, netuid, tao))),
    ),
    sim_swap_alpha_for_tao: defineMethod(
      { netuid: NetUid, alpha: AlphaBalance },
      SimSwapResult,
      (ctx, { netuid, alpha }) => answer(simulateSell(readMarket(ctx, netuid), exists(ctx, netuid, alpha))),
    ),
  }),
];
