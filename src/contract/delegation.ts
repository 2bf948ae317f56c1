import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, netuid, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

/** A percentage as typed, `9.5` or `18 %`; read without floats. */
const percent = z.string().min(1).max(24);

/** A take of 65,535 and the percentage that reads back to it. */
const takeView = z.strictObject({ take: z.int().min(0).max(65_535), percent: z.string() });

/** A hotkey on the other side of a tie, and how much of the parent's stake weight it carries. */
const tieView = z.strictObject({ hotkey: ss58, percent: z.string() });

/** What a hotkey has arranged on one subnet. */
export const hotkeySubnetView = z.strictObject({
  netuid,
  uid: z.int().nullable(),
  childkeyTake: takeView,
  /** The first block in which the take of child keys may rise; 0 where now. */
  childkeyRiseAtBlock: blockNumber,
  children: z.array(tieView),
  /** Children that are waiting, and from which block on an epoch makes them count. */
  pending: z.strictObject({ children: z.array(tieView), fromBlock: blockNumber }).nullable(),
  parents: z.array(tieView),
  /** The first block in which children may change again; 0 where now. */
  childrenChangeAtBlock: blockNumber,
});
export type HotkeySubnetView = z.infer<typeof hotkeySubnetView>;

export const hotkeyDelegationView = z.strictObject({
  hotkey: ss58,
  name: z.string(),
  /** Whose it is on the chain: this coldkey's, nobody's, or another one's. */
  owner: z.enum(["own", "none", "other"]),
  take: takeView,
  /** Subnets on which it holds a UID, or has children or parents. */
  subnets: z.array(hotkeySubnetView),
});
export type HotkeyDelegationView = z.infer<typeof hotkeyDelegationView>;

export const delegationView = z.strictObject({
  atBlock: blockNumber,
  coldkey: ss58,
  minTake: takeView,
  maxTake: takeView,
  maxChildkeyTake: takeView,
  /** The first block in which a take of any hotkey may rise; 0 where now. It may fall at any time. */
  takeRiseAtBlock: blockNumber,
  hotkeys: z.array(hotkeyDelegationView),
});
export type DelegationView = z.infer<typeof delegationView>;

export const delegationContract = {
  view: procedure(
    "read",
    "Takes, children and parents of a wallet's hotkeys, and when each may change",
    z.strictObject({ walletId }),
    delegationView,
  ),
  prepareTake: procedure(
    "read",
    "A plan for what a hotkey keeps of its delegators' dividends",
    z.strictObject({ walletId, hotkey: ss58, percent }),
    planView,
  ),
  prepareChildkeyTake: procedure(
    "read",
    "A plan for what a hotkey keeps as a child of others on a subnet",
    z.strictObject({ walletId, hotkey: ss58, netuid, percent }),
    planView,
  ),
  prepareChildren: procedure(
    "read",
    "A plan for the children of a hotkey on a subnet; an empty list takes all away",
    z.strictObject({
      walletId,
      hotkey: ss58,
      netuid,
      children: z.array(z.strictObject({ hotkey: ss58, percent })).max(20),
    }),
    planView,
  ),
  prepareAssociate: procedure(
    "read",
    "A plan that ties a hotkey without owner to its coldkey on the chain",
    z.strictObject({ walletId, hotkey: ss58 }),
    planView,
  ),
} as const;
