import { z } from "zod";
import { procedure } from "./define.ts";
import { quoteView } from "./quote.ts";
import { rewardsProcedures } from "./rewards.ts";
import { blockNumber, netuid, raoText, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

/** An amount of a position in alpha-rao; null is all of it. */
const alphaRao = raoText.nullable();

/** What a person wants done with stake. `amountRao: null` stakes all that can leave. */
export const stakingOrder = z.discriminatedUnion("operation", [
  z.strictObject({ operation: z.literal("stake"), netuid, hotkey: ss58, amountRao: raoText.nullable() }),
  z.strictObject({ operation: z.literal("unstake"), netuid, hotkey: ss58, alphaRao }),
  z.strictObject({
    operation: z.literal("move"),
    hotkey: ss58,
    netuid,
    toHotkey: ss58,
    toNetuid: netuid,
    alphaRao,
  }),
  z.strictObject({ operation: z.literal("swap"), hotkey: ss58, netuid, toNetuid: netuid, alphaRao }),
  z.strictObject({
    operation: z.literal("transferStake"),
    hotkey: ss58,
    netuid,
    toColdkey: ss58,
    toNetuid: netuid,
    alphaRao,
  }),
  z.strictObject({ operation: z.literal("unstakeAll"), hotkey: ss58 }),
  z.strictObject({ operation: z.literal("unstakeAllAlpha"), hotkey: ss58 }),
]);
export type StakingOrder = z.infer<typeof stakingOrder>;

/** How the price is guarded. */
export const guardFields = {
  /** False: at whatever price. */
  protect: z.boolean().default(true),
  /** How far the price may move against the order, in parts per million: 5,000 is 0.5 %. */
  tolerancePpm: z.int().min(1).max(500_000).default(5_000),
  /** True: the part that fits. False: all or nothing. */
  allowPartial: z.boolean().default(false),
  /** A limit that was shown before, kept as it is instead of one made from the tolerance. */
  limitPriceRaoPerAlpha: raoText.optional(),
};

/** Stake of one coldkey behind one hotkey on one subnet. */
export const positionView = z.strictObject({
  coldkey: ss58,
  hotkey: ss58,
  netuid,
  alphaRao: raoText,
  priceRaoPerAlpha: raoText,
  /** At the spot price. */
  worthRao: raoText,
  /** What selling all of it now would bring, after the swap fee and the price impact; null where the pool cannot take it. */
  exitRao: raoText.nullable(),
  /** Locked alpha of the coldkey on this subnet, and what of this position can be sold. */
  lockedAlphaRao: raoText,
  availableAlphaRao: raoText,
  registered: z.boolean(),
  atBlock: blockNumber,
});
export type PositionView = z.infer<typeof positionView>;

export const stakingContract = {
  quote: procedure(
    "read",
    "What an order would cost and bring, for any address and without a key",
    z.strictObject({
      coldkey: ss58,
      order: stakingOrder,
      ...guardFields,
      /** Points of the impact curve to give along. */
      curvePoints: z.int().min(0).max(60).default(0),
    }),
    quoteView,
  ),
  prepare: procedure(
    "read",
    "A plan for an order, with its limit price fixed",
    z.strictObject({ walletId, order: stakingOrder, ...guardFields }),
    planView,
  ),
  positions: procedure(
    "read",
    "Stake by coldkey, hotkey and subnet, of all wallets where no address is given",
    z.strictObject({ coldkeys: z.array(ss58).max(100).default([]) }),
    z.array(positionView),
  ),
  ...rewardsProcedures,
} as const;
