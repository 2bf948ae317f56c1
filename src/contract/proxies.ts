import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, hex, raoText, ss58 } from "./scalars.ts";
import { callView, planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

/** A proxy type by the chain's name. */
const proxyType = z.string().regex(/^[A-Z][A-Za-z]{1,40}$/, "a proxy type's name");
const delayBlocks = z.int().min(0).max(4_294_967_295);

/** What a type may do, from the node where it tells it. */
export const proxyTypeView = z.strictObject({
  name: proxyType,
  index: z.int(),
  /** Retired by the chain: it allows nothing and is not offered. */
  dead: z.boolean(),
  /** `everything` and `wide` types can move all the money. */
  width: z.enum(["everything", "wide", "narrow", "none"]),
  recommended: z.boolean(),
  may: z.string(),
  mayNot: z.string(),
  source: z.enum(["node", "facts"]),
  mode: z.enum(["allowAll", "denyAll", "allow", "deny"]),
  /** `Pallet.call`, or `Pallet` as a whole, that the type allows or denies; conditions in words. */
  calls: z.array(z.string()),
});
export type ProxyTypeView = z.infer<typeof proxyTypeView>;

/** One right to act: `delegate` for `real`. */
export const proxyView = z.strictObject({
  real: ss58,
  delegate: ss58,
  type: proxyType,
  delayBlocks,
  /** `real` agreed to pay the fees of this delegate. */
  realPaysFee: z.boolean(),
  /** The wallet here that each address is; null where it is none. */
  realWalletId: z.string().nullable(),
  delegateWalletId: z.string().nullable(),
});
export type ProxyView = z.infer<typeof proxyView>;

/** What a delegate said it would do. */
export const announcementView = z.strictObject({
  real: ss58,
  delegate: ss58,
  callHash: hash32,
  atBlock: blockNumber,
  /** The first block in which it may run; null where the delegate is no proxy of `real` any more. */
  readyAtBlock: blockNumber.nullable(),
  type: proxyType.nullable(),
  /** Announced from here. */
  madeHere: z.boolean(),
  /** The call, where its bytes are known here. */
  title: z.string().nullable(),
  call: callView.nullable(),
  realWalletId: z.string().nullable(),
  delegateWalletId: z.string().nullable(),
});
export type AnnouncementView = z.infer<typeof announcementView>;

/** An account without a key, with what is needed to end it. */
export const pureView = z.strictObject({
  address: ss58,
  name: z.string(),
  spawner: ss58,
  type: proxyType,
  index: z.int().min(0),
  height: blockNumber,
  extrinsicIndex: z.int().min(0),
  walletId: z.string().nullable(),
  /** It still has a proxy. Without one nobody can use it any more. */
  alive: z.boolean(),
});
export type PureView = z.infer<typeof pureView>;

/** A deposit that is held, by whom, and when it comes back. */
const heldDeposit = z.strictObject({
  address: ss58,
  walletId: z.string().nullable(),
  what: z.enum(["proxies", "announcements"]),
  count: z.int().min(0),
  amountRao: raoText,
  returns: z.string(),
});

export const proxiesView = z.strictObject({
  /** Rights given by coldkeys of this profile, watched ones included. */
  given: z.array(proxyView),
  /** Rights that coldkeys of this profile hold over accounts that are known here. */
  held: z.array(proxyView),
  announcements: z.array(announcementView),
  pures: z.array(pureView),
  deposits: z.array(heldDeposit),
  /** What the chain takes and allows. */
  limits: z.strictObject({
    maxProxies: z.int(),
    maxPending: z.int(),
    proxyBaseRao: raoText,
    proxyFactorRao: raoText,
    announcementBaseRao: raoText,
    announcementFactorRao: raoText,
  }),
  atBlock: blockNumber,
});
export type ProxiesView = z.infer<typeof proxiesView>;

const forgets = { walletId, delegate: ss58, type: proxyType, delayBlocks: delayBlocks.default(0) };
const announced = { real: ss58, delegate: ss58, callHash: hash32 };
const through = {
  planId: z.string().min(1).max(64),
  delegateWalletId: walletId,
  /** The narrowest type that allows the call where left out. */
  type: proxyType.optional(),
};

export const proxiesContract = {
  list: procedure(
    "read",
    "Proxies of and for this profile's coldkeys, announcements, pure accounts and deposits",
    z.strictObject({}),
    proxiesView,
  ),
  types: procedure(
    "read",
    "What each proxy type of the connected chain may do",
    z.strictObject({}),
    z.array(proxyTypeView),
  ),
  search: procedure(
    "read",
    "Looks through the whole chain for accounts that an address may act for",
    z.strictObject({ delegate: ss58 }),
    z.array(proxyView),
  ),
  prepareAdd: procedure("read", "A plan to let another account act for a coldkey", z.strictObject(forgets), planView),
  prepareRemove: procedure("read", "A plan to take a right to act back", z.strictObject(forgets), planView),
  preparePays: procedure(
    "read",
    "A plan to pay the fees of a delegate's proxy calls, or to stop that",
    z.strictObject({ walletId, delegate: ss58, pays: z.boolean() }),
    planView,
  ),
  prepareVia: procedure(
    "read",
    "A plan that sends the call of another plan through a proxy, signed by the delegate",
    z.strictObject(through),
    planView,
  ),
  prepareAnnounce: procedure(
    "read",
    "A plan to announce the call of another plan, for a proxy with a delay",
    z.strictObject(through),
    planView,
  ),
  prepareExecute: procedure(
    "read",
    "A plan to run an announced call whose delay is over",
    z.strictObject({ ...announced, delegateWalletId: walletId }),
    planView,
  ),
  prepareWithdraw: procedure(
    "read",
    "A plan for a delegate to take an announcement back",
    z.strictObject(announced),
    planView,
  ),
  prepareReject: procedure(
    "read",
    "A plan for an account to reject what a delegate announced",
    z.strictObject(announced),
    planView,
  ),
  prepareCreatePure: procedure(
    "read",
    "A plan to make a pure account, which has no key and is used through its proxy",
    z.strictObject({
      walletId,
      name: z.string().min(1).max(64),
      type: proxyType.default("Any"),
      delayBlocks: delayBlocks.default(0),
      index: z.int().min(0).max(65_535).default(0),
    }),
    planView,
  ),
  prepareKillPure: procedure(
    "read",
    "A plan to end a pure account for ever; its address is given twice",
    z.strictObject({ address: ss58, confirmAddress: ss58 }),
    planView,
  ),
  learnCall: procedure(
    "write",
    "Keeps the bytes of a call, so that an announcement or approval by its hash can be read",
    z.strictObject({ callHex: hex.max(131_072) }),
    z.strictObject({ callHash: hash32, call: callView }),
  ),
  changed: stream("Proxies, announcements, pure accounts", proxiesView),
} as const;
