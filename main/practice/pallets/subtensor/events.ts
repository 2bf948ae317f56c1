import { AccountId32, AlphaBalance, defineEvents, NetUid, TaoBalance } from "../../describe/index.ts";
import { named, u16, u64, vec } from "../../scale/index.ts";
import { NetUidStorageIndex } from "./types.ts";

const Account = named(AccountId32, "T::AccountId");

/** Events with their live indexes and fields (facts Appendix D). */
export const subtensorEvents = defineEvents("SubtensorModule", {
  StakeAdded: [2, [Account, Account, TaoBalance, AlphaBalance, NetUid, u64]],
  StakeRemoved: [3, [Account, Account, TaoBalance, AlphaBalance, NetUid, u64]],
  StakeMoved: [4, [Account, Account, NetUid, Account, NetUid, TaoBalance]],
  WeightsSet: [5, [NetUidStorageIndex, u16]],
  NeuronRegistered: [6, [NetUid, u16, Account]],
  AxonServed: [28, [NetUid, Account]],
  StakeTransferred: [91, [Account, Account, Account, NetUid, NetUid, TaoBalance]],
  StakeSwapped: [92, [Account, Account, NetUid, NetUid, TaoBalance]],
  AutoStakeAdded: [
    109,
    { netuid: NetUid, destination: Account, hotkey: Account, owner: Account, incentive: AlphaBalance },
  ],
  IncentiveAlphaEmittedToMiners: [110, { netuid: NetUidStorageIndex, emissions: vec(AlphaBalance) }],
  TransactionFeePaidWithAlpha: [123, { who: Account, netuid: NetUid, alpha_fee: AlphaBalance, tao_amount: TaoBalance }],
});
