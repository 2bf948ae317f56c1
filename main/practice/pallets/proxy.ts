import { DEPOSITS_AT_424, proxyDeposit } from "#src/fees/deposits.ts";
import {
  type AccountId,
  AccountId32,
  Balance,
  BlockNumber,
  type Context,
  defineCall,
  defineConstant,
  defineErrors,
  defineEvents,
  definePallet,
  H256,
  MultiAddress,
  storageMap,
  twox64,
} from "../describe/index.ts";
import { boundedVec, encode, enumeration, named, struct, toHex, tuple, u32, u64 } from "../scale/index.ts";
import type { AnyType, ValueOf } from "../scale/type.ts";
import { currency } from "./balances/currency.ts";
import { lookup } from "./balances/index.ts";

const P = "Proxy";
const MAX_PROXIES = 20;

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
const ProxyTypeOfT = named(ProxyType, "T::ProxyType");
const Delay = named(BlockNumber, "BlockNumberFor<T>");
const Lookup = named(MultiAddress, "AccountIdLookupOf<T>");
const params = (last: string, type: AnyType) => [
  { name: "AccountId", type: AccountId32 as AnyType },
  { name: last, type },
  { name: "BlockNumber", type: u32 as AnyType },
];

const ProxyDefinition = struct(
  "pallet_subtensor_proxy::ProxyDefinition",
  { delegate: named(AccountId32, "AccountId"), proxy_type: ProxyType, delay: BlockNumber },
  params("ProxyType", ProxyType as AnyType),
);
const Announcement = struct(
  "pallet_subtensor_proxy::Announcement",
  { real: named(AccountId32, "AccountId"), call_hash: named(H256, "Hash"), height: BlockNumber },
  params("Hash", H256 as AnyType),
);

/** Each account's proxies and the deposit reserved for them. */
export const Proxies = storageMap(P, "Proxies", [twox64(AccountId32)], tuple(boundedVec(ProxyDefinition), Balance), [
  [],
  0n,
]);
const Announcements = storageMap(P, "Announcements", [twox64(AccountId32)], tuple(boundedVec(Announcement), Balance), [
  [],
  0n,
]);

const proxyErrors = defineErrors(P, {
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
const proxyEvents = defineEvents(P, { ProxyAdded: [4, changed], ProxyRemoved: [5, changed] });

type Definition = ValueOf<typeof ProxyDefinition>;

/** Stores a list of proxies and brings the deposit in step. */
function store(ctx: Context, who: AccountId, list: Definition[], depositRao: bigint): void {
  const due = proxyDeposit(DEPOSITS_AT_424, list.length);
  if (due > depositRao) currency.reserve(ctx, who, due - depositRao);
  else currency.unreserve(ctx, who, depositRao - due);
  if (list.length === 0) Proxies.remove(ctx, who);
  else Proxies.put(ctx, who, [list, due]);
}

const same = (a: Definition, b: Definition): boolean =>
  a.delegate === b.delegate && a.proxy_type.type === b.proxy_type.type && a.delay === b.delay;

/** The chain keeps the list sorted. */
const order = (definition: Definition): string => toHex(encode(ProxyDefinition, definition));

const one = { delegate: Lookup, proxy_type: ProxyTypeOfT, delay: Delay };

/** Proxies: adding and removing with their deposits. */
export const proxyPallet = definePallet({
  name: P,
  index: 16,
  crate: "pallet_subtensor_proxy",
  storage: [Proxies, Announcements],
  events: proxyEvents,
  errors: proxyErrors,
  constants: {
    ProxyDepositBase: defineConstant(u64, DEPOSITS_AT_424.proxyBaseRao),
    ProxyDepositFactor: defineConstant(u64, DEPOSITS_AT_424.proxyFactorRao),
    MaxProxies: defineConstant(u32, MAX_PROXIES),
    MaxPending: defineConstant(u32, 75),
    AnnouncementDepositBase: defineConstant(u64, DEPOSITS_AT_424.announcementBaseRao),
    AnnouncementDepositFactor: defineConstant(u64, DEPOSITS_AT_424.announcementFactorRao),
  },
  calls: {
    add_proxy: defineCall(
      1,
      one,
      {
        weight: 147_000_000n,
        docs: "Register a proxy account for the sender that is able to make calls on its behalf.",
      },
      (ctx, { delegate, proxy_type, delay }) => {
        const who = ctx.signer();
        const added = { delegate: lookup(delegate), proxy_type, delay };
        if (added.delegate === who) throw proxyErrors.NoSelfProxy();
        const [list, deposit] = Proxies.get(ctx, who);
        if (list.some((each) => same(each, added))) throw proxyErrors.Duplicate();
        if (list.length >= MAX_PROXIES) throw proxyErrors.TooMany();
        const sorted = [...list, added].sort((a, b) => (order(a) < order(b) ? -1 : 1));
        store(ctx, who, sorted, deposit);
        ctx.emit(proxyEvents.ProxyAdded({ delegator: who, delegatee: added.delegate, proxy_type, delay }));
      },
    ),
    remove_proxy: defineCall(
      2,
      one,
      { weight: 147_000_000n, docs: "Unregister a proxy account for the sender." },
      (ctx, { delegate, proxy_type, delay }) => {
        const who = ctx.signer();
        const removed = { delegate: lookup(delegate), proxy_type, delay };
        const [list, deposit] = Proxies.get(ctx, who);
        const left = list.filter((each) => !same(each, removed));
        if (left.length === list.length) throw proxyErrors.NotFound();
        store(ctx, who, left, deposit);
        ctx.emit(proxyEvents.ProxyRemoved({ delegator: who, delegatee: removed.delegate, proxy_type, delay }));
      },
    ),
    remove_proxies: defineCall(
      3,
      {},
      { weight: 147_000_000n, docs: "Unregister all proxy accounts for the sender." },
      (ctx) => {
        const who = ctx.signer();
        const [, deposit] = Proxies.get(ctx, who);
        store(ctx, who, [], deposit);
      },
    ),
  },
});
