import { Button, Loader } from "@mantine/core";
import { Address } from "#renderer/components/Address.tsx";
import { BatchItems } from "#renderer/components/BatchItems.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { QuotedPaid } from "#renderer/components/QuotedPaid.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import { clockTime, count } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import classes from "./ActivityPage.module.css";

/** One transaction from quote to finality. */
export function TransactionDetail({ transactionId }: { transactionId: string }) {
  const mirrored = useMirror("transactions").value?.find((known) => known.transactionId === transactionId) ?? null;
  const asked = useQuery("transactions.get", mirrored ? null : { transactionId });
  const names = useOwnNames();
  const transaction = mirrored ?? asked.value;
  const close = (
    <Button component="a" href={href("activity")} size="compact-xs" variant="default">
      Close
    </Button>
  );
  if (!transaction) {
    return (
      <Panel title="Transaction" side={close}>
        {asked.error ? (
          <ErrorPanel error={asked.error} title="This transaction is not known here" onRetry={asked.reload} />
        ) : (
          <Loader size="sm" aria-label="Loading the transaction" />
        )}
      </Panel>
    );
  }
  return (
    <Panel title={transaction.title} side={close}>
      <div className={classes.detail}>
        <TransactionProgress transaction={transaction} />
        <QuotedPaid transaction={transaction} />
        {transaction.items ? <BatchItems items={transaction.items} /> : null}
        <Bill>
          <BillLine name="Signed by">
            <Address address={transaction.signer} name={names.get(transaction.signer)} />
          </BillLine>
          <BillLine name="Network">{transaction.network}</BillLine>
          <BillLine name="Call">
            <code>{`${transaction.section}.${transaction.method}`}</code>
          </BillLine>
          <BillLine name="Recorded">{clockTime(transaction.recordedAtMs)}</BillLine>
          {transaction.block ? (
            <BillLine name="Block">{`${count(transaction.block.number)}, extrinsic ${transaction.block.index}`}</BillLine>
          ) : null}
          <BillLine name="Hash">
            <code>{`${transaction.hash.slice(0, 14)}…${transaction.hash.slice(-8)}`}</code>{" "}
            <CopyButton text={transaction.hash} label="Copy transaction hash" />
          </BillLine>
        </Bill>
      </div>
    </Panel>
  );
}
