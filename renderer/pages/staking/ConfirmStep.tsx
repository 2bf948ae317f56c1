import { Button } from "@mantine/core";
import { AddToBasket } from "#renderer/components/AddToBasket.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import { RehearseFirst } from "#renderer/flows/RehearseFirst.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { Result } from "#src/result.ts";
import { ThroughOthers } from "./ThroughOthers.tsx";
import type { SendPlan } from "./use-send-plan.ts";

export interface ConfirmStepProps {
  readonly sending: SendPlan;
  readonly label: string;
  readonly disabled: boolean;
  readonly prepare: () => Promise<Result<PlanView>>;
  /** The coldkey that the order is for: others may sign it as its proxy, or as signatories of it. */
  readonly real?: WalletView | null | undefined;
  /** Nothing can be prepared; where left out, as `disabled`, which also counts a wallet that is only watched. */
  readonly blocked?: boolean;
  /** How the order is prepared for the basket, where it differs. */
  readonly basket?: () => Promise<Result<PlanView>>;
}

/** The one button of a drawer, and the confirmation behind it. */
export function ConfirmStep({ sending, label, disabled, prepare, basket, real, blocked }: ConfirmStepProps) {
  const { plan, error, busy, onDesktop, submitError } = sending;
  return (
    <>
      {error ? <ErrorPanel error={error} title="It was not sent" /> : null}
      <Button fullWidth size="md" disabled={disabled} loading={busy} onClick={() => void sending.begin(prepare)}>
        {label}
      </Button>
      <ThroughOthers
        real={real ?? null}
        busy={busy}
        disabled={blocked ?? disabled}
        sending={sending}
        prepare={prepare}
      />
      <RehearseFirst plan={prepare} disabled={disabled || busy} />
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
