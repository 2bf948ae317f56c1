import { least } from "#src/amount/least.ts";
import { inject } from "#src/swap/injection.ts";
import { type Pool, spotPriceRao } from "#src/swap/pool.ts";
import type { Context } from "../../describe/index.ts";
import { currency } from "../balances/currency.ts";
import { SwapBalancer } from "../swap.ts";
import { TotalAlphaIssuance } from "./alpha-assets.ts";
import { isEpochDue, runEpoch } from "./epoch.ts";
import { readMarket } from "./market.ts";
import {
  BlockEmission,
  BlocksSinceLastStep,
  MaxEpochsPerBlock,
  PendingOwnerCut,
  PendingServerEmission,
  PendingValidatorEmission,
  SubnetAlphaIn,
  SubnetAlphaInEmission,
  SubnetAlphaOut,
  SubnetAlphaOutEmission,
  SubnetMovingAlpha,
  SubnetMovingPrice,
  SubnetOwnerCut,
  SubnetTAO,
  SubnetTaoInEmission,
  SubtokenEnabled,
  TotalIssuance,
  TotalStake,
} from "./storage/index.ts";
import { allNetuids, subnetAccount } from "./subnet-account.ts";

/** Alpha that a subnet emits to its neurons and owner in a block, alpha-rao; the most that may enter its pool, too. */
const ALPHA_PER_BLOCK_RAO = 1_000_000_000n;
const FULL_U16 = 65_535n;
const PRICE_SCALE = 1_000_000_000n;

/**
 * What each block emits, in a plainer form than the live chain's. The block's TAO is shared among the started subnets by price and goes into
 * their pools with the alpha that it is worth, so that no price moves. One alpha a subnet is set aside: the owner's cut, and of the rest one
 * half each for miners and validators, paid out by the epoch at each tempo.
 * Left out: flows and caps that shape the live shares, buying with what exceeds them, halvings; root's part is in `root-claims.ts`.
 */
export function emitBlock(ctx: Context): void {
  const pools = allNetuids(ctx)
    .filter((netuid) => netuid !== 0 && SubtokenEnabled.get(ctx, netuid))
    .flatMap((netuid) => {
      const market = readMarket(ctx, netuid);
      return market === "oneToOne" ? [] : [{ netuid, pool: market, priceRao: spotPriceRao(market) }];
    });
  const prices = pools.reduce((sum, { priceRao }) => sum + priceRao, 0n);
  const emission = BlockEmission.get(ctx);
  let epochs = 0;
  for (const { netuid, pool, priceRao } of pools) {
    if (prices > 0n) injectInto(ctx, netuid, pool, (emission * priceRao) / prices, priceRao);
    setAside(ctx, netuid);
    movePrice(ctx, netuid, priceRao);
    BlocksSinceLastStep.mutate(ctx, netuid, (blocks) => blocks + 1n);
    if (isEpochDue(ctx, netuid) && epochs < MaxEpochsPerBlock.get(ctx)) {
      runEpoch(ctx, netuid);
      epochs += 1;
    }
  }
}

/** TAO and the alpha that it is worth, at most one, into the pool. */
function injectInto(ctx: Context, netuid: number, pool: Pool, shareRao: bigint, priceRao: bigint): void {
  if (priceRao === 0n) return;
  const alphaRao = least((shareRao * PRICE_SCALE) / priceRao, ALPHA_PER_BLOCK_RAO);
  const taoRao = least(shareRao, (alphaRao * priceRao) / PRICE_SCALE);
  const after = inject(pool, taoRao, alphaRao);
  const addedRao = after.taoRao - pool.taoRao;
  SubnetTAO.put(ctx, netuid, after.taoRao);
  SubnetAlphaIn.put(ctx, netuid, after.alphaRao);
  if (after.taoWeight !== pool.taoWeight) SwapBalancer.put(ctx, netuid, { quote: after.taoWeight });
  SubnetTaoInEmission.put(ctx, netuid, addedRao);
  SubnetAlphaInEmission.put(ctx, netuid, after.alphaRao - pool.alphaRao);
  TotalAlphaIssuance.mutate(ctx, netuid, (total) => total + after.alphaRao - pool.alphaRao);
  currency.mint(ctx, subnetAccount(netuid), addedRao);
  TotalIssuance.mutate(ctx, (total) => total + addedRao);
  TotalStake.mutate(ctx, (total) => total + addedRao);
}

function setAside(ctx: Context, netuid: number): void {
  const ownerCut = (ALPHA_PER_BLOCK_RAO * BigInt(SubnetOwnerCut.get(ctx))) / FULL_U16;
  const server = (ALPHA_PER_BLOCK_RAO - ownerCut) / 2n;
  SubnetAlphaOut.mutate(ctx, netuid, (alpha) => alpha + ALPHA_PER_BLOCK_RAO);
  SubnetAlphaOutEmission.put(ctx, netuid, ALPHA_PER_BLOCK_RAO);
  TotalAlphaIssuance.mutate(ctx, netuid, (total) => total + ALPHA_PER_BLOCK_RAO);
  PendingOwnerCut.mutate(ctx, netuid, (pending) => pending + ownerCut);
  PendingServerEmission.mutate(ctx, netuid, (pending) => pending + server);
  PendingValidatorEmission.mutate(ctx, netuid, (pending) => pending + ALPHA_PER_BLOCK_RAO - ownerCut - server);
}

/** The slow average of the price that the live chain keeps for other purposes than trading. */
function movePrice(ctx: Context, netuid: number, priceRao: bigint): void {
  const bits = (priceRao << 32n) / PRICE_SCALE;
  const speed = SubnetMovingAlpha.get(ctx).bits;
  SubnetMovingPrice.mutate(ctx, netuid, (old) => ({ bits: old.bits + (((bits - old.bits) * speed) >> 32n) }));
}
