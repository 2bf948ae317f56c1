import { isClaimable, owedAlphaRao, rateRise } from "#src/staking/root-claim.ts";
import { unstake } from "#src/staking/unstake.ts";
import type { AccountId, Context, Reads } from "../../describe/index.ts";
import { currency } from "../balances/currency.ts";
import { readMarket, recordBuy, recordSell } from "./market.ts";
import { changeStake, positionOf } from "./positions.ts";
import {
  RootClaimable,
  RootClaimableThreshold,
  RootClaimed,
  RootClaimType,
  StakingHotkeys,
  TaoWeight,
  TotalHotkeyAlpha,
} from "./storage/index.ts";
import { subnetAccount } from "./subnet-account.ts";

/*
 * Root dividends, in a plainer form than the live chain's. Of a validator's dividends on a subnet the root stakers get the part
 * that their TAO has in its stake weight (the live chain also weighs the whole subnet against root). Rates, debts, thresholds
 * and claims are the live ones. Left out: the claims that the chain makes by itself for coldkeys drawn by lot.
 */

/** What of a validator's dividend belongs to its root stakers; it is kept as a rate until they claim. Gives that part, alpha-rao. */
export function giveToRoot(ctx: Context, hotkey: AccountId, netuid: number, dividend: bigint): bigint {
  const rootStake = TotalHotkeyAlpha.get(ctx, hotkey, 0);
  const weight = (rootStake * TaoWeight.get(ctx)) / (2n ** 64n - 1n);
  if (weight === 0n) return 0n;
  const part = (dividend * weight) / (TotalHotkeyAlpha.get(ctx, hotkey, netuid) + weight);
  const rise = rateRise(part, rootStake);
  if (rise === 0n) return 0n;
  RootClaimable.mutate(ctx, hotkey, (rates) => {
    const others = rates.filter(([subnet]) => subnet !== netuid);
    const now = rates.find(([subnet]) => subnet === netuid)?.[1].bits ?? 0n;
    return [...others, [netuid, { bits: now + rise }] satisfies [number, unknown]].sort(([a], [b]) => a - b);
  });
  return part;
}

const owed = (ctx: Reads, hotkey: AccountId, coldkey: AccountId, netuid: number, bits: bigint): bigint =>
  owedAlphaRao(bits, positionOf(ctx, hotkey, coldkey, 0), RootClaimed.get(ctx, netuid, hotkey, coldkey));

/** Pays out what a coldkey has to claim on some subnets, behind all its hotkeys, as its claim type says. */
export function claimRoot(ctx: Context, coldkey: AccountId, netuids: readonly number[]): void {
  const kind = RootClaimType.get(ctx, coldkey);
  for (const hotkey of StakingHotkeys.get(ctx, coldkey)) {
    for (const [netuid, { bits }] of RootClaimable.get(ctx, hotkey)) {
      if (!netuids.includes(netuid)) continue;
      const alphaRao = owed(ctx, hotkey, coldkey, netuid, bits);
      if (!isClaimable(alphaRao, RootClaimableThreshold.get(ctx, netuid).bits)) continue;
      const keeps = kind.type === "Keep" || (kind.type === "KeepSubnets" && kind.value.subnets.includes(netuid));
      if (keeps) changeStake(ctx, hotkey, coldkey, netuid, alphaRao);
      else if (!sellToRoot(ctx, hotkey, coldkey, netuid, alphaRao)) continue;
      RootClaimed.mutate(ctx, netuid, hotkey, coldkey, (claimed) => claimed + alphaRao);
    }
  }
}

/** Sells alpha without a fee and stakes what it brings on root; false where the pool cannot take it. */
function sellToRoot(ctx: Context, hotkey: AccountId, coldkey: AccountId, netuid: number, alphaRao: bigint): boolean {
  const sale = unstake(readMarket(ctx, netuid), alphaRao, { dropFee: true, limitPriceRao: 0n });
  if (!sale.ok || sale.taoRao === 0n) return false;
  recordSell(ctx, netuid, { paidInAlphaRao: sale.soldAlphaRao, taoRao: sale.taoRao });
  currency.transfer(ctx, subnetAccount(netuid), subnetAccount(0), sale.taoRao, "allowDeath");
  recordBuy(ctx, 0, { spentRao: sale.taoRao, paidInRao: sale.taoRao, alphaRao: sale.taoRao });
  changeStake(ctx, hotkey, coldkey, 0, sale.taoRao);
  return true;
}
