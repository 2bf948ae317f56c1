import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, netuid, raoText, ss58, timeMs } from "./scalars.ts";

/** Stake of one coldkey behind one hotkey on one subnet. On root, alpha is TAO one to one. */
export const position = z.strictObject({
  walletId: z.string(),
  walletName: z.string(),
  walletKind: z.enum(["password", "practice", "watch"]),
  coldkey: ss58,
  hotkey: ss58,
  /** The name of the hotkey where it is one of this profile's. */
  hotkeyName: z.string().nullable(),
  netuid,
  alphaRao: raoText,
  priceRaoPerAlpha: raoText,
  /** Worth at the pool's price, which nobody can sell everything at. */
  spotRao: raoText,
  /** What selling all of it would bring now; null where the pool cannot take it or the node cannot tell. */
  exitRao: raoText.nullable(),
  /** The swap fee inside that, in alpha. */
  exitFeeAlphaRao: raoText.nullable(),
  /** Millionths of everything this profile sees. */
  shareMillionths: z.int(),
  /** The hotkey holds a UID there. */
  registered: z.boolean(),
});
export type Position = z.infer<typeof position>;

/** What one coldkey has on one subnet over all hotkeys. */
export const availability = z.strictObject({
  coldkey: ss58,
  netuid,
  totalAlphaRao: raoText,
  lockedAlphaRao: raoText,
  availableAlphaRao: raoText,
});
export type Availability = z.infer<typeof availability>;

export const portfolioTotals = z.strictObject({
  freeRao: raoText,
  reservedRao: raoText,
  rootRao: raoText,
  subnetsSpotRao: raoText,
  /** Null where the node cannot tell what a sale brings. */
  subnetsExitRao: raoText.nullable(),
  totalSpotRao: raoText,
  totalExitRao: raoText.nullable(),
});
export type PortfolioTotals = z.infer<typeof portfolioTotals>;

export const portfolioView = z.strictObject({
  atBlock: blockNumber,
  positions: z.array(position),
  availability: z.array(availability),
  totals: portfolioTotals,
});
export type PortfolioView = z.infer<typeof portfolioView>;

/** The worth of all coldkeys at one block, as this app has seen it. */
export const portfolioPoint = z.strictObject({
  atMs: timeMs,
  block: blockNumber,
  freeRao: raoText,
  rootRao: raoText,
  subnetsRao: raoText,
  totalRao: raoText,
  coldkeys: z.int(),
});
export type PortfolioPoint = z.infer<typeof portfolioPoint>;

export const portfolioContract = {
  get: procedure(
    "read",
    "Positions of all coldkeys, at the pools' price and at what selling would bring",
    z.strictObject({}),
    portfolioView,
  ),
  history: procedure(
    "read",
    "The worth of all coldkeys over time, as this app has seen it",
    z.strictObject({ range: z.enum(["day", "week", "month", "all"]).default("all") }),
    z.array(portfolioPoint),
  ),
} as const;
