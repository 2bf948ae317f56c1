import type { Store } from "#main/store/store.ts";
import { type BasketItem, basketOrder } from "#src/contract/basket.ts";

/** Whose basket it is. */
export interface BasketOwner {
  readonly walletId: string;
  readonly genesisHash: string;
  readonly network: string;
}

export interface StoredItem extends BasketItem, BasketOwner {
  /** The transaction it was sent in; null while it waits. */
  readonly sentIn: string | null;
}

export interface BasketStore {
  /** In the person's order. */
  list(): StoredItem[];
  add(items: readonly StoredItem[]): void;
  remove(itemIds: readonly string[]): void;
  setSent(itemIds: readonly string[], transactionId: string | null): void;
  /** The item to a place among those given, which become the order of all. */
  arrange(itemIds: readonly string[]): void;
}

const STEPS = [
  `CREATE TABLE basket_items (
    item_id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    wallet_id TEXT NOT NULL,
    genesis_hash TEXT NOT NULL,
    network TEXT NOT NULL,
    title TEXT NOT NULL,
    item_order TEXT NOT NULL,
    sent_in TEXT
  ) STRICT;`,
];

interface Row {
  readonly item_id: string;
  readonly wallet_id: string;
  readonly genesis_hash: string;
  readonly network: string;
  readonly title: string;
  readonly item_order: string;
  readonly sent_in: string | null;
}

/** The basket on disk: orders as they were asked for, never a signature. What no longer fits the contract is left out. */
export function createBasketStore(store: Store): BasketStore {
  store.migrate("basket", STEPS);
  const { db } = store;
  const all = db.prepare("SELECT * FROM basket_items ORDER BY place");
  const insert = db.prepare(
    `INSERT INTO basket_items (item_id, place, wallet_id, genesis_hash, network, title, item_order)
     VALUES (?, (SELECT COALESCE(MAX(place), 0) + 1 FROM basket_items), ?, ?, ?, ?, ?)`,
  );
  const drop = db.prepare("DELETE FROM basket_items WHERE item_id = ?");
  const sent = db.prepare("UPDATE basket_items SET sent_in = ? WHERE item_id = ?");
  const place = db.prepare("UPDATE basket_items SET place = ? WHERE item_id = ?");

  return {
    list: () =>
      (all.all() as unknown as Row[]).flatMap((row) => {
        const order = basketOrder.safeParse(JSON.parse(row.item_order));
        const { item_id: itemId, wallet_id: walletId, genesis_hash: genesisHash, network, title } = row;
        const kept = { itemId, walletId, genesisHash, network, title, sentIn: row.sent_in };
        return order.success ? [{ ...kept, order: order.data }] : [];
      }),
    add: (items) =>
      store.transaction(() => {
        for (const item of items) {
          const order = JSON.stringify(item.order);
          insert.run(item.itemId, item.walletId, item.genesisHash, item.network, item.title, order);
        }
      }),
    remove: (itemIds) =>
      store.transaction(() => {
        for (const itemId of itemIds) drop.run(itemId);
      }),
    setSent: (itemIds, transactionId) =>
      store.transaction(() => {
        for (const itemId of itemIds) sent.run(transactionId, itemId);
      }),
    arrange: (itemIds) =>
      store.transaction(() => {
        for (const [index, itemId] of itemIds.entries()) place.run(index + 1, itemId);
      }),
  };
}
