import { Button, Loader } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { QuotedPaid } from "#renderer/components/QuotedPaid.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import { href, setParams } from "#renderer/lib/route.ts";
import { SIGNALS_NETUID } from "#renderer/lib/signals-subnet.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./RegisterPage.module.css";
import { useRegisterChoice } from "./use-register-choice.ts";

/** From recorded to finalized, then the UID as the chain has it, quoted against paid. */
export function RegisterProgress({ transactionId }: { transactionId: string }) {
  const { netuid, wallet, hotkey } = useRegisterChoice();
  const mirrored = useMirror("transactions").value?.find((known) => known.transactionId === transactionId) ?? null;
  const asked = useQuery("transactions.get", mirrored ? null : { transactionId });
  const transaction = mirrored ?? asked.value;
  const inBlock = transaction?.block !== null && transaction?.block !== undefined;
  const status = useQuery(
    "registration.status",
    inBlock && netuid !== null && hotkey ? { netuid, hotkey: hotkey.address } : null,
    transaction?.state,
  );
  const again = () => setParams({ transaction: null });

  if (!transaction) {
    return asked.error ? (
      <ErrorPanel error={asked.error} title="This transaction is not known here" onRetry={asked.reload} />
    ) : (
      <Loader aria-label="Loading the transaction" />
    );
  }
  const uid = status.value?.registered && transaction.state !== "failed" ? status.value.uid : null;
  const minerLink = new URLSearchParams({
    create: "1",
    ...(wallet ? { wallet: wallet.walletId } : {}),
    ...(hotkey ? { hotkey: hotkey.name } : {}),
  });
  return (
    <div className={classes.column}>
      <Panel title={transaction.title}>
        <div className={classes.stack}>
          <TransactionProgress transaction={transaction} />
          {uid === null ? null : (
            <div className={classes.uid} role="status">
              <h2>{`UID ${uid}`}</h2>
              <span className="dim">{`${wallet?.name} / ${hotkey?.name} on subnet ${netuid}`}</span>
            </div>
          )}
          {status.error ? (
            <ErrorPanel error={status.error} title="The UID could not be read" onRetry={status.reload} />
          ) : null}
        </div>
      </Panel>
      <Panel title="Quoted against paid">
        <QuotedPaid transaction={transaction} />
      </Panel>
      <div className={classes.next}>
        {uid !== null && netuid === SIGNALS_NETUID ? (
          <Button component="a" href={`${href("miners")}?${minerLink}`}>
            Create a miner with it
          </Button>
        ) : null}
        <Button variant="default" onClick={again}>
          {transaction.state === "failed" || transaction.state === "refused" || transaction.state === "expired"
            ? "Try again"
            : "Register another"}
        </Button>
      </div>
    </div>
  );
}
