import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { networkKind } from "./network.ts";
import { blockNumber, hash32, hex, netuid, raoText, signedRaoText, ss58, timeMs } from "./scalars.ts";

/** The position that pays a fee where free TAO cannot, and how much of it (chain facts 5.2). */
export const feeInAlpha = z.strictObject({ netuid, hotkey: ss58, alphaRao: raoText });
export type FeeInAlpha = z.infer<typeof feeInAlpha>;

/** The fee of one extrinsic as the node counts it, split. All in rao. */
export const feeView = z.strictObject({
  baseRao: raoText,
  lengthRao: raoText,
  weightRao: raoText,
  tipRao: raoText,
  totalRao: raoText,
  encodedBytes: z.int().min(0),
  /** The call is `Pays::No`. */
  free: z.boolean(),
  paidBy: ss58,
  /** There where free TAO is too little and the chain takes alpha instead. */
  inAlpha: feeInAlpha.optional(),
  /** Who receives base, length and weight on this runtime, in words. */
  goesTo: z.string().optional(),
  atBlock: blockNumber,
});
export type FeeView = z.infer<typeof feeView>;

/** What a call inside a batch or a proxy call brings to the fee. */
export const innerPart = z.strictObject({
  call: z.string(),
  /** Alone it would pay. */
  pays: z.boolean(),
  refTime: z.string(),
  weightRao: raoText,
  lengthRao: raoText,
});
export type InnerPart = z.infer<typeof innerPart>;

/** What a trade brings: TAO or alpha. `atLeast` is null where nothing guards the price. */
export const expectedReturn = z.strictObject({
  rao: raoText,
  alphaRao: raoText,
  atLeastRao: raoText.nullable(),
  atLeastAlphaRao: raoText.nullable(),
});
export type ExpectedReturn = z.infer<typeof expectedReturn>;

/** One call of a batch by name, as it is planned. */
export const planItem = z.strictObject({ itemId: z.string(), title: z.string() });
export type PlanItem = z.infer<typeof planItem>;

/** What became of one call of a batch. */
export const transactionItem = z.strictObject({
  itemId: z.string(),
  title: z.string(),
  /** `notReached`: the batch stopped before it. `undone`: the whole was taken back. */
  state: z.enum(["waiting", "done", "failed", "notReached", "undone"]),
  error: z.strictObject({ name: z.string(), message: z.string(), hint: z.string() }).nullable(),
  /** TAO that left the signer for it, the fee not counted. */
  spentRao: raoText.nullable(),
  /** What its trade brought. */
  received: z
    .strictObject({ rao: raoText, alphaRao: raoText, swapFeeRao: raoText, swapFeeAlphaRao: raoText })
    .nullable(),
});
export type TransactionItem = z.infer<typeof transactionItem>;

/** One row a person reads before signing. */
export const planRow = z.strictObject({
  label: z.string(),
  value: z.string(),
  kind: z.enum(["text", "address", "rao", "signedRao", "alphaRao", "number"]),
  tone: z.enum(["normal", "good", "warning", "danger"]).default("normal"),
  /**
   * `card`: a figure that belongs on the fee card, below the fee. `fee`: says again what the card's own lines say, for readers
   * without a card. Left out: what was asked for.
   */
  place: z.enum(["card", "fee"]).optional(),
});
export type PlanRow = z.infer<typeof planRow>;

/** The exact call, decoded by main from the bytes that will be signed. */
export const callView = z.strictObject({
  section: z.string(),
  method: z.string(),
  args: z.array(z.strictObject({ name: z.string(), type: z.string(), value: z.string() })),
  hex,
  /** Short mark of the call bytes, the same on every machine that decodes them. */
  fingerprint: z.string(),
});

/** Something main is ready to sign: call, fee, network, nonce and era are fixed. */
export const planView = z.strictObject({
  planId: z.string(),
  title: z.string(),
  network: z.strictObject({ name: z.string(), kind: networkKind, genesisHash: hash32, specVersion: z.int() }),
  signer: z.strictObject({
    address: ss58,
    role: z.enum(["coldkey", "hotkey"]),
    walletName: z.string(),
    keyName: z.string(),
  }),
  rows: z.array(planRow),
  call: callView,
  fee: feeView,
  /** The calls inside a batch or a proxy call, in their order; there where the call has some and the node prices them. */
  inner: z.array(innerPart).optional(),
  /** What a person should know of this fee. */
  notes: z.array(z.string()).optional(),
  /** The items of a batch from the basket, in their order. */
  items: z.array(planItem).optional(),
  /** What leaves besides the fee, at most and as expected. */
  spendsMaxRao: raoText,
  spendsExpectedRao: raoText,
  /** What comes back, as expected and at least; there for trades. */
  receives: expectedReturn.optional(),
  /** Whose balance these are, and who spends; the signer where left out. */
  spender: ss58.optional(),
  balanceBeforeRao: raoText,
  balanceAfterRao: signedRaoText,
  warnings: z.array(z.string()),
  nonce: z.int().min(0),
  era: z.strictObject({ periodBlocks: z.int(), birthBlock: blockNumber, deathBlock: blockNumber }),
  /** What `submit` needs: the coldkey's password, or a confirmation only. */
  needs: z.enum(["password", "confirmation"]),
  expiresAtMs: timeMs,
  atBlock: blockNumber,
});
export type PlanView = z.infer<typeof planView>;

export const transactionState = z.enum([
  /** Written here, not yet known to be in a node's pool. */
  "recorded",
  /** A node's pool took it. */
  "sent",
  /** In a block, succeeded or failed as `error` tells, not yet final. */
  "included",
  "finalized",
  /** Final and the call failed; the fee is gone. */
  "failed",
  /** No node took it; nothing was paid. */
  "refused",
  /** Its era ended unseen; it can never be included any more. */
  "expired",
]);
export type TransactionState = z.infer<typeof transactionState>;

/** How far a trade's block lay after its quote; `otherTrades` is null where they could not be counted. */
export const moved = z.strictObject({ blocks: z.int(), otherTrades: z.int().nullable() });

export const transactionView = z.strictObject({
  transactionId: z.string(),
  hash: hash32,
  title: z.string(),
  network: z.string(),
  section: z.string(),
  method: z.string(),
  signer: ss58,
  /** For whom it was made, where that is not the signer; amounts are that account's. */
  spender: ss58.optional(),
  nonce: z.int(),
  state: transactionState,
  recordedAtMs: timeMs,
  settledAtMs: timeMs.nullable(),
  /** The last block in which it can be included. */
  deathBlock: blockNumber,
  block: z.strictObject({ number: blockNumber, hash: hash32, index: z.int() }).nullable(),
  quoted: z.strictObject({
    feeRao: raoText,
    spendsMaxRao: raoText,
    spendsExpectedRao: raoText,
    receives: expectedReturn.optional(),
    /** The block whose state it was worked out from. */
    atBlock: blockNumber.optional(),
  }),
  paid: z
    .strictObject({
      feeRao: raoText,
      spentRao: raoText.nullable(),
      /** There where the fee was taken in alpha. */
      feeAlphaRao: raoText.optional(),
      /** What the events of a trade tell: TAO and alpha received, and the swap fee in the token it was taken in. */
      received: z
        .strictObject({ rao: raoText, alphaRao: raoText, swapFeeRao: raoText, swapFeeAlphaRao: raoText })
        .optional(),
      /** What explains a trade's difference to its quote: blocks in between, and trades of others with the same pools. */
      moved: moved.optional(),
    })
    .nullable(),
  error: z.strictObject({ name: z.string(), message: z.string(), hint: z.string() }).nullable(),
  /** There for a batch from the basket: what became of each item. */
  items: z.array(transactionItem).optional(),
});
export type TransactionView = z.infer<typeof transactionView>;

export const transactionsContract = {
  submit: procedure(
    "sign",
    "Sign a prepared plan and send it; answers once it is recorded and a node took it",
    z.strictObject({ planId: z.string().min(1).max(64), password: z.string().max(1_024).optional() }),
    transactionView,
  ),
  discard: procedure(
    "write",
    "Forget a plan",
    z.strictObject({ planId: z.string().min(1).max(64) }),
    z.strictObject({}),
  ),
  list: procedure(
    "read",
    "Transactions, newest first",
    z.strictObject({ limit: z.int().min(1).max(1_000).default(100) }),
    z.array(transactionView),
  ),
  get: procedure(
    "read",
    "One transaction",
    z.strictObject({ transactionId: z.string().min(1).max(80) }),
    transactionView,
  ),
  wait: procedure(
    "read",
    "Answers when the transaction is settled, or after the time given",
    z.strictObject({
      transactionId: z.string().min(1).max(80),
      until: z.enum(["included", "finalized"]).default("finalized"),
      timeoutMs: z.int().min(0).max(600_000).default(120_000),
    }),
    transactionView,
  ),
  changed: stream("Newest transactions", z.array(transactionView)),
} as const;
