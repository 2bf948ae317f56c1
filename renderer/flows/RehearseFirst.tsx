import { Button } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Rehearsal } from "#renderer/components/rehearsal/Rehearsal.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useSession } from "#renderer/stores/use-stores.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView, Result } from "#src/result.ts";

export interface RehearseFirstProps {
  /** A plan that is there already, or how one is made. */
  readonly plan: PlanView | (() => Promise<Result<PlanView>>);
  readonly disabled?: boolean;
}

/**
 * "Try it on a copy first" beside the button that signs, on the desktop only: there the confirmation is main's own window, which
 * asks and shows nothing else. In the browser host the confirmation itself offers it.
 */
export function RehearseFirst({ plan, disabled }: RehearseFirstProps) {
  const client = useClient();
  const { info } = useSession();
  const [made, setMade] = useState<PlanView | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  // A plan that the page shows is the page's own to discard.
  const isOwn = typeof plan === "function";
  useEffect(
    () => () => {
      if (made && isOwn) void client.call("transactions.discard", { planId: made.planId });
    },
    [client, made, isOwn],
  );
  if (info?.front !== "desktop") return null;
  const make = async () => {
    if (typeof plan !== "function") return setMade(plan);
    setBusy(true);
    setError(null);
    const result = await plan();
    setBusy(false);
    if (result.ok) setMade(result.value);
    else setError(result.error);
  };
  return (
    <>
      <Button
        variant="default"
        fullWidth
        leftSection={<IconFlask size={16} />}
        disabled={disabled === true}
        loading={busy}
        onClick={() => void make()}
      >
        {made ? "Try it with the figures of now" : "Try it on a copy first"}
      </Button>
      {error ? <ErrorPanel error={error} title="It cannot be rehearsed as it stands" /> : null}
      {made ? <Rehearsal key={made.planId} plan={made} begun /> : null}
    </>
  );
}
