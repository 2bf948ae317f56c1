import { Button, type ButtonProps } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { go, href } from "#renderer/lib/route.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { Result } from "#src/result.ts";

export interface PlanButtonProps {
  readonly label: string;
  readonly prepare: () => Promise<Result<PlanView>>;
  readonly disabled?: boolean;
  readonly color?: ButtonProps["color"];
  readonly variant?: ButtonProps["variant"];
  readonly fullWidth?: boolean;
  readonly onDone?: () => void;
}

/** A button whose plan is confirmed and sent; afterwards its transaction is shown. */
export function PlanButton({ label, prepare, onDone, disabled, color, variant, fullWidth }: PlanButtonProps) {
  const client = useClient();
  const flow = useSignFlow({
    prepare,
    submit: (signed) => client.call("transactions.submit", signed),
    onDone: ({ transactionId }) => {
      onDone?.();
      go(href("activity", transactionId));
    },
  });
  return (
    <>
      <Button
        size="xs"
        disabled={disabled ?? false}
        loading={flow.busy}
        variant={variant ?? "default"}
        fullWidth={fullWidth ?? false}
        {...(color ? { color } : {})}
        onClick={() => void flow.begin()}
      >
        {label}
      </Button>
      {flow.error ? <ErrorPanel error={flow.error} title="Nothing was sent" /> : null}
      {flow.dialog}
    </>
  );
}
