import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBasket } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { PlainOrder } from "#src/contract/basket.ts";
import type { PlannedSale } from "#src/contract/planning.ts";
import classes from "./PlannersPage.module.css";

/** What every planner is given. */
export interface PlannerProps {
  readonly walletId: string;
  readonly watched: boolean;
  readonly tolerancePpm: number;
}

export const percent = (ppm: number): string => `${(ppm / 10_000).toFixed(2)} %`;

export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** A plain table with a head; a page's planner has few rows. */
export function PlainTable({ label, head, children }: { label: string; head: readonly string[]; children: ReactNode }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const place = (netuid: number): string => (netuid === 0 ? "root" : String(netuid));

/** The sales of a plan: how much of which position, what it brings, what is lost to the price, what is left. */
export function SalesTable({ sales }: { sales: readonly PlannedSale[] }) {
  const names = useOwnNames();
  return (
    <PlainTable label="Sales" head={["Subnet", "Hotkey", "Sell", "Brings", "Price impact", "Left"]}>
      {sales.map((sale) => (
        <tr key={`${sale.netuid} ${sale.hotkey}`}>
          <td>{place(sale.netuid)}</td>
          <td>
            <Address address={sale.hotkey} name={names.get(sale.hotkey)} plain />
          </td>
          <td>
            {sale.all ? "all, " : ""}
            <Amount rao={sale.alphaRao} unit="α" />
          </td>
          <td>
            <Amount rao={sale.taoRao} full />
          </td>
          <td>
            <Amount rao={sale.impactRao} />
          </td>
          <td>
            <Amount rao={sale.leftAlphaRao} unit="α" />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

/** "Sign part 2": one order of a plan through the usual confirmation, quoted anew when it is pressed. */
export function SignOrder({
  order,
  walletId,
  label,
  disabled,
  onDone,
}: {
  order: PlainOrder;
  walletId: string;
  label: string;
  disabled?: boolean;
  onDone?: (transactionId: string) => void;
}) {
  const client = useClient();
  const flow = useSignFlow({
    prepare: () => {
      if (order.kind !== "staking") throw new Error("planners make staking orders only");
      const { kind: _, ...wish } = order;
      return client.call("staking.prepare", { walletId, ...wish });
    },
    submit: (signed) => client.call("transactions.submit", signed),
    onDone: ({ transactionId }) =>
      onDone ? onDone(transactionId) : go(`${href("activity")}?transaction=${transactionId}`),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={disabled ?? false}
        loading={flow.busy}
        onClick={() => void flow.begin()}
      >
        {label}
      </Button>
      {flow.error ? <ErrorPanel error={flow.error} title="It was not sent" /> : null}
      {flow.dialog}
    </>
  );
}

/** Puts a plan's orders into the basket, which quotes and signs them together. One order is signed by itself. */
export function Carry({
  orders,
  walletId,
  watched,
  aloneLabel,
}: {
  orders: readonly PlainOrder[];
  walletId: string;
  watched: boolean;
  aloneLabel: string;
}) {
  const add = useAction("basket.addOrders");
  const [only] = orders;
  if (!only) return null;
  const put = async () => {
    const result = await add.run({ walletId, orders: [...orders] });
    if (!result.ok) return;
    notifications.show({
      title: "In the basket",
      message: `${result.value.items.length} items wait together.`,
      position: "top-center",
    });
    go(href("basket"));
  };
  return (
    <div className={classes.actions}>
      {orders.length === 1 ? (
        <SignOrder order={only} walletId={walletId} label={aloneLabel} disabled={watched} />
      ) : (
        <Button leftSection={<IconBasket size={16} />} disabled={watched} loading={add.busy} onClick={() => void put()}>
          {`Put ${orders.length} orders into the basket`}
        </Button>
      )}
      {watched ? <span className="dim">This wallet is watched only: nothing can be signed with it here.</span> : null}
      {add.error ? <ErrorPanel error={add.error} title="They were not added" /> : null}
    </div>
  );
}
