import { least } from "#src/amount/least.ts";
import { addStake } from "#src/staking/add-stake.ts";
import type { PriceLimit } from "#src/staking/price-limit.ts";
import { removeStake } from "#src/staking/remove-stake.ts";
import {
  AccountId32,
  AlphaBalance,
  type CallContext,
  defineCall,
  NetUid,
  TaoBalance,
} from "../../../describe/index.ts";
import { bool, named, option } from "../../../scale/index.ts";
import { currency } from "../../balances/currency.ts";
import { MIN_STAKE_RAO } from "../constants.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { becomeDelegate, hotkeyExists, owns } from "../hotkeys.ts";
import { readSubnet } from "../market.ts";
import { positionOf } from "../positions.ts";
import { carryOutPurchase, carryOutSale, clearDust, type Place, toFault } from "../stake-flow.ts";
import { SubtokenEnabled } from "../storage/index.ts";
import { allNetuids } from "../subnet-account.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

/** Stakes TAO; the rule is the pure one that the wallet quotes with (facts 2.4). */
function stake(ctx: CallContext, place: Place, amountRao: bigint, limit?: PriceLimit): void {
  const { coldkey, hotkey, netuid } = place;
  const result = addStake({
    subnet: readSubnet(ctx, netuid),
    hotkeyExists: hotkeyExists(ctx, hotkey),
    amountRao,
    expendableRao: currency.spendable(ctx, coldkey, "allowDeath"),
    keepAliveRao: currency.spendable(ctx, coldkey, "keepAlive"),
    minStakeRao: MIN_STAKE_RAO,
    ...(limit === undefined ? {} : { limit }),
  });
  if (!result.ok) throw toFault(result);
  if (limit !== undefined && !owns(ctx, coldkey, hotkey)) becomeDelegate(ctx, hotkey);
  carryOutPurchase(ctx, place, result);
}

/** Sells a position or a part of it, and what would be left as dust. */
function sell(ctx: CallContext, place: Place, alphaRao: bigint, limit?: PriceLimit): void {
  const { coldkey, hotkey, netuid } = place;
  const sale = removeStake({
    subnet: readSubnet(ctx, netuid),
    hotkeyExists: hotkeyExists(ctx, hotkey),
    alphaRao,
    positionAlphaRao: positionOf(ctx, hotkey, coldkey, netuid),
    minStakeRao: MIN_STAKE_RAO,
    ...(limit === undefined ? {} : { limit }),
  });
  if (!sale.ok) throw toFault(sale);
  carryOutSale(ctx, place, sale);
  clearDust(ctx, place);
}

/** Sells all that the signer has behind a hotkey; subnets where that is impossible are passed over. Gives the TAO, rao. */
function sellEverywhere(
  ctx: CallContext,
  coldkey: Place["coldkey"],
  hotkey: Place["hotkey"],
  netuids: readonly number[],
): bigint {
  if (!hotkeyExists(ctx, hotkey)) throw errors.HotKeyAccountNotExists();
  let sold = false;
  let taoRao = 0n;
  for (const netuid of netuids) {
    if (!SubtokenEnabled.get(ctx, netuid)) continue;
    const place = { coldkey, hotkey, netuid };
    const positionAlphaRao = positionOf(ctx, hotkey, coldkey, netuid);
    const subnet = readSubnet(ctx, netuid);
    const sale = removeStake({
      subnet,
      hotkeyExists: true,
      alphaRao: positionAlphaRao,
      positionAlphaRao,
      minStakeRao: MIN_STAKE_RAO,
    });
    if (!sale.ok) continue;
    carryOutSale(ctx, place, sale);
    sold = true;
    taoRao += sale.taoRao;
  }
  if (!sold) throw errors.AmountTooLow();
  return taoRao;
}

/** Sells all alpha behind a hotkey and stakes what it brought on root, behind the same one. */
function moveAllToRoot(ctx: CallContext, coldkey: Place["coldkey"], hotkey: Place["hotkey"]): void {
  const subnets = allNetuids(ctx).filter((netuid) => netuid !== 0);
  const taoRao = sellEverywhere(ctx, coldkey, hotkey, subnets);
  const spentRao = least(taoRao, currency.spendable(ctx, coldkey, "keepAlive"));
  if (spentRao === 0n) throw errors.AmountTooLow();
  const purchase = { spentRao, paidInRao: spentRao, alphaRao: spentRao, feeRao: 0n };
  carryOutPurchase(ctx, { coldkey, hotkey, netuid: 0 }, purchase);
}

export const stakingCalls = {
  add_stake: defineCall(
    2,
    { hotkey: Account, netuid: NetUid, amount_staked: TaoBalance },
    { weight: refTime("add_stake"), docs: "Stakes TAO behind a hotkey, at whatever price." },
    (ctx, { hotkey, netuid, amount_staked }) => stake(ctx, { coldkey: ctx.signer(), hotkey, netuid }, amount_staked),
  ),
  add_stake_limit: defineCall(
    88,
    { hotkey: Account, netuid: NetUid, amount_staked: TaoBalance, limit_price: TaoBalance, allow_partial: bool },
    { weight: refTime("add_stake_limit"), docs: "Stakes TAO as far as the limit price, rao per alpha, lets it." },
    (ctx, { hotkey, netuid, amount_staked, limit_price, allow_partial }) =>
      stake(ctx, { coldkey: ctx.signer(), hotkey, netuid }, amount_staked, {
        priceRao: limit_price,
        allowPartial: allow_partial,
      }),
  ),
  remove_stake: defineCall(
    3,
    { hotkey: Account, netuid: NetUid, amount_unstaked: AlphaBalance },
    { weight: refTime("remove_stake"), docs: "Sells alpha out of a position, at whatever price." },
    (ctx, { hotkey, netuid, amount_unstaked }) => sell(ctx, { coldkey: ctx.signer(), hotkey, netuid }, amount_unstaked),
  ),
  remove_stake_limit: defineCall(
    89,
    { hotkey: Account, netuid: NetUid, amount_unstaked: AlphaBalance, limit_price: TaoBalance, allow_partial: bool },
    { weight: refTime("remove_stake_limit"), docs: "Sells alpha as far as the limit price, rao per alpha, lets it." },
    (ctx, { hotkey, netuid, amount_unstaked, limit_price, allow_partial }) =>
      sell(ctx, { coldkey: ctx.signer(), hotkey, netuid }, amount_unstaked, {
        priceRao: limit_price,
        allowPartial: allow_partial,
      }),
  ),
  remove_stake_full_limit: defineCall(
    103,
    { hotkey: Account, netuid: NetUid, limit_price: option(TaoBalance) },
    { weight: refTime("remove_stake_full_limit"), docs: "Sells a whole position, all or nothing under a limit." },
    (ctx, { hotkey, netuid, limit_price }) => {
      const place = { coldkey: ctx.signer(), hotkey, netuid };
      const position = positionOf(ctx, hotkey, place.coldkey, netuid);
      const limit = limit_price === undefined ? undefined : { priceRao: limit_price, allowPartial: false };
      sell(ctx, place, position, limit);
    },
  ),
  unstake_all: defineCall(
    83,
    { hotkey: Account },
    { weight: refTime("unstake_all"), docs: "Sells every position behind a hotkey." },
    (ctx, { hotkey }) => {
      sellEverywhere(ctx, ctx.signer(), hotkey, allNetuids(ctx));
    },
  ),
  unstake_all_alpha: defineCall(
    84,
    { hotkey: Account },
    { weight: refTime("unstake_all_alpha"), docs: "Sells all alpha behind a hotkey and stakes the TAO on root." },
    (ctx, { hotkey }) => moveAllToRoot(ctx, ctx.signer(), hotkey),
  ),
};
