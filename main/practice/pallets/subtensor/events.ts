import { AccountId32, AlphaBalance, defineEvents, H256, NetUid, TaoBalance } from "../../describe/index.ts";
import { named, tuple, u16, u64, vec } from "../../scale/index.ts";
import { NetUidStorageIndex, RootClaimTypeEnum } from "./types.ts";

const Account = named(AccountId32, "T::AccountId");
const Hash = named(H256, "T::Hash");
const Children = named(vec(tuple(u64, AccountId32)), "Vec<(u64, T::AccountId)>");

/** Events with their live indexes and fields (facts Appendix D). */
export const subtensorEvents = defineEvents("SubtensorModule", {
  StakeAdded: [2, [Account, Account, TaoBalance, AlphaBalance, NetUid, u64]],
  StakeRemoved: [3, [Account, Account, TaoBalance, AlphaBalance, NetUid, u64]],
  StakeMoved: [4, [Account, Account, NetUid, Account, NetUid, TaoBalance]],
  WeightsSet: [5, [NetUidStorageIndex, u16]],
  NeuronRegistered: [6, [NetUid, u16, Account]],
  AxonServed: [28, [NetUid, Account]],
  ChildKeyTakeSet: [48, [Account, u16]],
  TakeDecreased: [64, [Account, Account, u16]],
  TakeIncreased: [65, [Account, Account, u16]],
  HotkeySwapped: [66, { coldkey: Account, old_hotkey: Account, new_hotkey: Account }],
  ColdkeySwapAnnounced: [69, { who: Account, new_coldkey_hash: Hash }],
  ColdkeySwapped: [71, { old_coldkey: Account, new_coldkey: Account }],
  ColdkeySwapDisputed: [72, { coldkey: Account }],
  SetChildrenScheduled: [75, [Account, NetUid, u64, Children]],
  SetChildren: [76, [Account, NetUid, Children]],
  ChainIdentitySet: [77, [Account]],
  StakeTransferred: [91, [Account, Account, Account, NetUid, NetUid, TaoBalance]],
  StakeSwapped: [92, [Account, Account, NetUid, NetUid, TaoBalance]],
  AlphaRecycled: [96, [Account, Account, AlphaBalance, NetUid]],
  AlphaBurned: [97, [Account, Account, AlphaBalance, NetUid]],
  HotkeySwappedOnSubnet: [102, { coldkey: Account, old_hotkey: Account, new_hotkey: Account, netuid: NetUid }],
  AutoStakeAdded: [
    109,
    { netuid: NetUid, destination: Account, hotkey: Account, owner: Account, incentive: AlphaBalance },
  ],
  IncentiveAlphaEmittedToMiners: [110, { netuid: NetUidStorageIndex, emissions: vec(AlphaBalance) }],
  AutoStakeDestinationSet: [112, { coldkey: Account, netuid: NetUid, hotkey: Account }],
  RootClaimed: [114, { coldkey: Account }],
  RootClaimTypeSet: [115, { coldkey: Account, root_claim_type: RootClaimTypeEnum }],
  ColdkeySwapCleared: [122, { who: Account }],
  TransactionFeePaidWithAlpha: [123, { who: Account, netuid: NetUid, alpha_fee: AlphaBalance, tao_amount: TaoBalance }],
});
