import { Button } from "@mantine/core";
import { Amount } from "#renderer/components/Amount.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { RegistrationOrder } from "#src/contract/registration.ts";
import classes from "./OrdersPanel.module.css";

const WORDS = {
  waiting: "waiting",
  needsSignature: "needs you",
  fired: "sent",
  done: "registered",
  failed: "failed",
  cancelled: "cancelled",
} as const;

const TONES = {
  waiting: "quiet",
  needsSignature: "warning",
  fired: "quiet",
  done: "good",
  failed: "danger",
  cancelled: "quiet",
} as const;

function OrderLine({ order }: { order: RegistrationOrder }) {
  const client = useClient();
  const cancel = useAction("registration.cancelOrder");
  const { orderId, netuid, walletId, hotkeyName, ceilingRao, state } = order;
  const again = useSignFlow({
    prepare: () => client.call("registration.prepareOrder", { netuid, walletId, hotkeyName, ceilingRao }),
    submit: (signed) => client.call("registration.placeOrder", signed),
    onDone: () => undefined,
  });
  const error = cancel.error ?? again.error;
  return (
    <li className={classes.order} aria-label={`Order for ${hotkeyName} on subnet ${netuid}`}>
      <div className={classes.head}>
        <StateMark tone={TONES[state]}>{WORDS[state]}</StateMark>
        <span>{`${hotkeyName} on subnet ${netuid}, at most `}</span>
        <Amount rao={ceilingRao} />
      </div>
      <p className="dim">
        {order.sentence}{" "}
        {order.transactionId ? <a href={href("activity", order.transactionId)}>See the transaction</a> : null}
      </p>
      {error ? <ErrorPanel error={error} title="The order stays as it is" /> : null}
      {state === "waiting" || state === "needsSignature" ? (
        <div className={classes.buttons}>
          {state === "needsSignature" ? (
            <Button size="xs" loading={again.busy} onClick={() => void again.begin()}>
              Sign again
            </Button>
          ) : null}
          <Button size="xs" variant="default" loading={cancel.busy} onClick={() => void cancel.run({ orderId })}>
            Cancel order
          </Button>
        </div>
      ) : null}
      {again.dialog}
    </li>
  );
}

/** Orders that wait for a price, and how the last ones ended. */
export function OrdersPanel() {
  const orders = useMirror("orders").value ?? [];
  if (orders.length === 0) return null;
  return (
    <Panel title="Orders" flush>
      <ul className={classes.list}>
        {orders.slice(0, 10).map((order) => (
          <OrderLine key={order.orderId} order={order} />
        ))}
      </ul>
    </Panel>
  );
}
