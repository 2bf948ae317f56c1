import {
  AccountId32,
  Balance,
  BlockNumber,
  DispatchError,
  defineErrors,
  defineEvents,
  H256,
  optionalMap,
  storageMap,
  twox64,
} from "../../describe/index.ts";
import { bool, boundedVec, enumeration, named, result, struct, tuple, u16, u32, unit } from "../../scale/index.ts";
import type { AnyType, ValueOf } from "../../scale/type.ts";

const P = "Proxy";

/** What a proxy may do, in the wire's order (facts: chain 2.7). */
export const ProxyType = enumeration("subtensor_runtime_common::ProxyType", {
  Any: [0],
  Owner: [1],
  NonCritical: [2],
  NonTransfer: [3],
  Senate: [4],
  NonFungible: [5],
  Triumvirate: [6],
  Governance: [7],
  Staking: [8],
  Registration: [9],
  Transfer: [10],
  SmallTransfer: [11],
  RootWeights: [12],
  ChildKeys: [13],
  SudoUncheckedSetCode: [14],
  SwapHotkey: [15],
  SubnetLeaseBeneficiary: [16],
  RootClaim: [17],
});

const account = named(AccountId32, "T::AccountId");
export const ProxyTypeOfT = named(ProxyType, "T::ProxyType");
export const Delay = named(BlockNumber, "BlockNumberFor<T>");
export const CallHash = named(H256, "CallHashOf<T>");

const params = (last: string, type: AnyType) => [
  { name: "AccountId", type: AccountId32 as AnyType },
  { name: last, type },
  { name: "BlockNumber", type: u32 as AnyType },
];

export const ProxyDefinition = struct(
  "pallet_subtensor_proxy::ProxyDefinition",
  { delegate: named(AccountId32, "AccountId"), proxy_type: ProxyType, delay: BlockNumber },
  params("ProxyType", ProxyType as AnyType),
);
export type Definition = ValueOf<typeof ProxyDefinition>;

const Announcement = struct(
  "pallet_subtensor_proxy::Announcement",
  { real: named(AccountId32, "AccountId"), call_hash: named(H256, "Hash"), height: BlockNumber },
  params("Hash", H256 as AnyType),
);
export type AnnouncementValue = ValueOf<typeof Announcement>;

/** What became of a call made for another account. */
export const DispatchResult = named(result(unit, DispatchError), "DispatchResult");

/** Each account's proxies and the deposit reserved for them. */
export const Proxies = storageMap(P, "Proxies", [twox64(AccountId32)], tuple(boundedVec(ProxyDefinition), Balance), [
  [],
  0n,
]);
/** Each delegate's announcements and the deposit reserved for them. */
export const Announcements = storageMap(
  P,
  "Announcements",
  [twox64(AccountId32)],
  tuple(boundedVec(Announcement), Balance),
  [[], 0n],
);
export const LastCallResult = optionalMap(P, "LastCallResult", [twox64(AccountId32)], result(unit, DispatchError));
/** Which accounts pay the fees of which delegates. */
export const RealPaysFee = optionalMap(P, "RealPaysFee", [twox64(AccountId32), twox64(AccountId32)], unit);

export const proxyErrors = defineErrors(P, {
  TooMany: "There are too many proxies registered or too many announcements pending.",
  NotFound: "Proxy registration not found.",
  NotProxy: "Sender is not a proxy of the account to be proxied.",
  Unproxyable: "A call which is incompatible with the proxy type's filter was attempted.",
  Duplicate: "Account is already a proxy.",
  NoPermission: "Call may not be made by proxy because it may escalate its privileges.",
  Unannounced: "Announcement, if made at all, was made too recently.",
  NoSelfProxy: "Cannot add self as proxy.",
  AnnouncementDepositInvariantViolated: "Invariant violated: deposit recomputation returned None.",
  InvalidDerivedAccountId: "Failed to derive a valid account id from the seed.",
});

const changed = { delegator: account, delegatee: account, proxy_type: ProxyTypeOfT, delay: Delay };
const DepositKind = enumeration("pallet_subtensor_proxy::DepositKind", { Proxies: [0], Announcements: [1] });
const BalanceOfT = named(Balance, "BalanceOf<T>");

export const proxyEvents = defineEvents(P, {
  ProxyExecuted: [0, { result: DispatchResult }],
  PureCreated: [1, { pure: account, who: account, proxy_type: ProxyTypeOfT, disambiguation_index: u16 }],
  PureKilled: [2, { pure: account, spawner: account, proxy_type: ProxyTypeOfT, disambiguation_index: u16 }],
  Announced: [3, { real: account, proxy: account, call_hash: CallHash }],
  ProxyAdded: [4, changed],
  ProxyRemoved: [5, changed],
  DepositPoked: [
    6,
    { who: account, kind: named(DepositKind, "DepositKind"), old_deposit: BalanceOfT, new_deposit: BalanceOfT },
  ],
  RealPaysFeeSet: [7, { real: account, delegate: account, pays_fee: bool }],
});
