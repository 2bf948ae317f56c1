import { CHILDREN_RATE_LIMIT_BLOCKS, refuseChildren } from "#src/delegation/children.ts";
import { alphaWorthRao } from "#src/swap/pool.ts";
import { type AccountId, AccountId32, defineCall, NetUid, type Reads } from "../../../describe/index.ts";
import { named, tuple, u64, vec } from "../../../scale/index.ts";
import { linkChildren } from "../children.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { owns } from "../hotkeys.ts";
import { readMarket } from "../market.ts";
import { hotkeyLimits } from "../rate-limits.ts";
import {
  NetworksAdded,
  ParentKeys,
  PendingChildKeyCooldown,
  PendingChildKeys,
  StakeThreshold,
  SubnetOwnerHotkey,
  SubtokenEnabled,
  TotalHotkeyAlpha,
} from "../storage/index.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

/** All stake behind a hotkey at the pools' prices, rao. */
const totalStakeRao = (ctx: Reads, hotkey: AccountId): bigint =>
  [...TotalHotkeyAlpha.entries(ctx, hotkey)].reduce(
    (sum, [[, netuid], alpha]) => sum + alphaWorthRao(readMarket(ctx, netuid), alpha),
    0n,
  );

export const childrenCalls = {
  set_children: defineCall(
    67,
    { hotkey: Account, netuid: NetUid, children: named(vec(tuple(u64, AccountId32)), "Vec<(u64, T::AccountId)>") },
    { weight: refTime("set_children"), docs: "Lets other hotkeys use parts of a hotkey's stake weight on a subnet." },
    (ctx, { hotkey, netuid, children }) => {
      const coldkey = ctx.signer();
      if (hotkeyLimits.isTooSoon(ctx, "setChildren", hotkey, netuid, BigInt(CHILDREN_RATE_LIMIT_BLOCKS))) {
        throw errors.TxRateLimitExceeded();
      }
      if (netuid === 0) throw errors.RegistrationNotPermittedOnRootSubnet();
      if (!NetworksAdded.get(ctx, netuid)) throw errors.SubnetNotExists();
      if (!owns(ctx, coldkey, hotkey)) throw errors.NonAssociatedColdKey();
      const refused = refuseChildren({
        hotkey,
        netuid,
        children: children.map(([proportion, child]) => ({ proportion, hotkey: child })),
        parents: ParentKeys.get(ctx, hotkey, netuid).map(([, parent]) => parent),
        stakeRao: totalStakeRao(ctx, hotkey),
        thresholdRao: StakeThreshold.get(ctx),
        ownsSubnet: SubnetOwnerHotkey.get(ctx, netuid) === hotkey,
      });
      if (refused !== null) throw errors[refused]();
      hotkeyLimits.note(ctx, "setChildren", hotkey, netuid);
      if (!SubtokenEnabled.get(ctx, netuid)) {
        linkChildren(ctx, hotkey, netuid, children);
        ctx.emit(events.SetChildren([hotkey, netuid, children]));
        return;
      }
      const cooldown = BigInt(ctx.block) + PendingChildKeyCooldown.get(ctx);
      PendingChildKeys.put(ctx, netuid, hotkey, [children, cooldown]);
      ctx.emit(events.SetChildrenScheduled([hotkey, netuid, cooldown, children]));
    },
  ),
};
