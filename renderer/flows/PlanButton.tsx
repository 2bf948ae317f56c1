import { Button, type ButtonProps } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { PlanView, TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { ErrorView, Result } from "#src/result.ts";
import { SignElsewhere } from "./offline/SignElsewhere.tsx";
import classes from "./PlanButton.module.css";
import { RehearseFirst } from "./RehearseFirst.tsx";
import { useSignFlow } from "./use-sign-flow.tsx";

export interface PlanButtonProps {
  readonly wallet: WalletView;
  readonly label: string;
  readonly prepare: () => Promise<Result<PlanView>>;
  readonly disabled?: boolean;
  /** Why the connected network cannot do it: the button is off and says so. */
  readonly missing?: string | null;
  readonly quiet?: boolean;
  readonly danger?: boolean;
  /** Once it is in a block without an error. */
  readonly onIncluded?: () => void;
}

/** One button from a wish to a transaction: its refusal, its confirmation, and how far it is stand below it. */
export function PlanButton({ wallet, label, prepare, disabled, missing, quiet, danger, onIncluded }: PlanButtonProps) {
  const client = useClient();
  const transactions = useMirror("transactions").value ?? [];
  const [sent, setSent] = useState<TransactionView | null>(null);
  const [elsewhere, setElsewhere] = useState<PlanView | null>(null);
  const [refused, setRefused] = useState<ErrorView | null>(null);
  const flow = useSignFlow<TransactionView>({
    prepare,
    submit: (signed) => client.call("transactions.submit", signed),
    onDone(transaction) {
      setSent(transaction);
      if (!onIncluded) return;
      void client
        .call("transactions.wait", { transactionId: transaction.transactionId, until: "included" })
        .then((result) => result.ok && result.value.block !== null && result.value.error === null && onIncluded());
    },
  });
  const watched = wallet.kind === "watch";
  const begin = async () => {
    setSent(null);
    setRefused(null);
    if (!watched) return flow.begin();
    const made = await prepare();
    if (made.ok) setElsewhere(made.value);
    else setRefused(made.error);
  };
  const now = sent && (transactions.find(({ transactionId }) => transactionId === sent.transactionId) ?? sent);
  const error = flow.error ?? refused;
  // A long form would leave what came of it under the edge.
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error || sent) told.current?.scrollIntoView?.({ block: "nearest" });
  }, [error, sent]);
  const style: ButtonProps = { variant: quiet ? "default" : "filled", ...(danger ? { color: "red" } : {}) };
  return (
    <div className={classes.step}>
      <Button
        {...style}
        className={classes.button ?? ""}
        size={quiet ? "xs" : "sm"}
        disabled={disabled === true || typeof missing === "string"}
        loading={flow.busy}
        onClick={() => void begin()}
      >
        {watched ? `${label} (sign elsewhere)` : label}
      </Button>
      {missing || quiet || watched ? null : <RehearseFirst plan={prepare} disabled={disabled === true} />}
      {missing ? <p className="dim">{missing}</p> : null}
      {error || now ? (
        <div ref={told}>
          {error ? <ErrorPanel error={error} title="This cannot be done as it stands" /> : null}
          {now ? <TransactionProgress transaction={now} /> : null}
        </div>
      ) : null}
      {flow.dialog}
      {elsewhere ? <SignElsewhere plan={elsewhere} onClose={() => setElsewhere(null)} /> : null}
    </div>
  );
}
