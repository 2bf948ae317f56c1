import { clearableAtBlock } from "#src/swaps/announcement.ts";
import {
  type AccountId,
  AccountId32,
  type CallContext,
  type Context,
  defineCall,
  H256,
} from "../../../describe/index.ts";
import { blake256 } from "../../../describe/runtime.ts";
import { encode, named } from "../../../scale/index.ts";
import { currency } from "../../balances/currency.ts";
import { KEY_SWAP_COST_RAO } from "../constants.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { hotkeyExists } from "../hotkeys.ts";
import { changeStake, positionOf } from "../positions.ts";
import { accountLimits } from "../rate-limits.ts";
import { recycleCost } from "../recycle-cost.ts";
import {
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  ColdkeySwapAnnouncementDelay,
  ColdkeySwapAnnouncements,
  ColdkeySwapDisputes,
  ColdkeySwapReannouncementDelay,
  IdentitiesV2,
  OwnedHotkeys,
  Owner,
  RootClaimable,
  RootClaimed,
  StakingHotkeys,
  SubnetOwner,
} from "../storage/index.ts";
import { allNetuids } from "../subnet-account.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

const announcementOf = (ctx: Context, who: AccountId): readonly [number, string] => {
  const found = ColdkeySwapAnnouncements.get(ctx, who);
  if (found === undefined) throw errors.ColdkeySwapAnnouncementNotFound();
  return found;
};

const clearableAt = (ctx: Context, executeAt: number): number =>
  clearableAtBlock(executeAt, ColdkeySwapReannouncementDelay.get(ctx));

/** Moves all that a coldkey has to a fresh one: stake, hotkeys, subnets, identity and free TAO. Reserved deposits stay. */
function moveEverything(ctx: CallContext, old: AccountId, next: AccountId): void {
  const identity = IdentitiesV2.get(ctx, old);
  if (identity !== undefined && !IdentitiesV2.has(ctx, next)) {
    IdentitiesV2.remove(ctx, old);
    IdentitiesV2.put(ctx, next, identity);
  }
  const staked = StakingHotkeys.get(ctx, old);
  for (const netuid of allNetuids(ctx)) {
    if (SubnetOwner.has(ctx, netuid) && SubnetOwner.get(ctx, netuid) === old) SubnetOwner.put(ctx, netuid, next);
    const destination = AutoStakeDestination.get(ctx, old, netuid);
    if (destination !== undefined) {
      AutoStakeDestination.remove(ctx, old, netuid);
      AutoStakeDestination.put(ctx, next, netuid, destination);
      AutoStakeDestinationColdkeys.mutate(ctx, destination, netuid, (list) =>
        list.map((one) => (one === old ? next : one)),
      );
    }
  }
  for (const hotkey of staked) moveStake(ctx, hotkey, old, next);
  StakingHotkeys.put(ctx, next, staked);
  StakingHotkeys.remove(ctx, old);
  const owned = OwnedHotkeys.get(ctx, old);
  for (const hotkey of owned) Owner.put(ctx, hotkey, next);
  OwnedHotkeys.put(ctx, next, owned);
  OwnedHotkeys.remove(ctx, old);
  const free = currency.spendable(ctx, old, "allowDeath");
  if (free > 0n) currency.transfer(ctx, old, next, free, "allowDeath");
}

/** All positions behind a hotkey, and what was claimed of its root dividends as it was. */
function moveStake(ctx: CallContext, hotkey: AccountId, old: AccountId, next: AccountId): void {
  const claims = RootClaimable.get(ctx, hotkey).map(
    ([netuid]) => [netuid, RootClaimed.get(ctx, netuid, hotkey, old)] as const,
  );
  for (const netuid of allNetuids(ctx)) {
    const alphaRao = positionOf(ctx, hotkey, old, netuid);
    changeStake(ctx, hotkey, old, netuid, -alphaRao);
    changeStake(ctx, hotkey, next, netuid, alphaRao);
  }
  for (const [netuid, claimed] of claims) {
    RootClaimed.remove(ctx, netuid, hotkey, old);
    RootClaimed.put(ctx, netuid, hotkey, next, claimed);
  }
}

export const coldkeySwapCalls = {
  announce_coldkey_swap: defineCall(
    125,
    { new_coldkey_hash: named(H256, "T::Hash") },
    { weight: refTime("announce_coldkey_swap"), docs: "Announces that everything will move to another coldkey." },
    (ctx, { new_coldkey_hash }) => {
      const who = ctx.signer();
      const former = ColdkeySwapAnnouncements.get(ctx, who);
      if (former === undefined) recycleCost(ctx, who, KEY_SWAP_COST_RAO, errors.NotEnoughBalanceToPaySwapColdKey);
      else if (ctx.block < clearableAt(ctx, former[0])) throw errors.ColdkeySwapReannouncedTooEarly();
      ColdkeySwapAnnouncements.put(ctx, who, [ctx.block + ColdkeySwapAnnouncementDelay.get(ctx), new_coldkey_hash]);
      ctx.emit(events.ColdkeySwapAnnounced({ who, new_coldkey_hash }));
    },
  ),
  swap_coldkey_announced: defineCall(
    126,
    { new_coldkey: Account },
    { weight: refTime("swap_coldkey_announced"), docs: "Carries an announced swap out." },
    (ctx, { new_coldkey }) => {
      const who = ctx.signer();
      const [executeAt, hash] = announcementOf(ctx, who);
      if (hash !== blake256(encode(AccountId32, new_coldkey))) throw errors.AnnouncedColdkeyHashDoesNotMatch();
      if (ctx.block < executeAt) throw errors.ColdkeySwapTooEarly();
      if (StakingHotkeys.get(ctx, new_coldkey).length > 0) throw errors.ColdKeyAlreadyAssociated();
      if (hotkeyExists(ctx, new_coldkey)) throw errors.NewColdKeyIsHotkey();
      ColdkeySwapAnnouncements.remove(ctx, who);
      moveEverything(ctx, who, new_coldkey);
      accountLimits.note(ctx, "LastTxBlock", new_coldkey, BigInt(ctx.block));
      ctx.emit(events.ColdkeySwapped({ old_coldkey: who, new_coldkey }));
    },
  ),
  dispute_coldkey_swap: defineCall(
    127,
    {},
    { weight: refTime("dispute_coldkey_swap"), docs: "Freezes the account until the network's team has looked at it." },
    (ctx) => {
      const coldkey = ctx.signer();
      announcementOf(ctx, coldkey);
      if (ColdkeySwapDisputes.has(ctx, coldkey)) throw errors.ColdkeySwapAlreadyDisputed();
      ColdkeySwapDisputes.put(ctx, coldkey, ctx.block);
      ctx.emit(events.ColdkeySwapDisputed({ coldkey }));
    },
  ),
  clear_coldkey_swap_announcement: defineCall(
    133,
    {},
    { weight: refTime("clear_coldkey_swap_announcement"), docs: "Takes an announced swap back." },
    (ctx) => {
      const who = ctx.signer();
      const [executeAt] = announcementOf(ctx, who);
      if (ctx.block < clearableAt(ctx, executeAt)) throw errors.ColdkeySwapClearTooEarly();
      ColdkeySwapAnnouncements.remove(ctx, who);
      ctx.emit(events.ColdkeySwapCleared({ who }));
    },
  ),
};
