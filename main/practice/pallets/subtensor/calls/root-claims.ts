import { MAX_CLAIM_SUBNETS } from "#src/staking/root-claim.ts";
import { AccountId32, defineCall, NetUid } from "../../../describe/index.ts";
import { btreeSet, named } from "../../../scale/index.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { claimRoot } from "../root-claims.ts";
import {
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  NetworksAdded,
  RootClaimType,
  Uids,
} from "../storage/index.ts";
import { RootClaimTypeEnum } from "../types.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

/** What a coldkey does with its rewards. */
export const rootClaimCalls = {
  set_coldkey_auto_stake_hotkey: defineCall(
    114,
    { netuid: NetUid, hotkey: Account },
    {
      weight: refTime("set_coldkey_auto_stake_hotkey"),
      docs: "Where a coldkey's mining rewards of a subnet are staked.",
    },
    (ctx, { netuid, hotkey }) => {
      const coldkey = ctx.signer();
      if (!NetworksAdded.get(ctx, netuid)) throw errors.SubnetNotExists();
      if (!Uids.has(ctx, netuid, hotkey)) throw errors.HotKeyNotRegisteredInSubNet();
      const now = AutoStakeDestination.get(ctx, coldkey, netuid);
      if (now === hotkey) throw errors.SameAutoStakeHotkeyAlreadySet();
      if (now !== undefined) {
        AutoStakeDestinationColdkeys.mutate(ctx, now, netuid, (list) => list.filter((one) => one !== coldkey));
      }
      AutoStakeDestination.put(ctx, coldkey, netuid, hotkey);
      AutoStakeDestinationColdkeys.mutate(ctx, hotkey, netuid, (list) => [...new Set([...list, coldkey])]);
      ctx.emit(events.AutoStakeDestinationSet({ coldkey, netuid, hotkey }));
    },
  ),
  claim_root: defineCall(
    121,
    { subnets: btreeSet(NetUid) },
    { weight: refTime("claim_root"), docs: "Pays out root dividends of up to five subnets." },
    (ctx, { subnets }) => {
      const coldkey = ctx.signer();
      if (subnets.length === 0 || subnets.length > MAX_CLAIM_SUBNETS) throw errors.InvalidSubnetNumber();
      claimRoot(ctx, coldkey, subnets);
      ctx.emit(events.RootClaimed({ coldkey }));
    },
  ),
  set_root_claim_type: defineCall(
    122,
    { new_root_claim_type: RootClaimTypeEnum },
    { weight: refTime("set_root_claim_type"), docs: "Whether claimed root dividends are sold or kept." },
    (ctx, { new_root_claim_type }) => {
      const coldkey = ctx.signer();
      const { type } = new_root_claim_type;
      if (type === "KeepSubnets" && new_root_claim_type.value.subnets.length === 0) throw errors.InvalidSubnetNumber();
      RootClaimType.put(ctx, coldkey, new_root_claim_type);
      ctx.emit(events.RootClaimTypeSet({ coldkey, root_claim_type: new_root_claim_type }));
    },
  ),
};
