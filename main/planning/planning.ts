import { createRow, type ForeseeDeps } from "#main/basket/foresee.ts";
import { quoteBatch } from "#main/basket/quote-batch.ts";
import type { Head, Live } from "#main/chain/link.ts";
import type { Keys } from "#main/keys/keys.ts";
import { type FeeQuotes, quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { orderTitle } from "#src/basket/order-title.ts";
import type { BasketQuote, PlainOrder } from "#src/contract/basket.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { RebalancePlan, SplitPlan, SweepPlan, TargetPlan } from "#src/contract/planning.ts";
import { planRebalance } from "./plan-rebalance.ts";
import { planSplit } from "./plan-split.ts";
import { planSweep } from "./plan-sweep.ts";
import { planTarget } from "./plan-target.ts";

/** What every planner works with: one block, one coldkey, the node's answers. */
export interface PlanningContext extends ForeseeDeps {
  readonly live: Live;
  readonly at: Head;
  readonly coldkey: string;
  readonly walletId: string;
  readonly fees: FeeQuotes;
  /** The orders as one transaction, as the basket would quote them; null where there are none. */
  quote(orders: readonly PlainOrder[]): Promise<BasketQuote | null>;
}

/** Proposals only: orders with their quotes. The basket, or a confirmation each, does the signing. */
export interface Planning {
  /** Errors: `PLANNING_…`, `NETWORK_…`, `KEY_WALLET_UNKNOWN`, as all of these. */
  target(input: ParsedInput<"planning.target">): Promise<TargetPlan>;
  sweep(input: ParsedInput<"planning.sweep">): Promise<SweepPlan>;
  split(input: ParsedInput<"planning.split">): Promise<SplitPlan>;
  rebalance(input: ParsedInput<"planning.rebalance">): Promise<RebalancePlan>;
}

export function createPlanning(
  deps: Omit<ForeseeDeps, "keys"> & {
    readonly keys: Pick<Keys, "get" | "hotkey">;
    readonly transactions: Pick<Transactions, "fees">;
  },
): Planning {
  function context(walletId: string): PlanningContext {
    const { address: coldkey } = deps.keys.get(walletId);
    const { live, at } = quoteBlock(deps.chain);
    const { fees } = deps.transactions;
    const place = { live, at, coldkey, walletId };
    return {
      ...deps,
      ...place,
      fees,
      async quote(orders) {
        if (orders.length === 0) return null;
        const items = orders.map((order, index) => ({ itemId: String(index + 1), title: orderTitle(order), order }));
        return (await quoteBatch(place, fees, coldkey, createRow(deps, place), items, "all")).view;
      },
    };
  }
  return {
    target: async (input) => planTarget(context(input.walletId), input),
    sweep: async (input) => planSweep(context(input.walletId), input),
    split: async (input) => planSplit(context(input.walletId), input),
    rebalance: async (input) => planRebalance(context(input.walletId), input),
  };
}
