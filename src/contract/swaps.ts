import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, netuid, raoText, ss58, timeMs } from "./scalars.ts";
import { planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

/** An announced swap of a coldkey of this profile. */
export const announcementView = z.strictObject({
  walletId: z.string(),
  walletName: z.string(),
  coldkey: ss58,
  newColdkeyHash: hash32,
  /** The new coldkey where this profile knows which one the hash stands for. */
  newColdkey: ss58.nullable(),
  /** False is an alarm: nobody announced it with this profile. */
  known: z.boolean(),
  executeAtBlock: blockNumber,
  /** When it can be taken back, or another one announced. */
  clearableAtBlock: blockNumber,
  /** The account is frozen until the network's team has looked at it. */
  disputed: z.boolean(),
  atBlock: blockNumber,
  /** The likely hour of `executeAtBlock`. */
  executeAtMs: timeMs,
});
export type AnnouncementView = z.infer<typeof announcementView>;

export const swapsView = z.strictObject({
  atBlock: blockNumber,
  coldkey: ss58,
  costs: z.strictObject({ hotkeyEverywhereRao: raoText, hotkeyOnSubnetRao: raoText, announcementRao: raoText }),
  announcementDelayBlocks: blockNumber,
  reannouncementDelayBlocks: blockNumber,
  /** The first block in which a hotkey may be swapped at all; 0 where now. */
  hotkeySwapAtBlock: blockNumber,
  hotkeys: z.array(
    z.strictObject({
      name: z.string(),
      hotkey: ss58,
      subnets: z.array(
        z.strictObject({
          netuid,
          uid: z.int(),
          /** The first block in which a hotkey may be swapped on this subnet; 0 where now. */
          swapAtBlock: blockNumber,
        }),
      ),
      /** Miners of this profile that answer with it, running or not. */
      miners: z.array(z.strictObject({ minerId: z.string(), name: z.string(), running: z.boolean() })),
    }),
  ),
  announcement: announcementView.nullable(),
});
export type SwapsView = z.infer<typeof swapsView>;

export const swapsContract = {
  view: procedure(
    "read",
    "What swapping keys of a wallet costs, when it is possible, and what is announced",
    z.strictObject({ walletId }),
    swapsView,
  ),
  announcements: procedure(
    "read",
    "Announced swaps of this profile's coldkeys",
    z.strictObject({}),
    z.array(announcementView),
  ),
  prepareHotkey: procedure(
    "read",
    "A plan that puts a new hotkey in the place of an old one, everywhere or on one subnet",
    z.strictObject({
      walletId,
      hotkey: ss58,
      newHotkey: ss58,
      /** Null is every subnet. */
      netuid: netuid.nullable(),
      /** Stake stays behind the old hotkey; on one subnet only. */
      keepStake: z.boolean().default(false),
    }),
    planView,
  ),
  prepareAnnounce: procedure(
    "read",
    "A plan that announces the move of everything to a fresh coldkey",
    z.strictObject({ walletId, newColdkey: ss58 }),
    planView,
  ),
  prepareExecute: procedure(
    "read",
    "A plan that carries an announced swap out",
    z.strictObject({ walletId, newColdkey: ss58.optional() }),
    planView,
  ),
  prepareDispute: procedure(
    "read",
    "A plan that freezes a coldkey whose swap somebody else announced",
    z.strictObject({ walletId }),
    planView,
  ),
  prepareClear: procedure("read", "A plan that takes an announced swap back", z.strictObject({ walletId }), planView),
  acknowledge: procedure(
    "write",
    "Say that an announced swap is one's own, made elsewhere",
    z.strictObject({ walletId, newColdkey: ss58 }),
    z.array(announcementView),
  ),
  changed: stream("Announced swaps of this profile's coldkeys", z.array(announcementView)),
} as const;
