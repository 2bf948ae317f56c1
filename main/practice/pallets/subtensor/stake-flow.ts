import { isDust, nominatorMinimumRao } from "#src/staking/minimums.ts";
import type { StakingRefusal } from "#src/staking/refusal.ts";
import type { Unstaked } from "#src/staking/unstake.ts";
import { unstake } from "#src/staking/unstake.ts";
import type { AccountId, Context, DispatchFault, Reads } from "../../describe/index.ts";
import { currency } from "../balances/currency.ts";
import { swapErrors } from "../swap.ts";
import { MIN_STAKE_RAO } from "./constants.ts";
import { subtensorErrors as errors } from "./errors.ts";
import { subtensorEvents as events } from "./events.ts";
import { owns } from "./hotkeys.ts";
import { readMarket, recordBuy, recordSell } from "./market.ts";
import { canAddStake, changeStake, positionOf } from "./positions.ts";
import { LastColdkeyHotkeyStakeBlock, NominatorMinRequiredStake } from "./storage/index.ts";
import { subnetAccount } from "./subnet-account.ts";

/** A stake's place: who holds it, behind which hotkey, on which subnet. */
export interface Place {
  readonly coldkey: AccountId;
  readonly hotkey: AccountId;
  readonly netuid: number;
}

/** A refusal of the pure rules as the chain's error. */
export const toFault = (refusal: StakingRefusal): DispatchFault =>
  refusal.section === "swap" ? swapErrors[refusal.name]() : errors[refusal.name]();

/** The least a nominator may keep on any subnet, rao. */
export const nominatorMinimum = (ctx: Reads): bigint =>
  nominatorMinimumRao(NominatorMinRequiredStake.get(ctx), MIN_STAKE_RAO);

/** Carries a purchase out: TAO to the subnet, fee to the author, alpha to the position. */
export function carryOutPurchase(
  ctx: Context,
  { coldkey, hotkey, netuid }: Place,
  purchase: {
    readonly spentRao: bigint;
    readonly alphaRao: bigint;
    readonly feeRao: bigint;
    readonly paidInRao: bigint;
  },
): void {
  const { spentRao, alphaRao, feeRao, paidInRao } = purchase;
  const pool = subnetAccount(netuid);
  currency.transfer(ctx, coldkey, pool, spentRao, "keepAlive");
  recordBuy(ctx, netuid, { spentRao, paidInRao, alphaRao });
  if (!canAddStake(ctx, hotkey, netuid, alphaRao)) throw errors.InsufficientLiquidity();
  changeStake(ctx, hotkey, coldkey, netuid, alphaRao);
  if (feeRao > 0n) currency.transfer(ctx, pool, ctx.author, feeRao, "allowDeath");
  LastColdkeyHotkeyStakeBlock.put(ctx, coldkey, hotkey, BigInt(ctx.block));
  ctx.emit(events.StakeAdded([coldkey, hotkey, spentRao, alphaRao, netuid, feeRao]));
}

/** Carries a sale out: alpha from the position, TAO to the coldkey or another beneficiary, the fee's worth to the author. */
export function carryOutSale(
  ctx: Context,
  { coldkey, hotkey, netuid }: Place,
  sale: Unstaked,
  beneficiary: AccountId = coldkey,
): void {
  const pool = subnetAccount(netuid);
  changeStake(ctx, hotkey, coldkey, netuid, -(sale.soldAlphaRao + sale.feeAlphaRao));
  recordSell(ctx, netuid, { paidInAlphaRao: sale.soldAlphaRao, taoRao: sale.taoRao });
  currency.transfer(ctx, pool, beneficiary, sale.taoRao, "allowDeath");
  recordSell(ctx, netuid, { paidInAlphaRao: sale.feeAlphaRao, taoRao: sale.authorRao });
  if (sale.authorRao > 0n) currency.transfer(ctx, pool, ctx.author, sale.authorRao, "allowDeath");
  LastColdkeyHotkeyStakeBlock.put(ctx, coldkey, hotkey, BigInt(ctx.block));
  ctx.emit(events.StakeRemoved([coldkey, hotkey, sale.taoRao, sale.soldAlphaRao, netuid, sale.feeAlphaRao]));
}

/** Sells what a nominator may not keep; where that fails the rest is erased (the dust rule of facts 2.4). */
export function clearDust(ctx: Context, place: Place): void {
  const { coldkey, hotkey, netuid } = place;
  const left = positionOf(ctx, hotkey, coldkey, netuid);
  const market = readMarket(ctx, netuid);
  if (!isDust(market, left, nominatorMinimum(ctx), owns(ctx, coldkey, hotkey))) return;
  const sale = unstake(market, left);
  if (sale.ok) carryOutSale(ctx, place, sale);
  else changeStake(ctx, hotkey, coldkey, netuid, -left);
}
