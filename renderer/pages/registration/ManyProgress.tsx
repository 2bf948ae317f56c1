import { Button, Loader } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { QuotedPaid } from "#renderer/components/QuotedPaid.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import { href, setParams } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./RegisterMany.module.css";
import pageClasses from "./RegisterPage.module.css";
import { useManyChoice } from "./use-many-choice.ts";

/** From recorded to finalized, then each UID as the chain has it, quoted against paid. */
export function ManyProgress({ transactionId }: { transactionId: string }) {
  const { wallet, rows } = useManyChoice();
  const registrations = useMirror("registrations").value ?? [];
  const mirrored = useMirror("transactions").value?.find((known) => known.transactionId === transactionId) ?? null;
  const asked = useQuery("transactions.get", mirrored ? null : { transactionId });
  const transaction = mirrored ?? asked.value;
  if (!transaction) {
    return asked.error ? (
      <ErrorPanel error={asked.error} title="This transaction is not known here" onRetry={asked.reload} />
    ) : (
      <Loader aria-label="Loading the transaction" />
    );
  }
  const bad = transaction.state === "failed" || transaction.state === "refused" || transaction.state === "expired";
  const uidOf = (netuid: number, hotkeyName: string): number | null => {
    const address = wallet?.hotkeys.find(({ name }) => name === hotkeyName)?.address;
    return registrations.find((one) => one.netuid === netuid && one.hotkey === address)?.uid ?? null;
  };
  const wanted = transaction.block && !bad ? rows : [];
  return (
    <div className={pageClasses.column}>
      <Panel title={transaction.title}>
        <div className={pageClasses.stack}>
          <TransactionProgress transaction={transaction} />
          {bad ? <p className="dim">None of them happened: they go together or not at all.</p> : null}
          <ul className={classes.results} aria-label="What came of it">
            {wanted.map(({ key, netuid, hotkeyName }) => {
              const uid = uidOf(netuid, hotkeyName);
              return (
                <li key={key}>
                  <b className={uid === null ? "dim" : "good"}>{uid === null ? "reading" : `UID ${uid}`}</b>
                  <span>{`${hotkeyName} on subnet ${netuid}`}</span>
                </li>
              );
            })}
          </ul>
        </div>
      </Panel>
      <Panel title="Quoted against paid">
        <QuotedPaid transaction={transaction} />
      </Panel>
      <div className={pageClasses.next}>
        <Button component="a" href={href("neurons")}>
          See neurons
        </Button>
        <Button variant="default" onClick={() => setParams({ transaction: null })}>
          {bad ? "Try again" : "Register others"}
        </Button>
      </div>
    </div>
  );
}
