import { type AccountId, AccountId32, type Context, defineMethod } from "../describe/index.ts";
import { positionOf } from "../pallets/subtensor/positions.ts";
import {
  AlphaV2,
  Delegates,
  IsNetworkMember,
  Owner,
  Uids,
  ValidatorPermit,
} from "../pallets/subtensor/storage/index.ts";
import { option, struct, tuple, type ValueOf, vec } from "../scale/index.ts";
import { ACCOUNT_PARAM, c16, c64, cNetUid } from "./compacts.ts";

const DelegateInfo = struct(
  "pallet_subtensor::rpc_info::delegate_info::DelegateInfo",
  {
    delegate_ss58: AccountId32,
    take: c16,
    nominators: vec(tuple(AccountId32, vec(tuple(cNetUid, c64)))),
    owner_ss58: AccountId32,
    registrations: vec(cNetUid),
    validator_permits: vec(cNetUid),
    return_per_1000: c64,
    total_daily_return: c64,
  },
  ACCOUNT_PARAM,
);
type DelegateInfoValue = ValueOf<typeof DelegateInfo>;

/** A delegate with all who stake to it. What it returns a day is not reckoned here and reads 0. */
function readDelegate(ctx: Context, hotkey: AccountId): DelegateInfoValue | undefined {
  if (!Delegates.has(ctx, hotkey)) return undefined;
  const nominators = new Map<AccountId, [number, bigint][]>();
  for (const [[, coldkey, netuid]] of AlphaV2.entries(ctx, hotkey)) {
    const position = positionOf(ctx, hotkey, coldkey, netuid);
    if (position > 0n) nominators.set(coldkey, [...(nominators.get(coldkey) ?? []), [netuid, position]]);
  }
  const registrations = [...IsNetworkMember.entries(ctx, hotkey)].map(([[, netuid]]) => netuid);
  return {
    delegate_ss58: hotkey,
    take: Delegates.get(ctx, hotkey),
    nominators: [...nominators],
    owner_ss58: Owner.get(ctx, hotkey),
    registrations,
    validator_permits: registrations.filter(
      (netuid) => ValidatorPermit.get(ctx, netuid)[Uids.get(ctx, netuid, hotkey) ?? -1] === true,
    ),
    return_per_1000: 0n,
    total_daily_return: 0n,
  };
}

const readAll = (ctx: Context): DelegateInfoValue[] =>
  [...Delegates.entries(ctx)].flatMap(([[hotkey]]) => readDelegate(ctx, hotkey) ?? []);

export const delegateInfoMethods = {
  get_delegates: defineMethod({}, vec(DelegateInfo), readAll),
  get_delegate: defineMethod({ delegate_account: AccountId32 }, option(DelegateInfo), (ctx, args) =>
    readDelegate(ctx, args.delegate_account),
  ),
  get_delegated: defineMethod(
    { delegatee_account: AccountId32 },
    vec(tuple(DelegateInfo, tuple(cNetUid, c64))),
    (ctx, { delegatee_account }) =>
      readAll(ctx).flatMap((delegate) =>
        delegate.nominators
          .filter(([coldkey]) => coldkey === delegatee_account)
          .flatMap(([, stakes]) => stakes.map((stake): [DelegateInfoValue, [number, bigint]] => [delegate, stake])),
      ),
  ),
};
