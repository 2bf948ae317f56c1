import { Button } from "@mantine/core";
import { Amount } from "#renderer/components/Amount.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { formatTao } from "#src/amount/format-amount.ts";
import type { RegistrationCheck } from "#src/contract/registration.ts";
import { CeilingField } from "./CeilingField.tsx";
import classes from "./RegisterMany.module.css";
import type { ManyRow } from "./use-many-choice.ts";

export interface ManyRowLineProps {
  readonly row: ManyRow;
  readonly walletId: string;
  readonly subnetName: string;
  /** How it stands; null while it is not known. */
  readonly checked: RegistrationCheck["items"][number] | null;
  readonly onCeiling: (rao: bigint) => void;
  readonly onTakeOut: () => void;
}

/** One of several registrations: its price, its own ceiling, what it does, and why it cannot work. */
export function ManyRowLine({ row, walletId, subnetName, checked, onCeiling, onTakeOut }: ManyRowLineProps) {
  const client = useClient();
  const { netuid, hotkeyName } = row;
  const ceilingRao = checked?.ceilingRao ?? row.ceilingRao?.toString() ?? null;
  const order = useSignFlow({
    prepare: () =>
      client.call("registration.prepareOrder", { netuid, walletId, hotkeyName, ceilingRao: ceilingRao ?? "0" }),
    submit: (signed) => client.call("registration.placeOrder", signed),
    onDone: onTakeOut,
  });
  return (
    <li
      className={classes.row}
      aria-label={`${hotkeyName} on subnet ${netuid}`}
      data-bad={checked?.problem ? true : undefined}
    >
      <div className={classes.what}>
        <b>{hotkeyName}</b>
        <span className="dim">{`${netuid} · ${subnetName}`}</span>
      </div>
      <div className={classes.price}>
        <span className="dim">costs</span>
        {checked ? <Amount rao={checked.expectedRao} full /> : <span className="dim">–</span>}
      </div>
      <CeilingField
        name={`Ceiling for ${hotkeyName} on subnet ${netuid} (τ)`}
        ceilingRao={row.ceilingRao ?? (ceilingRao === null ? null : BigInt(ceilingRao))}
        onCeiling={onCeiling}
      />
      <Button size="xs" variant="default" onClick={onTakeOut}>
        Take out
      </Button>
      {checked?.problem ? (
        <p className={`${classes.said} danger`}>
          {checked.problem.message} <span className="dim">{checked.problem.hint}</span>
        </p>
      ) : checked ? (
        <p className={`${classes.said} dim`}>{checked.outcome}</p>
      ) : null}
      {checked?.wait && ceilingRao !== null ? (
        <div className={classes.wait}>
          <span className="dim">{checked.wait}</span>
          <Button size="xs" variant="light" loading={order.busy} onClick={() => void order.begin()}>
            {`Register once it costs ${formatTao(BigInt(ceilingRao))} or less`}
          </Button>
          {order.error ? <ErrorPanel error={order.error} title="The order was not placed" /> : null}
        </div>
      ) : null}
      {order.dialog}
    </li>
  );
}
