import { AppError } from "#src/app-error.ts";
import { BATCH_MODES } from "#src/basket/batch-modes.ts";
import type { BasketView, BatchMode } from "#src/contract/basket.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatBasket, formatItems } from "../format-basket.ts";
import { formatPlan } from "../format-plan.ts";
import { ORDER_NAMES, readPlainOrder } from "../orders/read-plain-order.ts";
import { readFields } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import type { Session } from "../session.ts";
import { signPlan } from "../sign-plan.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const MODE: Field = {
  name: "mode",
  flag: "mode",
  kind: "choice",
  required: false,
  choices: BATCH_MODES.map(({ mode }) => mode),
};
const MODE_USAGE = "[--mode all|stop|continue]";
const MODE_DETAILS = BATCH_MODES.map(({ mode, meaning }) => `--mode ${mode.padEnd(8)} ${meaning}`);
const place = (name: string): Field => ({ name, flag: name, kind: "number", required: true, choices: [] });

/** The item at a place counted from 1. Error: `USAGE_WRONG`. */
async function itemAt(session: Session, number: number): Promise<string> {
  const { items } = unwrap(await session.call("basket.list", {}));
  const item = items[number - 1];
  if (item) return item.itemId;
  throw new UsageError(`There is no item ${number}.`, `The basket holds ${items.length}.`, "number");
}

const listed = (basket: BasketView): CommandResult => ({ value: basket, text: formatBasket(basket, null) });

const list: SessionCommand = {
  kind: "session",
  path: ["batch", "list"],
  usage: `batch list ${MODE_USAGE}`,
  summary: "What is in the basket, and what it would cost and bring as one transaction",
  details: MODE_DETAILS,
  needsChain: true,
  read({ line, words }) {
    const { mode = "all" } = readFields([MODE], line, words) as { mode?: BatchMode };
    return async ({ session }) => {
      const basket = unwrap(await session.call("basket.list", {}));
      if (basket.items.length === 0) return { value: { basket, quote: null }, text: formatBasket(basket, null) };
      const quote = unwrap(await session.call("basket.quote", { mode }));
      return { value: { basket, quote }, text: formatBasket(basket, quote) };
    };
  },
};

const add: SessionCommand = {
  kind: "session",
  path: ["batch", "add"],
  usage: `batch add ${ORDER_NAMES.join("|")} … [--wallet NAME]`,
  summary: "Put an order into the basket, with the words and flags that its own command takes",
  details: ["For instance: batch add stake --netuid 8 --to HOTKEY --amount 10 --tolerance 0.5"],
  needsChain: true,
  read({ line, words }) {
    const read = readPlainOrder(line, words);
    return async ({ session }) => {
      const wallet = await pickWallet(session, read.wallet);
      const orders = [read.order(wallet)];
      return listed(unwrap(await session.call("basket.addOrders", { walletId: wallet.walletId, orders })));
    };
  },
};

const remove: SessionCommand = {
  kind: "session",
  path: ["batch", "remove"],
  usage: "batch remove NUMBER",
  summary: "Take an item out of the basket",
  needsChain: true,
  read({ line, words }) {
    const { number } = readFields([place("number")], line, words) as { number: number };
    return async ({ session }) => {
      const itemId = await itemAt(session, number);
      return listed(unwrap(await session.call("basket.remove", { itemId })));
    };
  },
};

const move: SessionCommand = {
  kind: "session",
  path: ["batch", "move"],
  usage: "batch move NUMBER TO",
  summary: "Move an item to another place: each item meets what those before it leave",
  needsChain: true,
  read({ line, words }) {
    const { number, to } = readFields([place("number"), place("to")], line, words) as { number: number; to: number };
    if (to < 1) throw new UsageError("Places are counted from 1.", undefined, "to");
    return async ({ session }) => {
      const itemId = await itemAt(session, number);
      return listed(unwrap(await session.call("basket.move", { itemId, to: to - 1 })));
    };
  },
};

const clear: SessionCommand = {
  kind: "session",
  path: ["batch", "clear"],
  usage: "batch clear",
  summary: "Empty the basket",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }) => listed(unwrap(await session.call("basket.clear", {})));
  },
};

const prepare: SessionCommand = {
  kind: "session",
  path: ["batch", "prepare"],
  usage: `batch prepare ${MODE_USAGE}`,
  summary: "The whole bill of the basket as it would be signed; nothing is signed",
  details: MODE_DETAILS,
  needsChain: true,
  read({ line, words }) {
    const { mode = "all" } = readFields([MODE], line, words) as { mode?: BatchMode };
    return async ({ session }) => {
      const plan = unwrap(await session.call("basket.prepare", { mode }));
      await session.call("transactions.discard", { planId: plan.planId });
      return { value: { dryRun: true, plan }, text: `${formatPlan(plan)}\nNothing was signed.` };
    };
  },
};

const send: SessionCommand = {
  kind: "session",
  path: ["batch", "send"],
  usage: `batch send ${MODE_USAGE} [--yes]`,
  summary: "Sign and send the basket as one transaction, and tell what became of each item",
  details: MODE_DETAILS,
  needsChain: true,
  read({ line, words }) {
    const { mode = "all" } = readFields([MODE], line, words) as { mode?: BatchMode };
    return (context) => sendBasket(mode, context);
  },
};

async function sendBasket(mode: BatchMode, context: CommandContext): Promise<CommandResult> {
  const { session, terminal } = context;
  const plan = unwrap(await session.call("basket.prepare", { mode }));
  try {
    const transaction = await signPlan(plan, context);
    return {
      value: { plan, transaction },
      text: `Final in block ${transaction.block?.number ?? "?"}.\n${formatItems(transaction.items ?? [])}`,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "TRANSACTION_FAILED") throw error;
    // What was carried out before a failure stays done, so each item's own fate is told.
    const transactionId = String(error.details?.transactionId ?? "");
    const sent = await session.call("transactions.get", { transactionId });
    if (sent.ok) terminal.tell(formatItems(sent.value.items ?? []));
    throw error;
  }
}

const putBack: SessionCommand = {
  kind: "session",
  path: ["batch", "put-back"],
  usage: "batch put-back TRANSACTION",
  summary: "Put the items that a sent batch did not carry out back into the basket",
  needsChain: true,
  read({ line, words }) {
    const field: Field = { name: "transactionId", flag: "transaction", kind: "text", required: true, choices: [] };
    const { transactionId } = readFields([field], line, words) as { transactionId: string };
    return async ({ session }) => listed(unwrap(await session.call("basket.putBack", { transactionId })));
  },
};

/** The basket in the terminal. */
export const batchCommands: readonly SessionCommand[] = [list, add, remove, move, prepare, send, clear, putBack];
