import { least } from "#src/amount/least.ts";
import { refuseTrade } from "#src/staking/refusal.ts";
import { unstake } from "#src/staking/unstake.ts";
import { taoWorthAlphaRao } from "#src/swap/pool.ts";
import type { FeeFallback } from "../../describe/fee-fallback.ts";
import type { AccountId, CallValue, Reads } from "../../describe/index.ts";
import { subtensorEvents } from "./events.ts";
import { readMarket } from "./market.ts";
import { positionOf } from "./positions.ts";
import { carryOutSale, type Place, toFault } from "./stake-flow.ts";
import { SubtokenEnabled } from "./storage/index.ts";
import { allNetuids } from "./subnet-account.ts";

/** Arguments that name the position, by call; only the outermost call counts, so a batch or proxy never pays in alpha. */
const POSITION_ARGS: Readonly<Record<string, readonly [hotkey: string, netuid: string]>> = {
  remove_stake: ["hotkey", "netuid"],
  remove_stake_limit: ["hotkey", "netuid"],
  remove_stake_full_limit: ["hotkey", "netuid"],
  move_stake: ["origin_hotkey", "origin_netuid"],
  transfer_stake: ["hotkey", "origin_netuid"],
  swap_stake: ["hotkey", "origin_netuid"],
  swap_stake_limit: ["hotkey", "origin_netuid"],
  recycle_alpha: ["hotkey", "netuid"],
  burn_alpha: ["hotkey", "netuid"],
};

/** The position that may pay for a call; none where there is no such call, or where an exit from all finds not exactly one. */
function payingPlace(ctx: Reads, coldkey: AccountId, { pallet, name, args }: CallValue): Place | undefined {
  if (pallet !== "SubtensorModule") return undefined;
  const named = POSITION_ARGS[name];
  if (named !== undefined) {
    return { coldkey, hotkey: args[named[0]] as AccountId, netuid: args[named[1]] as number };
  }
  if (name !== "unstake_all" && name !== "unstake_all_alpha") return undefined;
  const hotkey = args.hotkey as AccountId;
  const [netuid, ...more] = allNetuids(ctx).filter(
    (one) => SubtokenEnabled.get(ctx, one) && positionOf(ctx, hotkey, coldkey, one) > 0n,
  );
  return netuid === undefined || more.length > 0 ? undefined : { coldkey, hotkey, netuid };
}

/**
 * Fees in alpha where free TAO is too little (facts 5.2): the fee's worth at the pool price, at most the whole position, sold without swap
 * fee for the block's author, and never given back.
 */
export const alphaFee: FeeFallback = {
  canPay(ctx, who, call, feeRao) {
    const place = payingPlace(ctx, who, call);
    if (place === undefined) return false;
    const needed = taoWorthAlphaRao(readMarket(ctx, place.netuid), feeRao);
    return positionOf(ctx, place.hotkey, who, place.netuid) >= needed;
  },
  take(ctx, who, call, feeRao) {
    const place = payingPlace(ctx, who, call);
    if (place === undefined) throw new Error(`${call.name} names no position to pay with`);
    const market = readMarket(ctx, place.netuid);
    const position = positionOf(ctx, place.hotkey, who, place.netuid);
    const worth = taoWorthAlphaRao(market, feeRao);
    const fee = worth === 0n ? position : least(worth, position);
    const sale = unstake(market, fee, { dropFee: true, limitPriceRao: 0n });
    if (!sale.ok) throw toFault(refuseTrade(sale.refusal));
    carryOutSale(ctx, place, sale, ctx.author);
    const paid = { who, netuid: place.netuid, alpha_fee: fee, tao_amount: sale.taoRao };
    return subtensorEvents.TransactionFeePaidWithAlpha(paid);
  },
};
