import { DEPOSITS_AT_424, proxyDeposit } from "#src/fees/deposits.ts";
import { PROXY_TYPES } from "#src/proxies/proxy-types.ts";
import { pureAccount } from "#src/proxies/pure-account.ts";
import {
  type AccountId,
  blake256,
  type CallContext,
  type CallValue,
  type Context,
  defineCall,
  defineConstant,
  definePallet,
  type LateTypes,
  MultiAddress,
  type Pallet,
  type WeightValue,
} from "../../describe/index.ts";
import { bool, compact, encode, fromHex, named, option, toHex, u16, u32, u64 } from "../../scale/index.ts";
import { currency } from "../balances/currency.ts";
import { lookup } from "../balances/index.ts";
import { actFor, findProxy } from "./acting.ts";
import { addAnnouncement, dropAnnouncements, MAX_PENDING } from "./announcements.ts";
import {
  Announcements,
  CallHash,
  type Definition,
  Delay,
  LastCallResult,
  Proxies,
  ProxyType,
  ProxyTypeOfT,
  proxyErrors,
  proxyEvents,
  RealPaysFee,
} from "./storage.ts";

export { payerOf } from "./acting.ts";
export { Announcements, Proxies, ProxyType, RealPaysFee } from "./storage.ts";

const MAX_PROXIES = 20;
const Lookup = named(MultiAddress, "AccountIdLookupOf<T>");
/** Weights as benchmarks of this pallet usually come out, reads and writes included; the live figures are not known. */
const CHANGING = 147_000_000n;
const ACTING = 164_000_000n;
const ANNOUNCING = 208_000_000n;

const typeIndex = (name: string): number => PROXY_TYPES.find((one) => one.name === name)?.index ?? 0;

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

/** The chain keeps the list sorted by delegate, type and delay. */
function inOrder(a: Definition, b: Definition): number {
  if (a.delegate !== b.delegate) return a.delegate < b.delegate ? -1 : 1;
  return typeIndex(a.proxy_type.type) - typeIndex(b.proxy_type.type) || a.delay - b.delay;
}

/** The address of a pure proxy made at a place of the chain. */
const pureAt = (spawner: AccountId, type: string, index: number, height: number, extrinsicIndex: number): AccountId =>
  toHex(pureAccount({ spawner: fromHex(spawner), height, extrinsicIndex, typeIndex: typeIndex(type), index }));

const one = { delegate: Lookup, proxy_type: ProxyTypeOfT, delay: Delay };
const pure = { proxy_type: ProxyTypeOfT, delay: Delay, index: u16 };
const changing = (docs: string) => ({ weight: CHANGING, docs });

type Acting = { readonly call: CallValue };
type Weigh = (call: CallValue) => WeightValue;

/** Proxies: who may act for whom, and acting (facts: chain 2.7). */
export const proxyPallet = (late: LateTypes): Pallet => {
  const Call = named(late.RuntimeCall, "Box<<T as Config>::RuntimeCall>");
  const forced = named(option(ProxyType), "Option<T::ProxyType>");
  const announced = { real: Lookup, call_hash: CallHash };
  const hashOf = (call: CallValue) => blake256(encode(late.RuntimeCall, call));
  const drop = (ctx: CallContext, delegate: AccountId, real: AccountId, hash: string): void => {
    const found = dropAnnouncements(ctx, delegate, (each) => each.real === real && each.call_hash === hash);
    if (!found) throw proxyErrors.NotFound();
  };
  return definePallet({
    name: "Proxy",
    index: 16,
    crate: "pallet_subtensor_proxy",
    storage: [Proxies, Announcements, LastCallResult, RealPaysFee],
    events: proxyEvents,
    errors: proxyErrors,
    constants: {
      ProxyDepositBase: defineConstant(u64, DEPOSITS_AT_424.proxyBaseRao),
      ProxyDepositFactor: defineConstant(u64, DEPOSITS_AT_424.proxyFactorRao),
      MaxProxies: defineConstant(u32, MAX_PROXIES),
      MaxPending: defineConstant(u32, MAX_PENDING),
      AnnouncementDepositBase: defineConstant(u64, DEPOSITS_AT_424.announcementBaseRao),
      AnnouncementDepositFactor: defineConstant(u64, DEPOSITS_AT_424.announcementFactorRao),
    },
    calls: {
      proxy: defineCall(
        0,
        { real: Lookup, force_proxy_type: forced, call: Call },
        {
          // A free call inside keeps the whole free, so its weight is not charged.
          weight: ({ call }: Acting, weigh: Weigh) => ACTING + weigh(call).ref_time,
          pays: ({ call }: Acting, pays) => pays(call),
          docs: "Dispatch the given `call` from an account that the sender is authorised for through `add_proxy`.",
        },
        (ctx, { real: address, force_proxy_type, call }) => {
          const who = ctx.signer();
          const real = lookup(address);
          const definition = findProxy(ctx, real, who, force_proxy_type?.type);
          if (definition.delay !== 0) throw proxyErrors.Unannounced();
          actFor(ctx, definition, real, call);
        },
      ),
      add_proxy: defineCall(
        1,
        one,
        changing("Register a proxy account for the sender that is able to make calls on its behalf."),
        (ctx, { delegate, proxy_type, delay }) => {
          const who = ctx.signer();
          const added = { delegate: lookup(delegate), proxy_type, delay };
          if (added.delegate === who) throw proxyErrors.NoSelfProxy();
          const [list, deposit] = Proxies.get(ctx, who);
          if (list.some((each) => same(each, added))) throw proxyErrors.Duplicate();
          if (list.length >= MAX_PROXIES) throw proxyErrors.TooMany();
          store(ctx, who, [...list, added].sort(inOrder), deposit);
          ctx.emit(proxyEvents.ProxyAdded({ delegator: who, delegatee: added.delegate, proxy_type, delay }));
        },
      ),
      remove_proxy: defineCall(
        2,
        one,
        changing("Unregister a proxy account for the sender."),
        (ctx, { delegate, proxy_type, delay }) => {
          const who = ctx.signer();
          const removed = { delegate: lookup(delegate), proxy_type, delay };
          const [list, deposit] = Proxies.get(ctx, who);
          const left = list.filter((each) => !same(each, removed));
          if (left.length === list.length) throw proxyErrors.NotFound();
          store(ctx, who, left, deposit);
          RealPaysFee.remove(ctx, who, removed.delegate);
          ctx.emit(proxyEvents.ProxyRemoved({ delegator: who, delegatee: removed.delegate, proxy_type, delay }));
        },
      ),
      remove_proxies: defineCall(3, {}, changing("Unregister all proxy accounts for the sender."), (ctx) => {
        const who = ctx.signer();
        const [, deposit] = Proxies.get(ctx, who);
        store(ctx, who, [], deposit);
        RealPaysFee.clear(ctx, who);
      }),
      create_pure: defineCall(
        4,
        pure,
        changing("Spawn a fresh new account that is guaranteed to be otherwise inaccessible."),
        (ctx, { proxy_type, delay, index }) => {
          const who = ctx.signer();
          const made = pureAt(who, proxy_type.type, index, ctx.block, ctx.extrinsicIndex());
          if (Proxies.has(ctx, made)) throw proxyErrors.Duplicate();
          const deposit = proxyDeposit(DEPOSITS_AT_424, 1);
          currency.reserve(ctx, who, deposit);
          Proxies.put(ctx, made, [[{ delegate: who, proxy_type, delay }], deposit]);
          ctx.emit(proxyEvents.PureCreated({ pure: made, who, proxy_type, disambiguation_index: index }));
        },
      ),
      kill_pure: defineCall(
        5,
        {
          spawner: Lookup,
          proxy_type: ProxyTypeOfT,
          index: u16,
          height: named(compact(u32), "BlockNumberFor<T>"),
          ext_index: named(compact(u32), "u32"),
        },
        changing("Removes a previously spawned pure proxy."),
        (ctx, { spawner: address, proxy_type, index, height, ext_index }) => {
          const who = ctx.signer();
          const spawner = lookup(address);
          if (pureAt(spawner, proxy_type.type, index, height, ext_index) !== who) throw proxyErrors.NoPermission();
          const [, deposit] = Proxies.get(ctx, who);
          Proxies.remove(ctx, who);
          RealPaysFee.clear(ctx, who);
          currency.unreserve(ctx, spawner, deposit);
          ctx.emit(proxyEvents.PureKilled({ pure: who, spawner, proxy_type, disambiguation_index: index }));
        },
      ),
      announce: defineCall(
        6,
        announced,
        { weight: ANNOUNCING, docs: "Publish the hash of a proxy-call that will be made in the future." },
        (ctx, { real: address, call_hash }) => {
          const who = ctx.signer();
          const real = lookup(address);
          findProxy(ctx, real, who, undefined);
          addAnnouncement(ctx, who, { real, call_hash, height: ctx.block });
          ctx.emit(proxyEvents.Announced({ real, proxy: who, call_hash }));
        },
      ),
      remove_announcement: defineCall(
        7,
        announced,
        { weight: ANNOUNCING, docs: "Remove a given announcement." },
        (ctx, { real, call_hash }) => drop(ctx, ctx.signer(), lookup(real), call_hash),
      ),
      reject_announcement: defineCall(
        8,
        { delegate: Lookup, call_hash: CallHash },
        { weight: ANNOUNCING, docs: "Remove the given announcement of a delegate." },
        (ctx, { delegate, call_hash }) => drop(ctx, lookup(delegate), ctx.signer(), call_hash),
      ),
      proxy_announced: defineCall(
        9,
        { delegate: Lookup, real: Lookup, force_proxy_type: forced, call: Call },
        {
          weight: ({ call }: Acting, weigh: Weigh) => ANNOUNCING + ACTING + weigh(call).ref_time,
          docs: "Dispatch a call that was announced, from an account that the delegate is authorized for.",
        },
        (ctx, { delegate: by, real: address, force_proxy_type, call }) => {
          ctx.signer();
          const [delegate, real] = [lookup(by), lookup(address)];
          const definition = findProxy(ctx, real, delegate, force_proxy_type?.type);
          const hash = hashOf(call);
          const ripe = dropAnnouncements(
            ctx,
            delegate,
            (each) => each.real === real && each.call_hash === hash && ctx.block - each.height >= definition.delay,
          );
          if (!ripe) throw proxyErrors.Unannounced();
          actFor(ctx, definition, real, call);
        },
      ),
      poke_deposit: defineCall(
        10,
        {},
        changing("Poke / Adjust deposits made for proxies and announcements based on current values."),
        // The deposits of this network never change, so they are always the current ones.
        (ctx) => {
          ctx.signer();
        },
      ),
      set_real_pays_fee: defineCall(
        11,
        { delegate: Lookup, pays_fee: bool },
        changing("Set whether the real account pays transaction fees for proxy calls made by a delegate."),
        (ctx, { delegate: address, pays_fee }) => {
          const real = ctx.signer();
          const delegate = lookup(address);
          findProxy(ctx, real, delegate, undefined);
          if (pays_fee) RealPaysFee.put(ctx, real, delegate, null);
          else RealPaysFee.remove(ctx, real, delegate);
          ctx.emit(proxyEvents.RealPaysFeeSet({ real, delegate, pays_fee }));
        },
      ),
    },
  });
};
