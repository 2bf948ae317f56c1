import { Button, Drawer, Loader, Select } from "@mantine/core";
import { BatchItems } from "#renderer/components/BatchItems.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { QuotedPaid } from "#renderer/components/QuotedPaid.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import { setParams } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { OrderForm } from "./OrderForm.tsx";
import { ACTION_WORDS } from "./order-of.ts";
import { SendForm } from "./SendForm.tsx";
import classes from "./StakingPage.module.css";
import type { OrderChoice } from "./use-order.ts";

const close = () => setParams({ action: null, netuid: null, hotkey: null, transaction: null });

/** From the right, for one action: the form, then how the transaction goes. */
export function OrderDrawer({ choice }: { choice: OrderChoice }) {
  const { action, wallet, netuid, hotkey, transactionId } = choice;
  const wallets = useMirror("wallets").value ?? [];
  if (action === null) return null;
  const { title } = ACTION_WORDS[action];
  const key = `${action} ${wallet?.walletId} ${netuid} ${hotkey}`;
  return (
    <Drawer opened onClose={close} position="right" size={560} title={title} lockScroll={false}>
      {transactionId ? (
        <Sent transactionId={transactionId} />
      ) : (
        <div className={classes.form}>
          <Select
            label="From wallet"
            allowDeselect={false}
            data={wallets.map(({ walletId, name }) => ({ value: walletId, label: name }))}
            value={wallet?.walletId ?? null}
            onChange={(value) => setParams({ wallet: value })}
          />
          {action === "send" ? (
            <SendForm key={key} choice={choice} />
          ) : (
            <OrderForm key={key} action={action} choice={choice} />
          )}
        </div>
      )}
    </Drawer>
  );
}

/** How a sent order goes, and what was quoted against what was paid and received. */
function Sent({ transactionId }: { transactionId: string }) {
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
  return (
    <div className={classes.form}>
      <h2>{transaction.title}</h2>
      <TransactionProgress transaction={transaction} />
      <QuotedPaid transaction={transaction} />
      {transaction.items ? <BatchItems items={transaction.items} /> : null}
      <div className={classes.actions}>
        <Button onClick={close}>Done</Button>
        <Button variant="default" onClick={() => setParams({ transaction: null })}>
          Another
        </Button>
      </div>
    </div>
  );
}
