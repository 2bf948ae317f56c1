import type { PlanView } from "../contract/transactions.ts";

/** Whether a plan does something that no one can undo: a row of it is marked so. Its button is held, not clicked, whatever it costs. */
export const isGrave = (plan: Pick<PlanView, "rows">): boolean => plan.rows.some(({ tone }) => tone === "danger");
