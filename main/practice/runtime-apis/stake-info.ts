import { swapFee } from "#src/swap/pool.ts";
import {
  type AccountId,
  AccountId32,
  type Context,
  defineMethod,
  NetUid,
  type Reads,
  U64F64,
} from "../describe/index.ts";
import { readMarket } from "../pallets/subtensor/market.ts";
import { positionOf } from "../pallets/subtensor/positions.ts";
import { AlphaDividendsPerSubnet, NetworksAdded, StakingHotkeys, Uids } from "../pallets/subtensor/storage/index.ts";
import { allNetuids } from "../pallets/subtensor/subnet-account.ts";
import { LockState } from "../pallets/subtensor/types.ts";
import { bool, btreeMap, option, struct, tuple, u64, type ValueOf, vec } from "../scale/index.ts";
import { ACCOUNT_PARAM, c64, cAlpha, cNetUid, cTao } from "./compacts.ts";

const StakeInfo = struct(
  "pallet_subtensor::rpc_info::stake_info::StakeInfo",
  {
    hotkey: AccountId32,
    coldkey: AccountId32,
    netuid: cNetUid,
    stake: cAlpha,
    locked: c64,
    emission: cAlpha,
    tao_emission: cTao,
    drain: c64,
    is_registered: bool,
  },
  ACCOUNT_PARAM,
);

const StakeAvailability = struct("pallet_subtensor::rpc_info::stake_info::StakeAvailability", {
  total: cAlpha,
  locked: cAlpha,
  available: cAlpha,
});

type StakeInfoValue = ValueOf<typeof StakeInfo>;
type Availability = [number, ValueOf<typeof StakeAvailability>];

/** A position as the live chain tells it: `locked` is always 0 there. */
const readStake = (ctx: Context, hotkey: AccountId, coldkey: AccountId, netuid: number) => ({
  hotkey,
  coldkey,
  netuid,
  stake: positionOf(ctx, hotkey, coldkey, netuid),
  locked: 0n,
  emission: AlphaDividendsPerSubnet.get(ctx, netuid, hotkey),
  tao_emission: 0n,
  drain: 0n,
  is_registered: Uids.has(ctx, netuid, hotkey),
});

/** All positions of a coldkey, subnet by subnet. */
const readStakes = (ctx: Context, coldkey: AccountId) =>
  allNetuids(ctx)
    .flatMap((netuid) => StakingHotkeys.get(ctx, coldkey).map((hotkey) => readStake(ctx, hotkey, coldkey, netuid)))
    .filter(({ stake }) => stake > 0n);

const totalOn = (ctx: Reads, coldkey: AccountId, netuid: number): bigint =>
  StakingHotkeys.get(ctx, coldkey).reduce((sum, hotkey) => sum + positionOf(ctx, hotkey, coldkey, netuid), 0n);

/** What a coldkey has on each subnet over all hotkeys. Nothing is ever locked on the practice network. */
function readAvailability(ctx: Context, coldkey: AccountId, netuids: readonly number[]) {
  return netuids
    .map((netuid) => ({ netuid, total: totalOn(ctx, coldkey, netuid) }))
    .filter(({ total }) => total > 0n)
    .map(({ netuid, total }): Availability => [netuid, { total, locked: 0n, available: total }]);
}

/** Subnets asked for, once each and in order; none where the list is empty or longer than there are. */
function chosenNetuids(ctx: Context, asked: readonly number[] | undefined): number[] {
  const existing = allNetuids(ctx);
  if (asked === undefined) return existing;
  const chosen = [...new Set(asked)].sort((a, b) => a - b);
  return chosen.length > existing.length ? [] : chosen.filter((netuid) => NetworksAdded.get(ctx, netuid));
}

const place = option(tuple(AccountId32, NetUid));

export const stakeInfoMethods = {
  get_stake_info_for_coldkey: defineMethod({ coldkey_account: AccountId32 }, vec(StakeInfo), (ctx, args) =>
    readStakes(ctx, args.coldkey_account),
  ),
  get_stake_info_for_coldkeys: defineMethod(
    { coldkey_accounts: vec(AccountId32) },
    vec(tuple(AccountId32, vec(StakeInfo))),
    (ctx, args) =>
      args.coldkey_accounts.map((coldkey): [AccountId, StakeInfoValue[]] => [coldkey, readStakes(ctx, coldkey)]),
  ),
  get_stake_info_for_hotkey_coldkey_netuid: defineMethod(
    { hotkey_account: AccountId32, coldkey_account: AccountId32, netuid: NetUid },
    option(StakeInfo),
    (ctx, args) => readStake(ctx, args.hotkey_account, args.coldkey_account, args.netuid),
  ),
  get_stake_availability_for_coldkeys: defineMethod(
    { coldkey_accounts: vec(AccountId32), netuids: option(vec(NetUid)) },
    btreeMap(AccountId32, btreeMap(NetUid, StakeAvailability)),
    (ctx, args) => {
      const netuids = chosenNetuids(ctx, args.netuids);
      const coldkeys = [...new Set(args.coldkey_accounts)].sort();
      return coldkeys.map((coldkey): [AccountId, Availability[]] => [coldkey, readAvailability(ctx, coldkey, netuids)]);
    },
  ),
  get_stake_fee: defineMethod(
    {
      origin: place,
      origin_coldkey_account: AccountId32,
      destination: place,
      destination_coldkey_account: AccountId32,
      amount: u64,
    },
    u64,
    (ctx, { origin, destination, amount }) => {
      const isSame = origin?.[0] === destination?.[0] && origin?.[1] === destination?.[1];
      return isSame ? 0n : swapFee(readMarket(ctx, (destination ?? origin)?.[1] ?? 0), amount);
    },
  ),
  get_coldkey_lock: defineMethod({ coldkey: AccountId32, netuid: NetUid }, option(LockState), () => undefined),
  get_hotkey_conviction: defineMethod({ hotkey: AccountId32, netuid: NetUid }, U64F64, () => ({ bits: 0n })),
  get_most_convicted_hotkey_on_subnet: defineMethod({ netuid: NetUid }, option(AccountId32), () => undefined),
};
