import type { RehearsalResult } from "#src/contract/rehearsal.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { Result } from "#src/result.ts";
import type { CommandContext } from "./command.ts";

/** Runs a plan on a copy of the chain, telling its steps. Nothing is signed. */
export async function rehearsePlan(
  plan: Pick<PlanView, "planId">,
  { session, terminal }: Pick<CommandContext, "session" | "terminal">,
  wish: { readonly blockWork?: boolean; readonly timeoutMs?: number } = {},
): Promise<Result<RehearsalResult>> {
  let told = "";
  const stop = session.on("rehearsal.changed", ({ planId, state, step }) => {
    if (planId !== plan.planId || state !== "running" || step === told) return;
    told = step;
    terminal.tell(step);
  });
  try {
    return await session.call("rehearsal.run", { planId: plan.planId, ...wish });
  } finally {
    stop();
  }
}
