import type { TransactionState } from "#src/contract/transactions.ts";

/** What each state of a transaction means, and how it is coloured. */
export const TRANSACTION_WORDS: Record<
  TransactionState,
  { readonly label: string; readonly tone: "good" | "warning" | "danger" | "busy" | "quiet"; readonly text: string }
> = {
  recorded: { label: "recorded", tone: "busy", text: "Written down here; no node has it yet." },
  sent: { label: "sent", tone: "busy", text: "A node took it; it waits for a block." },
  included: { label: "included", tone: "busy", text: "It is in a block, which is not final yet." },
  finalized: { label: "finalized", tone: "good", text: "Final. Nothing can undo it." },
  failed: { label: "failed", tone: "danger", text: "Final, and the call failed. The fee was taken." },
  refused: { label: "refused", tone: "danger", text: "No node took it. Nothing was paid." },
  expired: {
    label: "expired",
    tone: "warning",
    text: "It was never included and cannot be any more. Nothing was paid.",
  },
};

/** The way of a transaction that goes well. */
export const TRANSACTION_STEPS = ["recorded", "sent", "included", "finalized"] as const;

/** How far a transaction is on that way: the number of steps reached. */
export function stepsReached(state: TransactionState): number {
  if (state === "failed") return TRANSACTION_STEPS.length;
  if (state === "refused" || state === "expired") return 1;
  return TRANSACTION_STEPS.indexOf(state) + 1;
}

/** Whether nothing more will happen to it. */
export const isSettled = (state: TransactionState): boolean => !["recorded", "sent", "included"].includes(state);
