import { Button } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import classes from "./RegisterPage.module.css";

export interface WaitForPriceProps {
  readonly netuid: number;
  readonly walletId: string;
  readonly hotkeyName: string;
  readonly ceilingRao: bigint;
  readonly block: number | null;
}

/** A ceiling below the price of now: when it may be met, and an order that registers then. */
export function WaitForPrice({ netuid, walletId, hotkeyName, ceilingRao, block }: WaitForPriceProps) {
  const client = useClient();
  const wish = { netuid, walletId, hotkeyName, ceilingRao: ceilingRao.toString() };
  const forecast = useQuery("registration.forecast", { netuid, targetRao: wish.ceilingRao }, block);
  const order = useSignFlow({
    prepare: () => client.call("registration.prepareOrder", wish),
    submit: (signed) => client.call("registration.placeOrder", signed),
    onDone: () => undefined,
  });
  return (
    <Panel title="Wait for the price">
      <p>{forecast.value?.sentence ?? "Working out when the price gets there."}</p>
      <p className="dim">
        An order is signed now and sent once, as soon as the price is at or below the ceiling while Tausmith runs. It
        keeps the signed call only, no password and no key, and survives a restart.
      </p>
      {order.error ? <ErrorPanel error={order.error} title="The order was not placed" /> : null}
      <div className={classes.order}>
        <Button
          loading={order.busy}
          disabled={forecast.value?.blocks === null && forecast.value.known}
          onClick={() => void order.begin()}
        >
          {`Register once it costs ${formatTao(ceilingRao)} or less`}
        </Button>
      </div>
      {order.dialog}
    </Panel>
  );
}
