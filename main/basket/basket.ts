import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Events } from "#main/ports/events.ts";
import type { Registration } from "#main/registration/registration.ts";
import { row } from "#main/staking/bill-rows.ts";
import type { Staking } from "#main/staking/staking.ts";
import type { Store } from "#main/store/store.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import type { Transfers } from "#main/transfers/transfers.ts";
import { AppError } from "#src/app-error.ts";
import { modeWords } from "#src/basket/batch-modes.ts";
import { orderTitle } from "#src/basket/order-title.ts";
import type { BasketOrder, BasketQuote, BasketView, BatchMode, PlainOrder } from "#src/contract/basket.ts";
import type { PlanRow, PlanView, TransactionView } from "#src/contract/transactions.ts";
import { type BasketOwner, createBasketStore, type StoredItem } from "./basket-store.ts";
import { createRow, type ForeseenCall, type Row } from "./foresee.ts";
import { itemOf } from "./item-of.ts";
import { batchCall, quoteBatch } from "./quote-batch.ts";

const MOST_ITEMS = 50;
/** Sent transactions among which a basket's items are looked for when something was sent. */
const SENT_LOOKED_AT = 100;
const NEVER_HAPPENED: ReadonlySet<TransactionView["state"]> = new Set(["refused", "expired"]);

/** Calls that wait to be sent together, by one coldkey on one chain. It outlives a restart; signatures are never kept. */
export interface Basket {
  start(): void;
  stop(): void;
  list(): BasketView;
  /** Errors: `PLAN_…`, `BASKET_…`. */
  add(planId: string): BasketView;
  /** Errors: `BASKET_…`, `KEY_WALLET_UNKNOWN`. */
  addOrders(walletId: string, orders: readonly PlainOrder[]): BasketView;
  /** Errors of these: `BASKET_ITEM_UNKNOWN`. */
  remove(itemId: string): BasketView;
  move(itemId: string, to: number): BasketView;
  clear(): BasketView;
  /** What a sent batch left undone, back into the basket. Errors: `TRANSACTION_UNKNOWN`, `BASKET_NOTHING_LEFT`. */
  putBack(transactionId: string): BasketView;
  /** Errors: `BASKET_EMPTY`, `BASKET_OTHER_NETWORK`, `NETWORK_…`. What an item would fail with stands at the item. */
  quote(mode: BatchMode): Promise<BasketQuote>;
  /** Errors: as `quote`, and `BASKET_ITEM_FAILS` where the chain would refuse an item. */
  prepare(mode: BatchMode): Promise<PlanView>;
}

export function createBasket(deps: {
  chain: Chain;
  keys: Pick<Keys, "get" | "list" | "hotkey">;
  transactions: Pick<Transactions, "prepare" | "planFor" | "fees" | "list" | "get">;
  staking: Pick<Staking, "quoteIn">;
  transfers: Pick<Transfers, "quoteIn">;
  registration: Pick<Registration, "describe" | "price">;
  store: Store;
  events: Events;
  randomId: () => string;
}): Basket {
  const { chain, keys, transactions, events, randomId } = deps;
  const stored = createBasketStore(deps.store);
  let told = "";
  let unsubscribe: () => void = () => undefined;

  /** Marks what was sent. The journal of transactions decides: an item named in one is gone from here, crash or not. */
  function reconcile(): void {
    const items = stored.list();
    if (items.length === 0) return;
    const sent = transactions.list(SENT_LOOKED_AT).filter((one) => one.items && !NEVER_HAPPENED.has(one.state));
    for (const item of items) {
      if (item.sentIn === null) {
        const by = sent.find(({ items: inside }) => inside?.some(({ itemId }) => itemId === item.itemId));
        if (by) stored.setSent([item.itemId], by.transactionId);
      } else {
        const { state, items: inside } = transactions.get(item.sentIn);
        if (NEVER_HAPPENED.has(state)) stored.setSent([item.itemId], null);
        const done = inside?.some((one) => one.itemId === item.itemId && one.state === "done");
        if (done && (state === "finalized" || state === "failed")) stored.remove([item.itemId]);
      }
    }
  }

  function waiting(): StoredItem[] {
    reconcile();
    const known = new Set(keys.list().map(({ walletId }) => walletId));
    return stored.list().filter(({ sentIn, walletId }) => sentIn === null && known.has(walletId));
  }

  function view(): BasketView {
    const items = waiting();
    const [first] = items;
    const wallet = first ? keys.get(first.walletId) : null;
    return {
      signer: wallet ? { walletId: wallet.walletId, walletName: wallet.name, address: wallet.address } : null,
      network: first ? { name: first.network, genesisHash: first.genesisHash } : null,
      items: items.map(({ itemId, title, order }) => ({ itemId, title, order })),
    };
  }

  function changed(): BasketView {
    const now = view();
    told = JSON.stringify(now);
    events.publish("basket.changed", now);
    return now;
  }

  function put(walletId: string, orders: readonly { title: string; order: BasketOrder }[]): BasketView {
    const items = waiting();
    const [first] = items;
    const { genesisHash } = chain.live().identity;
    if (first && first.walletId !== walletId) {
      throw new AppError("BASKET_OTHER_SIGNER", `The basket holds calls of ${keys.get(first.walletId).name}.`, {
        hint: "Send or empty the basket first: one batch has one signer.",
      });
    }
    if (first) refuseOtherNetwork(first);
    if (items.length + orders.length > MOST_ITEMS) {
      throw new AppError("BASKET_FULL", `A basket holds at most ${MOST_ITEMS} items.`, {
        hint: `Send what is in it first; there is room for ${MOST_ITEMS - items.length} more.`,
      });
    }
    const owner: BasketOwner = { walletId, genesisHash, network: chain.status().name };
    stored.add(orders.map((order) => ({ ...owner, ...order, itemId: randomId(), sentIn: null })));
    return changed();
  }

  function refuseOtherNetwork({ genesisHash, network }: BasketOwner): void {
    if (chain.live().identity.genesisHash === genesisHash) return;
    throw new AppError("BASKET_OTHER_NETWORK", `The basket was filled on another chain (${network}).`, {
      hint: "Connect to that network again, or empty the basket.",
    });
  }

  function needItem(itemId: string): StoredItem[] {
    const items = waiting();
    if (items.some((item) => item.itemId === itemId)) return items;
    throw new AppError("BASKET_ITEM_UNKNOWN", "There is no such item in the basket.", {
      hint: "Look at the basket again; it may have been sent.",
      field: "itemId",
    });
  }

  function rowNow(walletId: string) {
    const { live, at } = quoteBlock(chain);
    const coldkey = keys.get(walletId).address;
    return { live, at, coldkey, row: createRow(deps, { live, at, coldkey, walletId }) };
  }

  async function quoted(mode: BatchMode) {
    const items = waiting();
    const [first] = items;
    if (!first) {
      throw new AppError("BASKET_EMPTY", "The basket is empty.", {
        hint: "Add orders to it from any confirmation, or with `tausmith batch add`.",
      });
    }
    refuseOtherNetwork(first);
    const { live, at, coldkey, row: through } = rowNow(first.walletId);
    const batch = await quoteBatch({ live, at }, transactions.fees, coldkey, through, items, mode);
    return { items, live, coldkey, walletId: first.walletId, ...batch };
  }

  /** Right before the signature: nothing was sent meanwhile, and every item still works with its fixed figures. */
  async function stillHolds(
    walletId: string,
    itemIds: readonly string[],
    calls: readonly ForeseenCall[],
    feeRao: bigint,
  ) {
    const here = new Set(waiting().map(({ itemId }) => itemId));
    const outdated = (why: string, hint: string) => new AppError("PLAN_OUTDATED", why, { hint });
    if (!itemIds.every((itemId) => here.has(itemId))) {
      throw outdated(
        "Items of this batch were sent or taken out meanwhile.",
        "Look at the basket and prepare it again.",
      );
    }
    const again: Row = rowNow(walletId).row;
    const foreseen = await again.through(
      calls.map(({ fixed }) => fixed),
      feeRao,
    );
    for (const [index, one] of foreseen.entries()) {
      if (one.ok) continue;
      throw outdated(
        `What was shown no longer holds. Item ${index + 1} (${calls[index]?.title}) would fail: ${one.error.message}`,
        one.error.hint,
      );
    }
  }

  return {
    start() {
      unsubscribe = events.subscribe("transactions.changed", () => {
        if (stored.list().length > 0 && JSON.stringify(view()) !== told) changed();
      });
      changed();
    },
    stop: () => unsubscribe(),
    list: view,
    add(planId) {
      const plan = transactions.planFor(planId);
      return put(plan.signer.walletId, [itemOf(plan)]);
    },
    addOrders(walletId, orders) {
      keys.get(walletId);
      return put(
        walletId,
        orders.map((order) => ({ title: orderTitle(order), order })),
      );
    },
    remove(itemId) {
      needItem(itemId);
      stored.remove([itemId]);
      return changed();
    },
    move(itemId, to) {
      const items = needItem(itemId).map((item) => item.itemId);
      const others = items.filter((other) => other !== itemId);
      stored.arrange([...others.slice(0, to), itemId, ...others.slice(to)]);
      return changed();
    },
    clear() {
      stored.remove(waiting().map(({ itemId }) => itemId));
      return changed();
    },
    putBack(transactionId) {
      const { items: inside = [], state } = transactions.get(transactionId);
      reconcile();
      const left = stored
        .list()
        .filter(({ sentIn, itemId }) =>
          inside.some(
            (one) =>
              sentIn === transactionId && one.itemId === itemId && one.state !== "done" && one.state !== "waiting",
          ),
        );
      const [first] = left;
      if (!first || state !== "failed") {
        throw new AppError("BASKET_NOTHING_LEFT", "This transaction left nothing undone that could be put back.", {
          hint: "Only items of a final batch that failed or were not reached can be put back, once.",
          field: "transactionId",
        });
      }
      const now = put(
        first.walletId,
        left.map(({ title, order }) => ({ title, order })),
      );
      stored.remove(left.map(({ itemId }) => itemId));
      return now;
    },
    quote: async (mode) => (await quoted(mode)).view,
    async prepare(mode) {
      const { view: quote, foreseen, items, live, walletId } = await quoted(mode);
      const calls: ForeseenCall[] = [];
      for (const [index, one] of foreseen.entries()) {
        if (one.ok) {
          calls.push(one.item);
          continue;
        }
        const { itemId = "", title = "" } = items[index] ?? {};
        throw new AppError("BASKET_ITEM_FAILS", `Item ${index + 1} (${title}) would fail: ${one.error.message}`, {
          hint: `${one.error.hint} Or take it out of the basket.`,
          field: "itemId",
          details: { itemId, place: index + 1, reason: one.error.code },
        });
      }
      return transactions.prepare(planOf({ walletId, quote, items, calls, live, stillHolds }));
    },
  };
}

/** Rows of an item that a person needs in a confirmation; the rest stands in the basket. */
const LEFT_OUT =
  /^(Price now|Price impact, share|Price after|Back out now|Break-even|TAO that passes|Protected for|What it does)/;

function planOf(given: {
  readonly walletId: string;
  readonly quote: BasketQuote;
  readonly items: readonly StoredItem[];
  readonly calls: readonly ForeseenCall[];
  readonly live: Parameters<typeof batchCall>[0];
  readonly stillHolds: (
    walletId: string,
    itemIds: readonly string[],
    calls: readonly ForeseenCall[],
    feeRao: bigint,
  ) => Promise<void>;
}): PlanSpec {
  const { walletId, quote, items, calls, live } = given;
  const words = modeWords(quote.mode);
  const numbered = calls.flatMap(({ rows, warnings, title }, index): PlanRow[] => [
    row(`${index + 1}. ${title}`, items[index]?.title ?? ""),
    ...rows
      .filter(({ label }) => !LEFT_OUT.test(label))
      // Each item's figures stand together, and not on the card of the batch's fee.
      .map(({ place: _, ...one }) => ({ ...one, label: `${index + 1} · ${one.label}` })),
    ...warnings.map((text) => row(`${index + 1} · Mind`, text, "text", "warning")),
  ]);
  const netRao = BigInt(quote.spendsExpectedRao) - BigInt(quote.receivesExpectedRao);
  const after = calls.flatMap(({ afterSuccess }) => (afterSuccess ? [afterSuccess] : []));
  return {
    title: `Batch of ${items.length === 1 ? "1 item" : `${items.length} items`}`,
    signer: { walletId, role: "coldkey" },
    call: () => batchCall(live, quote.mode, calls),
    rows: [
      row(words.label, words.meaning),
      ...numbered,
      row("All that leaves, at most", quote.spendsMaxRao, "rao"),
      row("All that comes, expected", quote.receivesExpectedRao, "rao"),
      row("All that comes, at least", quote.receivesLeastRao, "rao"),
      row("Fees one by one", quote.singlesRao, "rao"),
      row("Saved by the batch", quote.savedRao, "signedRao", quote.savedRao.startsWith("-") ? "warning" : "good"),
    ],
    spendsMaxRao: BigInt(quote.spendsMaxRao),
    spendsExpectedRao: netRao > 0n ? netRao : 0n,
    reservesRao: calls.reduce((sum, { reservesRao }) => sum + reservesRao, 0n),
    warnings: quote.warnings,
    items: items.map(({ itemId, title }) => ({ itemId, title })),
    beforeSigning: () =>
      given.stillHolds(
        walletId,
        items.map(({ itemId }) => itemId),
        calls,
        BigInt(quote.fee?.totalRao ?? 0),
      ),
    afterSuccess: async (success) => {
      for (const each of after) await each(success);
    },
  };
}
