import { type MovedAcross, type MovedWithin, moveStake } from "#src/staking/move-stake.ts";
import type { PriceLimit } from "#src/staking/price-limit.ts";
import {
  type AccountId,
  AccountId32,
  AlphaBalance,
  type CallContext,
  type Context,
  defineCall,
  NetUid,
  TaoBalance,
} from "../../../describe/index.ts";
import { bool, named } from "../../../scale/index.ts";
import { currency, EXISTENTIAL_DEPOSIT_RAO } from "../../balances/currency.ts";
import { MIN_STAKE_RAO } from "../constants.ts";
import { subtensorEvents as events } from "../events.ts";
import { becomeDelegate, hotkeyExists, owns } from "../hotkeys.ts";
import { readSubnet } from "../market.ts";
import { changeStake, positionOf } from "../positions.ts";
import { carryOutPurchase, carryOutSale, type Place, toFault } from "../stake-flow.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

/** Moves stake from one place to another by the pure rule (facts 2.4, 5.7); gives the TAO figure of the events, rao. */
export function move(
  ctx: CallContext,
  from: Place,
  to: Place,
  alphaRao: bigint,
  { isTransfer = false, limit }: { isTransfer?: boolean; limit?: PriceLimit } = {},
): bigint {
  const result = moveStake({
    origin: readSubnet(ctx, from.netuid),
    destination: readSubnet(ctx, to.netuid),
    originHotkeyExists: hotkeyExists(ctx, from.hotkey),
    destinationHotkeyExists: hotkeyExists(ctx, to.hotkey),
    samePosition: from.coldkey === to.coldkey && from.hotkey === to.hotkey,
    isTransfer,
    alphaRao,
    positionAlphaRao: positionOf(ctx, from.hotkey, from.coldkey, from.netuid),
    destinationShortfallRao: shortfall(ctx, to.coldkey),
    minStakeRao: MIN_STAKE_RAO,
    ...(limit === undefined ? {} : { limit }),
  });
  if (!result.ok) throw toFault(result);
  return result.kind === "within" ? moveWithin(ctx, from, to, result) : moveAcross(ctx, from, to, result);
}

function moveWithin(ctx: Context, from: Place, to: Place, { alphaRao, taoRao }: MovedWithin): bigint {
  changeStake(ctx, from.hotkey, from.coldkey, from.netuid, -alphaRao);
  changeStake(ctx, to.hotkey, to.coldkey, to.netuid, alphaRao);
  ctx.emit(events.StakeRemoved([from.coldkey, from.hotkey, taoRao, alphaRao, from.netuid, 0n]));
  ctx.emit(events.StakeAdded([to.coldkey, to.hotkey, taoRao, alphaRao, to.netuid, 0n]));
  return taoRao;
}

function moveAcross(ctx: Context, from: Place, to: Place, { sale, purchase }: MovedAcross): bigint {
  carryOutSale(ctx, from, sale);
  if (from.coldkey !== to.coldkey) currency.transfer(ctx, from.coldkey, to.coldkey, sale.taoRao, "allowDeath");
  if (purchase !== null) {
    if (!owns(ctx, to.coldkey, to.hotkey)) becomeDelegate(ctx, to.hotkey);
    carryOutPurchase(ctx, to, purchase);
  }
  return sale.taoRao;
}

/** What an account lacks to the existential deposit, rao. */
function shortfall(ctx: Context, who: AccountId): bigint {
  const free = currency.free(ctx, who);
  return free < EXISTENTIAL_DEPOSIT_RAO ? EXISTENTIAL_DEPOSIT_RAO - free : 0n;
}

export const movingCalls = {
  move_stake: defineCall(
    85,
    {
      origin_hotkey: Account,
      destination_hotkey: Account,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      alpha_amount: AlphaBalance,
    },
    { weight: refTime("move_stake"), docs: "Moves stake to another hotkey, on the same or another subnet." },
    (ctx, { origin_hotkey, destination_hotkey, origin_netuid, destination_netuid, alpha_amount }) => {
      const coldkey = ctx.signer();
      const from = { coldkey, hotkey: origin_hotkey, netuid: origin_netuid };
      const to = { coldkey, hotkey: destination_hotkey, netuid: destination_netuid };
      const taoRao = move(ctx, from, to, alpha_amount);
      ctx.emit(
        events.StakeMoved([coldkey, origin_hotkey, origin_netuid, destination_hotkey, destination_netuid, taoRao]),
      );
    },
  ),
  transfer_stake: defineCall(
    86,
    {
      destination_coldkey: Account,
      hotkey: Account,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      alpha_amount: AlphaBalance,
    },
    { weight: refTime("transfer_stake"), docs: "Gives stake to another coldkey." },
    (ctx, { destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount }) => {
      const coldkey = ctx.signer();
      const from = { coldkey, hotkey, netuid: origin_netuid };
      const to = { coldkey: destination_coldkey, hotkey, netuid: destination_netuid };
      const taoRao = move(ctx, from, to, alpha_amount, { isTransfer: true });
      ctx.emit(
        events.StakeTransferred([coldkey, destination_coldkey, hotkey, origin_netuid, destination_netuid, taoRao]),
      );
    },
  ),
  swap_stake: defineCall(
    87,
    { hotkey: Account, origin_netuid: NetUid, destination_netuid: NetUid, alpha_amount: AlphaBalance },
    { weight: refTime("swap_stake"), docs: "Moves stake to another subnet, behind the same hotkey." },
    (ctx, { hotkey, origin_netuid, destination_netuid, alpha_amount }) => {
      const coldkey = ctx.signer();
      const from = { coldkey, hotkey, netuid: origin_netuid };
      const taoRao = move(ctx, from, { coldkey, hotkey, netuid: destination_netuid }, alpha_amount);
      ctx.emit(events.StakeSwapped([coldkey, hotkey, origin_netuid, destination_netuid, taoRao]));
    },
  ),
  swap_stake_limit: defineCall(
    90,
    {
      hotkey: Account,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      alpha_amount: AlphaBalance,
      limit_price: TaoBalance,
      allow_partial: bool,
    },
    { weight: refTime("swap_stake_limit"), docs: "As swap_stake, for no less than the limit per alpha, × 10⁹." },
    (ctx, { hotkey, origin_netuid, destination_netuid, alpha_amount, limit_price, allow_partial }) => {
      const coldkey = ctx.signer();
      const from = { coldkey, hotkey, netuid: origin_netuid };
      const limit = { priceRao: limit_price, allowPartial: allow_partial };
      const taoRao = move(ctx, from, { coldkey, hotkey, netuid: destination_netuid }, alpha_amount, { limit });
      ctx.emit(events.StakeSwapped([coldkey, hotkey, origin_netuid, destination_netuid, taoRao]));
    },
  ),
};
