import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, netuid, raoText, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

/** What a coldkey gets for its root stake behind one hotkey, of one subnet. */
export const claimView = z.strictObject({
  netuid,
  hotkey: ss58,
  owedAlphaRao: raoText,
  /** At the pool's spot price. */
  worthRao: raoText,
  thresholdAlphaRao: raoText,
  /** False where it is below the threshold and would be left. */
  claimable: z.boolean(),
});
export type ClaimView = z.infer<typeof claimView>;

export const claimType = z.enum(["swap", "keep", "keepSubnets"]);

export const rewardsView = z.strictObject({
  atBlock: blockNumber,
  coldkey: ss58,
  /** Null where this runtime keeps no root dividends by subnet. */
  claims: z.array(claimView).nullable(),
  /** What a claim does; null where this runtime has one way only. `netuids` are those kept. */
  claimType: z.strictObject({ type: claimType, netuids: z.array(netuid) }).nullable(),
  autoStake: z.array(z.strictObject({ netuid, hotkey: ss58 })),
});
export type RewardsView = z.infer<typeof rewardsView>;

/** The part of `staking` that is about rewards and about destroying alpha. */
export const rewardsProcedures = {
  rewards: procedure(
    "read",
    "Root dividends to claim, what a claim does, and where mining rewards are staked",
    z.strictObject({ walletId }),
    rewardsView,
  ),
  prepareClaimRoot: procedure(
    "read",
    "A plan that claims root dividends of one to five subnets",
    z.strictObject({ walletId, netuids: z.array(netuid).max(64) }),
    planView,
  ),
  prepareClaimType: procedure(
    "read",
    "A plan for what claims do: sell for TAO, keep the alpha, or keep it on some subnets",
    z.strictObject({ walletId, type: claimType, netuids: z.array(netuid).max(128).default([]) }),
    planView,
  ),
  prepareAutoStake: procedure(
    "read",
    "A plan for where mining rewards of a subnet are staked",
    z.strictObject({ walletId, netuid, hotkey: ss58 }),
    planView,
  ),
  prepareDestroy: procedure(
    "read",
    "A plan that recycles or burns alpha for ever; the subnet's name has to be typed",
    z.strictObject({
      walletId,
      how: z.enum(["recycle", "burn"]),
      hotkey: ss58,
      netuid,
      alphaRao: raoText,
      /** The subnet's name or number as the person typed it. */
      confirmation: z.string().max(256),
    }),
    planView,
  ),
} as const;
