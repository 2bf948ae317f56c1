import type { PlanView } from "#src/contract/transactions.ts";
import type { CommandContext, CommandResult } from "../command.ts";
import type { Field, FieldKind } from "../fields.ts";
import { formatPlan } from "../format-plan.ts";
import { signPlan } from "../sign-plan.ts";

export const field = (name: string, flag: string, kind: FieldKind, required = false): Field => ({
  name,
  flag,
  kind,
  required,
  choices: [],
});

export const WALLET = field("wallet", "wallet", "wallet");
export const DRY_RUN = field("dryRun", "dry-run", "boolean");

/** Bill, consent, signature and what became of it; or the bill alone. */
export async function carryOutPlan(plan: PlanView, dryRun: boolean, context: CommandContext): Promise<CommandResult> {
  if (dryRun) {
    await context.session.call("transactions.discard", { planId: plan.planId });
    return {
      value: { dryRun: true, plan },
      text: `${formatPlan(plan)}\n\nNothing was signed: this was a dry run.`,
    };
  }
  const transaction = await signPlan(plan, context);
  return {
    value: { plan, transaction },
    text: `${plan.title}: final in block ${transaction.block?.number ?? "?"}. Fee paid as quoted: ${transaction.paid?.feeRao === plan.fee.totalRao ? "yes" : "no"}.`,
  };
}
