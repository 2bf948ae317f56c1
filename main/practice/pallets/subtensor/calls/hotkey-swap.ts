import { hotkeySwapAllowedAt } from "#src/swaps/hotkey-swap.ts";
import { type AccountId, AccountId32, type CallContext, defineCall, NetUid } from "../../../describe/index.ts";
import { bool, named, option } from "../../../scale/index.ts";
import { HOTKEY_SWAP_INTERVAL_BLOCKS, KEY_SWAP_COST_RAO, KEY_SWAP_ON_SUBNET_COST_RAO } from "../constants.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { hotkeyExists, owns } from "../hotkeys.ts";
import { accountLimits } from "../rate-limits.ts";
import { recycleCost } from "../recycle-cost.ts";
import {
  AlphaV2,
  Delegates,
  IsNetworkMember,
  LastHotkeySwapOnNetuid,
  OwnedHotkeys,
  Owner,
  RootClaimable,
  StakingHotkeys,
  TotalHotkeyAlpha,
  TxRateLimit,
  Uids,
} from "../storage/index.ts";
import { allNetuids } from "../subnet-account.ts";
import { swapOnSubnet } from "../swap-hotkey.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

interface Wish {
  readonly hotkey: AccountId;
  readonly new_hotkey: AccountId;
  readonly netuid: number | undefined;
  readonly keep_stake: boolean;
}

const isRegistered = (ctx: CallContext, hotkey: AccountId, netuid: number | undefined): boolean =>
  netuid === undefined
    ? [...IsNetworkMember.entries(ctx, hotkey)].some(([, member]) => member)
    : Uids.has(ctx, netuid, hotkey);

/** The chain's checks in their order (facts 2.2). */
function check(ctx: CallContext, coldkey: AccountId, { hotkey, new_hotkey, netuid }: Wish): void {
  const isForeign = hotkeyExists(ctx, new_hotkey) && !owns(ctx, coldkey, new_hotkey);
  if (!owns(ctx, coldkey, hotkey) || isForeign) throw errors.NonAssociatedColdKey();
  if (hotkey === new_hotkey) throw errors.NewHotKeyIsSameWithOld();
  const limits = {
    lastTxBlock: Number(accountLimits.last(ctx, "LastTxBlock", coldkey)),
    txRateLimit: Number(TxRateLimit.get(ctx)),
    subnetInterval: Number(HOTKEY_SWAP_INTERVAL_BLOCKS),
  };
  if (ctx.block < hotkeySwapAllowedAt({ ...limits, lastSwapBlock: null })) throw errors.HotKeySetTxRateLimitExceeded();
  if (isRegistered(ctx, new_hotkey, netuid)) throw errors.HotKeyAlreadyRegisteredInSubNet();
  const touchesRoot = netuid === undefined || netuid === 0;
  const isClean = RootClaimable.get(ctx, new_hotkey).length === 0 && TotalHotkeyAlpha.get(ctx, new_hotkey, 0) === 0n;
  if (touchesRoot && !isClean) throw errors.NewHotKeyNotCleanForRootSwap();
  if (netuid === undefined) return;
  const lastSwapBlock = Number(LastHotkeySwapOnNetuid.get(ctx, netuid, coldkey));
  if (ctx.block < hotkeySwapAllowedAt({ ...limits, lastSwapBlock })) throw errors.HotKeySwapOnSubnetIntervalNotPassed();
}

function swap(ctx: CallContext, wish: Wish): void {
  const coldkey = ctx.signer();
  check(ctx, coldkey, wish);
  const { hotkey, new_hotkey, netuid, keep_stake } = wish;
  const cost = netuid === undefined ? KEY_SWAP_COST_RAO : KEY_SWAP_ON_SUBNET_COST_RAO;
  recycleCost(ctx, coldkey, cost, errors.NotEnoughBalanceToPaySwapHotKey);
  Owner.put(ctx, new_hotkey, coldkey);
  OwnedHotkeys.mutate(ctx, coldkey, (list) => [...new Set([...list, new_hotkey])]);
  if (netuid === undefined) swapEverywhere(ctx, coldkey, wish);
  else {
    swapOnSubnet(ctx, hotkey, new_hotkey, netuid, keep_stake);
    LastHotkeySwapOnNetuid.put(ctx, netuid, coldkey, BigInt(ctx.block));
    ctx.emit(events.HotkeySwappedOnSubnet({ coldkey, old_hotkey: hotkey, new_hotkey, netuid }));
  }
  accountLimits.note(ctx, "LastTxBlock", coldkey, BigInt(ctx.block));
}

/** On all subnets the old hotkey loses its owner too, which strands stake that is kept behind it. */
function swapEverywhere(ctx: CallContext, coldkey: AccountId, { hotkey, new_hotkey, keep_stake }: Wish): void {
  const holders = new Set([...AlphaV2.entries(ctx, hotkey)].map(([[, holder]]) => holder));
  for (const one of allNetuids(ctx)) swapOnSubnet(ctx, hotkey, new_hotkey, one, keep_stake);
  Owner.remove(ctx, hotkey);
  OwnedHotkeys.mutate(ctx, coldkey, (list) => list.filter((each) => each !== hotkey));
  if (Delegates.has(ctx, hotkey)) {
    Delegates.put(ctx, new_hotkey, Delegates.get(ctx, hotkey));
    Delegates.remove(ctx, hotkey);
  }
  if (!keep_stake) {
    for (const holder of holders) {
      StakingHotkeys.mutate(ctx, holder, (list) => [
        ...new Set(list.map((each) => (each === hotkey ? new_hotkey : each))),
      ]);
    }
  }
  ctx.emit(events.HotkeySwapped({ coldkey, old_hotkey: hotkey, new_hotkey }));
}

export const hotkeySwapCalls = {
  swap_hotkey: defineCall(
    70,
    { hotkey: Account, new_hotkey: Account, netuid: option(NetUid) },
    { weight: refTime("swap_hotkey"), docs: "Puts a new hotkey in the place of an old one." },
    (ctx, wish) => swap(ctx, { ...wish, keep_stake: false }),
  ),
  swap_hotkey_v2: defineCall(
    72,
    { hotkey: Account, new_hotkey: Account, netuid: option(NetUid), keep_stake: bool },
    { weight: refTime("swap_hotkey_v2"), docs: "As swap_hotkey; the stake can stay behind the old hotkey." },
    swap,
  ),
};
