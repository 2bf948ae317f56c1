import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, netuid, raoText, signedRaoText, ss58, timeMs } from "./scalars.ts";
import { moved, transactionItem, transactionState, transactionView } from "./transactions.ts";

export const historyKind = z.enum([
  "transfer",
  "received",
  "stake",
  "unstake",
  "move",
  "register",
  "serve",
  "weights",
  "proxy",
  "batch",
  "other",
]);
export type HistoryKind = z.infer<typeof historyKind>;

/** An event as the block has it, by name, fields as text. */
export const historyEvent = z.strictObject({ name: z.string(), data: z.array(z.string()) });
export type HistoryEvent = z.infer<typeof historyEvent>;

/** Alpha bought or sold, as the chain's own event tells it. */
export const trade = z.strictObject({
  side: z.enum(["buy", "sell"]),
  coldkey: ss58,
  hotkey: ss58,
  netuid,
  /** Paid for a purchase with its fee, or brought by a sale. */
  taoRao: raoText,
  /** Got by a purchase, or sold without the fee. */
  alphaRao: raoText,
  /** In TAO for a purchase, in alpha for a sale. */
  feeRao: raoText,
});
export type Trade = z.infer<typeof trade>;

export const historyEntry = z.strictObject({
  entryId: z.string(),
  /** `sent` from here, or only seen in a block. */
  source: z.enum(["sent", "seen"]),
  network: z.string(),
  genesisHash: hash32.nullable(),
  block: z.strictObject({ number: blockNumber, hash: hash32, index: z.int() }).nullable(),
  hash: hash32.nullable(),
  atMs: timeMs,
  kind: historyKind,
  title: z.string(),
  section: z.string(),
  method: z.string(),
  signer: ss58.nullable(),
  /** Own keys that it concerns. */
  keys: z.array(ss58),
  netuids: z.array(netuid),
  args: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  state: transactionState,
  error: z.strictObject({ name: z.string(), message: z.string(), hint: z.string() }).nullable(),
  quoted: transactionView.shape.quoted.nullable(),
  /** The fee where an own key paid it; null where it is not known. */
  feePaidRao: raoText.nullable(),
  feePaidAlphaRao: raoText.nullable(),
  /** What own coldkeys gained or lost in TAO besides the fee; null where it is not known. */
  changeRao: signedRaoText.nullable(),
  trades: z.array(trade),
  /** What explains the difference of a trade sent from here to its quote. */
  moved: moved.optional(),
  /** There for a batch: what became of each call inside. */
  items: z.array(transactionItem).optional(),
  events: z.array(historyEvent),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const rescanView = z.strictObject({
  state: z.enum(["idle", "running", "done", "cancelled", "failed"]),
  network: z.string(),
  /** From the newest block down to the oldest. */
  newestBlock: blockNumber,
  oldestBlock: blockNumber,
  blocksRead: z.int(),
  found: z.int(),
  message: z.string(),
});
export type RescanView = z.infer<typeof rescanView>;

const filters = {
  key: ss58.optional(),
  netuid: netuid.optional(),
  kind: historyKind.optional(),
};

export const historyContract = {
  list: procedure(
    "read",
    "Everything sent from here or seen in blocks, newest first",
    z.strictObject({ limit: z.int().min(1).max(5_000).default(200), ...filters }),
    z.array(historyEntry),
  ),
  get: procedure(
    "read",
    "One transaction with its call and events",
    z.strictObject({ entryId: z.string().min(1).max(100) }),
    historyEntry,
  ),
  csv: procedure(
    "read",
    "The history as CSV for taxes: transactions, or lots first in, first out",
    z.strictObject({ what: z.enum(["transactions", "lots"]).default("transactions"), ...filters }),
    z.strictObject({ text: z.string(), rows: z.int() }),
  ),
  rescan: procedure(
    "write",
    "Look through recent blocks for this profile's keys, newest first",
    z.strictObject({
      blocks: z.int().min(1).max(1_000_000).default(256),
      /** Ask an endpoint of the network "archive" instead of the node connected to. */
      archive: z.boolean().default(false),
    }),
    rescanView,
  ),
  rescanStatus: procedure("read", "How far looking through blocks is", z.strictObject({}), rescanView),
  stopRescan: procedure("write", "Stop looking through blocks", z.strictObject({}), rescanView),
  rescanChanged: stream("How far looking through blocks is", rescanView),
  changed: stream("How many entries the history holds", z.strictObject({ entries: z.int() })),
} as const;
