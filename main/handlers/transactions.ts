import type { Transactions } from "#main/transactions/transactions.ts";
import type { Handlers } from "./types.ts";

export const transactionsHandlers = (services: { readonly transactions: Transactions }): Handlers<"transactions"> => ({
  submit: ({ planId, password }, context) => services.transactions.submit(planId, password, context),
  discard: ({ planId }) => {
    services.transactions.discard(planId);
    return {};
  },
  list: ({ limit }) => services.transactions.list(limit),
  get: ({ transactionId }) => services.transactions.get(transactionId),
  wait: ({ transactionId, until, timeoutMs }) => services.transactions.wait(transactionId, until, timeoutMs),
});
