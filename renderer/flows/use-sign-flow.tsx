import { type ReactNode, useState } from "react";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useSession } from "#renderer/stores/use-stores.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView, Result } from "#src/result.ts";

export interface SignFlow {
  /** Prepares the plan and has it confirmed: here in the browser host, in main's own window on the desktop. */
  begin(): Promise<void>;
  readonly busy: boolean;
  readonly error: ErrorView | null;
  /** The confirmation while it is open; to be placed anywhere on the page. */
  readonly dialog: ReactNode;
}

/** One button's way from a plan to a signature. What is prepared and not confirmed is discarded. */
export function useSignFlow<T>(way: {
  readonly prepare: () => Promise<Result<PlanView>>;
  readonly submit: (signed: { planId: string; password?: string }) => Promise<Result<T>>;
  readonly onDone: (value: T) => void;
}): SignFlow {
  const client = useClient();
  const { info } = useSession();
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);

  const send = async (prepared: PlanView, password?: string): Promise<boolean> => {
    setBusy(true);
    setError(null);
    const result = await way.submit({ planId: prepared.planId, ...(password === undefined ? {} : { password }) });
    setBusy(false);
    if (!result.ok) setError(result.error);
    else way.onDone(result.value);
    return result.ok;
  };
  const drop = (prepared: PlanView): void => {
    void client.call("transactions.discard", { planId: prepared.planId });
    setPlan(null);
  };
  return {
    busy,
    error: plan ? null : error,
    async begin() {
      setBusy(true);
      setError(null);
      const prepared = await way.prepare();
      setBusy(false);
      if (!prepared.ok) setError(prepared.error);
      else if (info?.front !== "desktop") setPlan(prepared.value);
      else if (!(await send(prepared.value))) drop(prepared.value);
    },
    dialog: plan ? (
      <PlanConfirm
        plan={plan}
        busy={busy}
        error={error}
        onCancel={() => {
          setError(null);
          drop(plan);
        }}
        onConfirm={(password) => void send(plan, password).then((sent) => sent && setPlan(null))}
      />
    ) : null,
  };
}
