import { z } from "zod";
import { blockNumber, netuid, raoText, signedRaoText, ss58 } from "./scalars.ts";
import { expectedReturn, feeView, planRow } from "./transactions.ts";

/** A point of the impact curve: what part of an amount at the spot price is lost to the pool, in parts per million. */
export const impactPoint = z.strictObject({ amountRao: raoText, impactPpm: z.int().min(0) });
export type ImpactPoint = z.infer<typeof impactPoint>;

/**
 * A trade with a pool. Fee, price impact and tolerance are apart from each other. `…AlphaRao` fields are there where the
 * figure is in alpha, `…Rao` where it is in TAO.
 */
export const swapQuote = z.strictObject({
  netuid,
  /** The swap fee in the token it is taken in, and its worth at the spot price. */
  feeRao: raoText.optional(),
  feeAlphaRao: raoText.optional(),
  feeWorthRao: raoText,
  /** Worth lost because the trade moves the price; in rao, and in parts per million of the worth at spot. */
  impactRao: raoText,
  impactPpm: z.int().min(0),
  priceRaoPerAlpha: raoText,
  /** The marginal price after this trade alone. */
  priceAfterRaoPerAlpha: raoText,
  /**
   * The bound of the marginal price; for a swap the least destination alpha per origin alpha, × 10⁹. Null where nothing
   * guards the price.
   */
  limitPriceRaoPerAlpha: raoText.nullable(),
  tolerancePpm: z.int().nullable(),
  /** `part` where the limit lets only a part of the amount through. */
  fills: z.enum(["whole", "part"]),
  /** The largest amount that the limit lets through, in the token that goes in; null where nothing bounds it. */
  mostRao: raoText.nullable().optional(),
  mostAlphaRao: raoText.nullable().optional(),
  expectedRao: raoText.optional(),
  expectedAlphaRao: raoText.optional(),
  /** The least that a fill at the limit brings; null where nothing guards the price. */
  worstRao: raoText.nullable().optional(),
  worstAlphaRao: raoText.nullable().optional(),
  /** The other subnet of a move, and the TAO that passes between the two. */
  destination: z
    .strictObject({
      netuid,
      priceRaoPerAlpha: raoText,
      priceAfterRaoPerAlpha: raoText,
      taoRao: raoText,
    })
    .optional(),
  /** "Back out now": what selling the bought alpha right after would bring, before its transaction fee. */
  exitRao: raoText.nullable(),
  /** The price per alpha at which going out again gives back what going in cost, the transaction fee included. */
  breakEvenPriceRaoPerAlpha: raoText.nullable(),
  curve: z.array(impactPoint),
});
export type SwapQuote = z.infer<typeof swapQuote>;

/** What is set aside and comes back. */
export const depositView = z.strictObject({ name: z.string(), amountRao: raoText, returns: z.string() });

/** What a call would cost and bring, from the node's own answers for exactly this call and signer. Nothing is signed. */
export const quoteView = z.strictObject({
  operation: z.string(),
  title: z.string(),
  call: z.strictObject({ section: z.string(), method: z.string() }),
  signer: ss58,
  fee: feeView,
  swap: swapQuote.nullable(),
  /** The trades of an exit from several positions. */
  parts: z.array(swapQuote),
  deposits: z.array(depositView),
  /** What has to stay in the account for it to live. */
  existentialRao: raoText,
  /** What leaves the free balance besides the fee, and what comes back. */
  spendsRao: raoText,
  receives: expectedReturn,
  /** The amount that goes in, in its own token, with what there is of it. */
  amountRao: raoText.optional(),
  amountAlphaRao: raoText.optional(),
  availableRao: raoText.optional(),
  availableAlphaRao: raoText.optional(),
  lockedAlphaRao: raoText.optional(),
  balanceBeforeRao: raoText,
  balanceAfterRao: signedRaoText,
  /** The bill in words, the same in the confirmation and in the terminal. */
  rows: z.array(planRow),
  warnings: z.array(z.string()),
  /** What is to be known of this fee beyond its figures. */
  notes: z.array(z.string()).optional(),
  atBlock: blockNumber,
});
export type QuoteView = z.infer<typeof quoteView>;
