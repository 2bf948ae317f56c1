/*
 * Basket. Accessible names: list "Items in the basket" with buttons "Move … up", "Move … down", "Take … out";
 * radio group "How the batch is carried out"; regions "Transaction fee", "Together"; buttons "Send 3 as one", "Empty it".
 */
import { Button, Loader, Radio } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FeeCard } from "#renderer/components/FeeCard.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { RehearseFirst } from "#renderer/flows/RehearseFirst.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { href, setParams, useRoute } from "#renderer/lib/route.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { BATCH_MODES } from "#src/basket/batch-modes.ts";
import type { BasketQuote, BatchMode } from "#src/contract/basket.ts";
import { BasketItemRow } from "./BasketItemRow.tsx";
import classes from "./BasketPage.module.css";
import { SentBatch } from "./SentBatch.tsx";

/** What the batch does to the balance, and what it saves. */
function Together({ quote }: { quote: BasketQuote }) {
  const saved = BigInt(quote.savedRao);
  return (
    <Panel title="Together">
      <Bill label="Together">
        <BillLine name="Fees one by one">
          <Amount rao={quote.singlesRao} full />
        </BillLine>
        <BillLine
          name={saved < 0n ? "The batch costs more by" : "Saved by the batch"}
          tone={saved < 0n ? "warning" : "good"}
        >
          <Amount rao={(saved < 0n ? -saved : saved).toString()} full />
        </BillLine>
        {quote.deposits.map(({ name, amountRao }) => (
          <BillLine key={`${name}${amountRao}`} name={`${name}, comes back`}>
            <Amount rao={amountRao} full />
          </BillLine>
        ))}
        <BillLine name="All that leaves, at most">
          <Amount rao={quote.spendsMaxRao} full />
        </BillLine>
        <BillLine name="All TAO that comes, expected">
          <Amount rao={quote.receivesExpectedRao} full />
        </BillLine>
        <BillLine name="All TAO that comes, at least">
          <Amount rao={quote.receivesLeastRao} full />
        </BillLine>
        <BillLine name="Balance now">
          <Amount rao={quote.balanceBeforeRao} full />
        </BillLine>
        <BillLine name="Balance after, expected" sum>
          <Amount rao={quote.balanceAfterRao} full />
        </BillLine>
        <BillLine
          name="Balance after, at least"
          tone={quote.balanceAfterLeastRao.startsWith("-") ? "danger" : "normal"}
        >
          <Amount rao={quote.balanceAfterLeastRao} full />
        </BillLine>
      </Bill>
    </Panel>
  );
}

/** Calls that are sent as one transaction: their order, what each meets after the others, the mode, and the fee divided. */
export function BasketPage() {
  const client = useClient();
  const { params } = useRoute();
  const network = useMirror("network").value;
  const basket = useMirror("basket");
  const [mode, setMode] = useState<BatchMode>("all");
  const remove = useAction("basket.remove");
  const move = useAction("basket.move");
  const clear = useAction("basket.clear");
  const items = basket.value?.items ?? [];
  const online = network?.state === "online" || network?.state === "stale";
  const quote = useQuery(
    "basket.quote",
    items.length > 0 && online ? { mode } : null,
    `${network?.block} ${items.map(({ itemId }) => itemId).join(" ")}`,
  );
  // What the node's runtime has no call for cannot be chosen.
  const known = useQuery("network.capabilities", items.length > 0 && online ? {} : null, network?.specVersion);
  const lacking = new Set(
    known.value?.features
      .find(({ id }) => id === "batches")
      ?.items.filter(({ present }) => !present)
      .map(({ name }) => name),
  );
  useEffect(() => {
    notifications.hide("basket");
  }, []);
  const flow = useSignFlow({
    prepare: () => client.call("basket.prepare", { mode }),
    submit: (signed) => client.call("transactions.submit", signed),
    onDone: ({ transactionId }) => setParams({ transaction: transactionId }),
  });
  const sent = params.get("transaction");
  if (sent) return <SentBatch transactionId={sent} />;
  if (!basket.value) return <Loader aria-label="Loading the basket" />;
  if (items.length === 0) {
    return (
      <Panel title="Basket">
        <EmptyState
          title="The basket is empty"
          text="Orders that are put here are sent as one transaction: one signature, one nonce, mostly a smaller fee. Every confirmation has “Add to basket”."
          action={
            <span className={classes.tools}>
              <Button component="a" href={href("stake")}>
                Stake, unstake or send
              </Button>
              <Button component="a" variant="default" href={href("register")}>
                Register a hotkey
              </Button>
            </span>
          }
        />
      </Panel>
    );
  }
  const shown = quote.value;
  const signer = basket.value.signer;
  const failing = shown?.items.some(({ error }) => error !== null) ?? false;
  return (
    <div className={classes.page}>
      <Panel
        flush
        title="Items in the basket"
        side={signer ? <Address address={signer.address} name={signer.walletName} /> : null}
      >
        <ol className={classes.items} aria-label="Items in the basket">
          {items.map((item, index) => (
            <BasketItemRow
              key={item.itemId}
              item={item}
              index={index}
              last={index === items.length - 1}
              quoted={shown?.items.find(({ itemId }) => itemId === item.itemId) ?? null}
              onMove={(to) => void move.run({ itemId: item.itemId, to })}
              onRemove={() => void remove.run({ itemId: item.itemId })}
            />
          ))}
        </ol>
        <div className={classes.foot}>
          <span className="dim">They run in this order: each meets what those before it leave.</span>
          <Button size="compact-sm" variant="default" onClick={() => void clear.run({})}>
            Empty it
          </Button>
        </div>
      </Panel>
      <div className={classes.side}>
        <Panel title="How the batch is carried out">
          <Radio.Group
            aria-label="How the batch is carried out"
            value={mode}
            onChange={(value) => setMode(value as BatchMode)}
          >
            {BATCH_MODES.map((one) => (
              <Radio
                key={one.mode}
                mb="xs"
                value={one.mode}
                label={one.label}
                disabled={lacking.has(`Utility.${one.call}`)}
                description={
                  lacking.has(`Utility.${one.call}`)
                    ? `This network's runtime has no Utility.${one.call}.`
                    : `${one.meaning} (${one.call})`
                }
              />
            ))}
          </Radio.Group>
        </Panel>
        {quote.error ? (
          <ErrorPanel error={quote.error} title="The basket cannot be quoted" onRetry={quote.reload} />
        ) : null}
        {quote.loading && !shown ? <Loader size="sm" aria-label="Working out the batch" /> : null}
        {shown?.fee ? (
          <FeeCard fee={shown.fee} payer={signer?.walletName} inner={shown.inner} notes={shown.notes} />
        ) : null}
        {shown ? <Together quote={shown} /> : null}
        {shown?.warnings.map((warning) => (
          <p key={warning} className={`${classes.note} warning`}>
            {warning}
          </p>
        ))}
        <RehearseFirst plan={() => client.call("basket.prepare", { mode })} disabled={failing} />
        {flow.error ? <ErrorPanel error={flow.error} title="It was not sent" /> : null}
        <Button
          size="md"
          fullWidth
          disabled={!shown?.fee || failing}
          loading={flow.busy}
          onClick={() => void flow.begin()}
        >
          {`Send ${items.length} as one`}
        </Button>
        {failing ? (
          <p className="dim">An item would fail in its place. Take it out, change the order, or wait.</p>
        ) : null}
        {flow.dialog}
      </div>
    </div>
  );
}
