import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { depositView, swapQuote } from "./quote.ts";
import { blockNumber, hash32, hex, keyName, netuid, raoText, signedRaoText, ss58 } from "./scalars.ts";
import { guardFields, stakingOrder } from "./staking.ts";
import { expectedReturn, feeView, innerPart, planRow, planView } from "./transactions.ts";
import { transferFields } from "./transfers.ts";
import { walletId } from "./wallet-views.ts";

/** An order that is asked for again whenever the basket is quoted. */
export const plainOrder = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("staking"), order: stakingOrder, ...guardFields }),
  z.strictObject({ kind: z.literal("transfer"), ...transferFields }),
  z.strictObject({ kind: z.literal("registration"), netuid, hotkeyName: keyName, ceilingRao: raoText.optional() }),
]);
export type PlainOrder = z.infer<typeof plainOrder>;

/** Any other call: its bytes and rows as they were prepared, good for the runtime they were made on. */
export const callOrder = z.strictObject({
  kind: z.literal("call"),
  title: z.string(),
  callHex: hex,
  specVersion: z.int(),
  rows: z.array(planRow),
  warnings: z.array(z.string()),
  spendsMaxRao: raoText,
  spendsExpectedRao: raoText,
  /** Set aside and given back later. */
  reservesRao: raoText.default("0"),
});

export const basketOrder = z.discriminatedUnion("kind", [...plainOrder.options, callOrder]);
export type BasketOrder = z.infer<typeof basketOrder>;

/** How the chain carries a batch out (chain facts 2.7). */
export const batchMode = z.enum(["all", "stop", "continue"]);
export type BatchMode = z.infer<typeof batchMode>;

const itemId = z.string().min(1).max(64);

export const basketItem = z.strictObject({ itemId, title: z.string(), order: basketOrder });
export type BasketItem = z.infer<typeof basketItem>;

/** What waits to be sent together, by one signer on one chain. */
export const basketView = z.strictObject({
  /** Null while it is empty. */
  signer: z.strictObject({ walletId, walletName: z.string(), address: ss58 }).nullable(),
  network: z.strictObject({ name: z.string(), genesisHash: hash32 }).nullable(),
  items: z.array(basketItem),
});
export type BasketView = z.infer<typeof basketView>;

/** One item in its place: what it meets after the items before it. */
export const quotedItem = z.strictObject({
  itemId,
  title: z.string(),
  call: z.strictObject({ section: z.string(), method: z.string() }).nullable(),
  /** Its fee if it were sent alone, and its part of the batch's. */
  feeAloneRao: raoText.nullable(),
  feePartRao: raoText.nullable(),
  /** Free alone, and paid here because another item pays. */
  madeToPay: z.boolean(),
  spendsMaxRao: raoText,
  spendsExpectedRao: raoText,
  receives: expectedReturn.nullable(),
  swap: swapQuote.nullable(),
  rows: z.array(planRow),
  warnings: z.array(z.string()),
  /** Why it would fail in its place. */
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type QuotedItem = z.infer<typeof quotedItem>;

export const basketQuote = z.strictObject({
  mode: batchMode,
  items: z.array(quotedItem),
  /** Of the items that would work, as one transaction; null where none would. */
  fee: feeView.nullable(),
  inner: z.array(innerPart),
  wrapperRao: signedRaoText,
  /** The fees of the items one by one, and what the batch saves against them; below zero it costs more. */
  singlesRao: raoText,
  savedRao: signedRaoText,
  deposits: z.array(depositView),
  /** All that leaves, the fee not counted: expected and at most. */
  spendsExpectedRao: raoText,
  spendsMaxRao: raoText,
  /** All TAO that comes in: expected, and at least (what has no guard counts nothing). */
  receivesExpectedRao: raoText,
  receivesLeastRao: raoText,
  balanceBeforeRao: raoText,
  balanceAfterRao: signedRaoText,
  balanceAfterLeastRao: signedRaoText,
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
  atBlock: blockNumber,
});
export type BasketQuote = z.infer<typeof basketQuote>;

export const basketContract = {
  list: procedure("read", "What is in the basket", z.strictObject({}), basketView),
  add: procedure(
    "write",
    "Put a prepared plan into the basket instead of sending it",
    z.strictObject({ planId: z.string().min(1).max(64) }),
    basketView,
  ),
  addOrders: procedure(
    "write",
    "Put orders into the basket",
    z.strictObject({ walletId, orders: z.array(plainOrder).min(1).max(50) }),
    basketView,
  ),
  remove: procedure("write", "Take an item out of the basket", z.strictObject({ itemId }), basketView),
  move: procedure(
    "write",
    "Move an item to another place of the order",
    z.strictObject({ itemId, to: z.int().min(0).max(49) }),
    basketView,
  ),
  clear: procedure("write", "Empty the basket", z.strictObject({}), basketView),
  putBack: procedure(
    "write",
    "Put items of a sent batch that were not carried out back into the basket",
    z.strictObject({ transactionId: z.string().min(1).max(80) }),
    basketView,
  ),
  quote: procedure(
    "read",
    "What the basket would cost and bring, item after item",
    z.strictObject({ mode: batchMode.default("all") }),
    basketQuote,
  ),
  prepare: procedure(
    "read",
    "A plan to send the basket as one transaction",
    z.strictObject({ mode: batchMode.default("all") }),
    planView,
  ),
  changed: stream("The basket", basketView),
} as const;
