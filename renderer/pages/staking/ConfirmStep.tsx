import { Button } from "@mantine/core";
import { AddToBasket } from "#renderer/components/AddToBasket.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { Result } from "#src/result.ts";
import type { SendPlan } from "./use-send-plan.ts";

export interface ConfirmStepProps {
  readonly sending: SendPlan;
  readonly label: string;
  readonly disabled: boolean;
  readonly prepare: () => Promise<Result<PlanView>>;
  /** How the order is prepared for the basket, where it differs. */
  readonly basket?: () => Promise<Result<PlanView>>;
}

/** The one button of a drawer, and the confirmation behind it. */
export function ConfirmStep({ sending, label, disabled, prepare, basket }: ConfirmStepProps) {
  const { plan, error, busy, onDesktop, submitError } = sending;
  return (
    <>
      {error ? <ErrorPanel error={error} title="It was not sent" /> : null}
      <Button fullWidth size="md" disabled={disabled} loading={busy} onClick={() => void sending.begin(prepare)}>
        {label}
      </Button>
      <AddToBasket plan={basket ?? prepare} fullWidth disabled={disabled || busy} />
      {onDesktop && busy ? <p className="dim">Confirm it in the window that Tausmith opened.</p> : null}
      {plan ? (
        <PlanConfirm
          plan={plan}
          busy={busy}
          error={submitError}
          onCancel={sending.cancel}
          onConfirm={(password) => sending.confirm(password)}
        />
      ) : null}
    </>
  );
}
