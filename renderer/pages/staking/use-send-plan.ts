import { useState } from "react";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { setParams } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useSession } from "#renderer/stores/use-stores.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView, Result } from "#src/result.ts";

/** From a shown quote to a sent transaction: the plan is made when it is wanted, confirmed, and never sent twice. */
export function useSendPlan() {
  const client = useClient();
  const { info } = useSession();
  const submit = useAction("transactions.submit");
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const onDesktop = info?.front === "desktop";

  const send = async (made: PlanView, password: string | undefined) => {
    const result = await submit.run({ planId: made.planId, ...(password === undefined ? {} : { password }) });
    if (result.ok) {
      setPlan(null);
      setParams({ transaction: result.value.transactionId });
    } else if (onDesktop) setError(result.error);
  };
  const begin = async (prepare: () => Promise<Result<PlanView>>) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    submit.clear();
    const made = await prepare();
    if (!made.ok) setError(made.error);
    else if (onDesktop) await send(made.value, undefined);
    else setPlan(made.value);
    setBusy(false);
  };
  const cancel = () => {
    if (plan) void client.call("transactions.discard", { planId: plan.planId });
    setPlan(null);
  };
  return {
    plan,
    error,
    busy: busy || submit.busy,
    onDesktop,
    submitError: submit.error,
    begin,
    cancel,
    confirm: (password: string | undefined) => plan && void send(plan, password),
  };
}

export type SendPlan = ReturnType<typeof useSendPlan>;
