import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBasket } from "@tabler/icons-react";
import { useState } from "react";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView, Result } from "#src/result.ts";
import { isGrave } from "#src/transactions/grave.ts";
import { ErrorPanel } from "./ErrorPanel.tsx";

export interface AddToBasketProps extends Pick<ButtonProps, "disabled" | "size" | "fullWidth"> {
  /** A plan that is there already, or how one is made. */
  readonly plan: PlanView | (() => Promise<Result<PlanView>>);
  readonly onAdded?: () => void;
}

/** Whether a plan's call can be batched: a coldkey signs it for itself, it is no batch, and nothing that is confirmed alone. */
export const canBatch = (plan: PlanView): boolean =>
  plan.signer.role === "coldkey" && plan.spender === undefined && plan.call.section !== "Utility" && !isGrave(plan);

/** "Add to basket": keeps the order to be sent together with others instead of now. Nothing is signed. */
export function AddToBasket({ plan, onAdded, ...button }: AddToBasketProps) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const add = async () => {
    setBusy(true);
    setError(null);
    const made: Result<PlanView> = typeof plan === "function" ? await plan() : { ok: true, value: plan };
    const added = made.ok ? await client.call("basket.add", { planId: made.value.planId }) : made;
    if (made.ok && typeof plan === "function") void client.call("transactions.discard", { planId: made.value.planId });
    setBusy(false);
    if (!added.ok) {
      setError(added.error);
      return;
    }
    const { items } = added.value;
    // One at a time: the newest tells all.
    notifications.hide("basket");
    notifications.show({
      id: "basket",
      title: "In the basket",
      message: `${items.at(-1)?.title ?? ""}. ${items.length === 1 ? "It is the only item." : `${items.length} items wait together.`}`,
      // At the bottom it would lie over the drawer's own buttons.
      position: "top-center",
      autoClose: 2_500,
    });
    onAdded?.();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBasket size={16} />}
        loading={busy}
        onClick={() => void add()}
        {...button}
      >
        Add to basket
      </Button>
      {error ? <ErrorPanel error={error} title="It was not added" /> : null}
    </>
  );
}
