import type { PlanItem, TransactionItem } from "#src/contract/transactions.ts";
import type { ExplainedError } from "#src/errors/explain-error.ts";
import type { BatchOutcome, Received } from "./outcome.ts";

export const waitingItem = (item: PlanItem): TransactionItem => ({
  ...item,
  state: "waiting",
  error: null,
  spentRao: null,
  received: null,
});

const receivedView = ({ rao, alphaRao, swapFeeRao, swapFeeAlphaRao }: Received): TransactionItem["received"] => ({
  rao: rao.toString(),
  alphaRao: alphaRao.toString(),
  swapFeeRao: swapFeeRao.toString(),
  swapFeeAlphaRao: swapFeeAlphaRao.toString(),
});

/** What became of each planned item; null where the block does not tell it. */
export function settleItems(planned: readonly PlanItem[], batch: BatchOutcome | null): TransactionItem[] {
  return planned.map(({ itemId, title }, index) => {
    const told = batch?.[index];
    if (!told) return { ...waitingItem({ itemId, title }), state: batch ? "notReached" : "undone" };
    return {
      itemId,
      title,
      state: told.error ? "failed" : "done",
      error: told.error,
      spentRao: told.spentRao.toString(),
      received: told.received ? receivedView(told.received) : null,
    };
  });
}

/** The error of a batch as a whole, with the item that failed named and what was carried out counted. */
export function batchError(error: ExplainedError | null, items: readonly TransactionItem[]): ExplainedError | null {
  const failed = items.find(({ state }) => state === "failed");
  if (!error) return null;
  const done = items.filter(({ state }) => state === "done").length;
  if (!failed) return { ...error, message: `Nothing was carried out, since one item failed. ${error.message}` };
  const carried = `${done} of ${items.length} items ${done === 1 ? "was" : "were"} carried out.`;
  return { ...error, message: `${carried} ${failed.title} failed: ${failed.error?.message ?? error.message}` };
}
