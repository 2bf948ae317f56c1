import { Button, Loader } from "@mantine/core";
import { BatchItems } from "#renderer/components/BatchItems.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { QuotedPaid } from "#renderer/components/QuotedPaid.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import { setParams } from "#renderer/lib/route.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./BasketPage.module.css";

const close = () => setParams({ transaction: null });

/** How a sent batch goes, item by item; what was not carried out can be put back. */
export function SentBatch({ transactionId }: { transactionId: string }) {
  const mirrored = useMirror("transactions").value?.find((known) => known.transactionId === transactionId) ?? null;
  const asked = useQuery("transactions.get", mirrored ? null : { transactionId });
  const putBack = useAction("basket.putBack");
  const transaction = mirrored ?? asked.value;
  if (!transaction) {
    return asked.error ? (
      <ErrorPanel error={asked.error} title="This transaction is not known here" onRetry={asked.reload} />
    ) : (
      <Loader aria-label="Loading the transaction" />
    );
  }
  const left = transaction.items?.filter(({ state }) => state !== "done" && state !== "waiting") ?? [];
  return (
    <Panel title={transaction.title}>
      <div className={classes.done}>
        <TransactionProgress transaction={transaction} />
        {transaction.items ? <BatchItems items={transaction.items} /> : null}
        <QuotedPaid transaction={transaction} />
        {putBack.error ? <ErrorPanel error={putBack.error} title="Nothing was put back" /> : null}
        <span className={classes.tools}>
          <Button onClick={close}>Done</Button>
          {left.length > 0 && transaction.state === "failed" ? (
            <Button
              variant="default"
              loading={putBack.busy}
              onClick={() => void putBack.run({ transactionId }).then((result) => result.ok && close())}
            >
              {left.length === 1
                ? "Put the item back into the basket"
                : `Put ${left.length} items back into the basket`}
            </Button>
          ) : null}
        </span>
      </div>
    </Panel>
  );
}
