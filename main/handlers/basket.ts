import type { Basket } from "#main/basket/basket.ts";
import type { Handlers } from "./types.ts";

export const basketHandlers = ({ basket }: { readonly basket: Basket }): Handlers<"basket"> => ({
  list: () => basket.list(),
  add: ({ planId }) => basket.add(planId),
  addOrders: ({ walletId, orders }) => basket.addOrders(walletId, orders),
  remove: ({ itemId }) => basket.remove(itemId),
  move: ({ itemId, to }) => basket.move(itemId, to),
  clear: () => basket.clear(),
  putBack: ({ transactionId }) => basket.putBack(transactionId),
  quote: ({ mode }) => basket.quote(mode),
  prepare: ({ mode }) => basket.prepare(mode),
});
