import { z } from "zod";
import { basketQuote, plainOrder } from "./basket.ts";
import { procedure } from "./define.ts";
import { blockNumber, netuid, raoText, signedRaoText, ss58 } from "./scalars.ts";
import { walletId } from "./wallet-views.ts";

const tolerancePpm = z.int().min(1).max(500_000).default(5_000);
const ppm = z.int().min(0).max(1_000_000);

/** What a planner proposes: orders for the basket, and what they would cost and bring together, from the node. */
const proposal = {
  orders: z.array(plainOrder),
  /** Of all orders as one transaction; null where there is none. */
  quote: basketQuote.nullable(),
  /** What to know before sending it. */
  notes: z.array(z.string()),
  atBlock: blockNumber,
};

export const plannedSale = z.strictObject({
  hotkey: ss58,
  netuid,
  alphaRao: raoText,
  /** The whole position. */
  all: z.boolean(),
  taoRao: raoText,
  swapFeeAlphaRao: raoText,
  impactRao: raoText,
  leftAlphaRao: raoText,
  leftWorthRao: raoText,
});
export type PlannedSale = z.infer<typeof plannedSale>;

export const targetPlan = z.strictObject({
  targetRao: raoText,
  sales: z.array(plannedSale),
  /** One sale goes alone, several as a batch. */
  feeRao: raoText,
  proceedsRao: raoText,
  /** What the free balance grows by: the proceeds less the fee. */
  arrivesRao: signedRaoText,
  /** Above the target, where a position can only be sold whole. */
  excessRao: signedRaoText,
  impactRao: raoText,
  ...proposal,
});
export type TargetPlan = z.infer<typeof targetPlan>;

export const sweepPlan = z.strictObject({
  belowRao: raoText,
  sales: z.array(plannedSale),
  kept: z.array(
    z.strictObject({ hotkey: ss58, netuid, alphaRao: raoText, bringsRao: raoText.nullable(), reason: z.string() }),
  ),
  /** What each further sale adds to the fee, and what a sale alone would pay. */
  feePerSaleRao: raoText,
  feeAloneRao: raoText,
  feeRao: raoText,
  proceedsRao: raoText,
  netRao: raoText,
  /** The same sales one by one, only those that still pay. */
  singlesNetRao: raoText,
  /** Hotkeys behind which everything is dust: one call sells it all, cheaper, without a price limit. */
  wholeHotkeys: z.array(z.strictObject({ hotkey: ss58, positions: z.int(), feeRao: raoText })),
  ...proposal,
});
export type SweepPlan = z.infer<typeof sweepPlan>;

export const splitPart = z.strictObject({
  inRao: raoText,
  outRao: raoText,
  swapFeeRao: raoText,
  priceBeforeRaoPerAlpha: raoText,
  priceAfterRaoPerAlpha: raoText,
});

export const splitPlan = z.strictObject({
  side: z.enum(["buy", "sell"]),
  /** In the token that goes in: τ for a purchase, α for a sale. */
  amountRao: raoText,
  recoveryPpm: ppm,
  /** The largest amount that the tolerance lets through at once; null where nothing bounds it. */
  largestRao: raoText.nullable(),
  once: z.strictObject({
    outRao: raoText,
    priceAfterRaoPerAlpha: raoText,
    /** The tolerance that one go needs. */
    neededTolerancePpm: z.int(),
    fits: z.boolean(),
  }),
  parts: z.array(splitPart),
  outRao: raoText,
  feePerPartRao: raoText,
  feesRao: raoText,
  /** Against one go, after the fees of the further parts, in τ at the price now; below zero the parts cost. */
  gainRao: signedRaoText,
  /** The number of equal parts that gains most with this recovery. */
  bestCount: z.int(),
  /** From which recovery on so many equal parts pay; null where they never do. */
  breakEven: z.array(z.strictObject({ count: z.int(), recoveryPpm: ppm.nullable() })),
  ...proposal,
});
export type SplitPlan = z.infer<typeof splitPlan>;

/** One way to move stake between subnets, with all it costs. */
export const legWay = z.strictObject({
  way: z.enum(["one", "two"]),
  calls: z.array(z.string()),
  /** Its part of a batch's fee. */
  networkFeeRao: raoText,
  swapFeesWorthRao: raoText,
  arrivesAlphaRao: raoText,
  /** At the destination's price now, less the network fee. */
  netWorthRao: signedRaoText,
  guarded: z.boolean(),
  problem: z.string().nullable(),
});
export type LegWay = z.infer<typeof legWay>;

export const rebalancePlan = z.strictObject({
  totalRao: raoText,
  legs: z.array(
    z.strictObject({
      fromNetuid: netuid,
      toNetuid: netuid,
      fromHotkey: ss58,
      toHotkey: ss58,
      alphaRao: raoText,
      worthRao: raoText,
      ways: z.array(legWay),
      chosen: z.enum(["one", "two"]).nullable(),
    }),
  ),
  skipped: z.array(z.strictObject({ fromNetuid: netuid, toNetuid: netuid, worthRao: raoText, reason: z.string() })),
  shares: z.array(
    z.strictObject({
      netuid,
      worthRao: raoText,
      wantedPpm: ppm,
      beforePpm: ppm,
      afterPpm: ppm,
      afterWorthRao: raoText,
    }),
  ),
  ...proposal,
});
export type RebalancePlan = z.infer<typeof rebalancePlan>;

export const planningContract = {
  target: procedure(
    "read",
    "Which stake to sell so that exactly an amount of TAO arrives after all fees",
    z.strictObject({
      walletId,
      targetRao: raoText,
      tolerancePpm,
      /** Only from these subnets; all where left out. */
      netuids: z.array(netuid).max(100).optional(),
    }),
    targetPlan,
  ),
  sweep: procedure(
    "read",
    "Small positions whose sale pays for itself",
    z.strictObject({ walletId, belowRao: raoText.default("100000000"), tolerancePpm }),
    sweepPlan,
  ),
  split: procedure(
    "read",
    "An order in parts: what fits the tolerance, what parts gain, and from which recovery on",
    z.strictObject({
      walletId,
      side: z.enum(["buy", "sell"]),
      netuid,
      hotkey: ss58,
      amountRao: raoText,
      tolerancePpm,
      /** How much of a price move is taken back before the next part, as the person expects it. */
      recoveryPpm: ppm.default(0),
      /** So many equal parts; as few as fit the tolerance where left out. */
      parts: z.int().min(1).max(20).optional(),
    }),
    splitPlan,
  ),
  rebalance: procedure(
    "read",
    "Stake moved between subnets to given weights, with one fee or two for each move",
    z.strictObject({
      walletId,
      weights: z
        .array(z.strictObject({ netuid, weightPpm: ppm, hotkey: ss58.optional() }))
        .min(2)
        .max(30),
      tolerancePpm,
    }),
    rebalancePlan,
  ),
} as const;
