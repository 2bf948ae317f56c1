/*
 * Activity. Accessible names: table "Transactions" (rows open one); region named by the transaction's title with list
 * "Transaction is <state>", "Copy transaction hash", link "Close"; region and table "History" (rows open one) with "Which kind", "Which key",
 * "How many blocks to look through", "Look through blocks", "Stop looking", "Tax CSV", "Lots CSV (FIFO)"; region "Events".
 */
import { Loader } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { EventList } from "#renderer/components/EventList.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { href, useRoute } from "#renderer/lib/route.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./ActivityPage.module.css";
import { HistoryDetail } from "./HistoryDetail.tsx";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { TransactionDetail } from "./TransactionDetail.tsx";
import { TransactionTable } from "./TransactionTable.tsx";

/** Every transaction, quoted against paid, and everything else that happened. */
export function ActivityPage() {
  const [, second = null, third = null] = useRoute().parts;
  const entryId = second === "history" ? third : null;
  const transactionId = second === "history" ? null : second;
  const transactions = useMirror("transactions");
  const activity = useMirror("activity");
  const nowMs = useNow(5_000);
  return (
    <div className={classes.page}>
      <div className={classes.main}>
        {entryId ? <HistoryDetail key={entryId} entryId={entryId} /> : null}
        {transactionId ? <TransactionDetail key={transactionId} transactionId={transactionId} /> : null}
        <Panel title="Transactions" flush>
          {transactions.error ? (
            <ErrorPanel
              error={transactions.error}
              title="Transactions could not be read"
              onRetry={() => void transactions.reload()}
            />
          ) : null}
          {!transactions.value && !transactions.error ? (
            <Loader m="md" size="sm" aria-label="Loading transactions" />
          ) : null}
          {transactions.value ? (
            <TransactionTable
              rows={transactions.value}
              nowMs={nowMs}
              empty={
                <EmptyState
                  title="No transaction yet"
                  text="Everything this app signs and sends stands here, with what was quoted and what was paid."
                  action={<a href={href("register")}>Register a hotkey</a>}
                />
              }
            />
          ) : null}
        </Panel>
        <HistoryPanel nowMs={nowMs} />
      </div>
      <Panel title="Events">
        {activity.error ? (
          <ErrorPanel error={activity.error} title="Events could not be read" onRetry={() => void activity.reload()} />
        ) : null}
        {activity.value?.length === 0 ? (
          <EmptyState title="Nothing happened yet" text="Starts, stops, registrations and signals are noted here." />
        ) : null}
        <EventList events={activity.value ?? []} nowMs={nowMs} />
      </Panel>
    </div>
  );
}
