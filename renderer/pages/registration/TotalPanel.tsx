import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { AddToBasket } from "#renderer/components/AddToBasket.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import { SignElsewhereButton } from "#renderer/flows/offline/SignElsewhereButton.tsx";
import { RehearseFirst } from "#renderer/flows/RehearseFirst.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { Plan } from "#renderer/lib/use-plan.ts";
import { useSession } from "#renderer/stores/use-stores.tsx";
import { formatTao } from "#src/amount/format-amount.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./RegisterPage.module.css";

export interface TotalPanelProps {
  readonly plan: PlanView;
  readonly wallet: WalletView | null;
  readonly flow: Pick<Plan, "reload" | "freeze">;
  /** Before the sum on the button: "Register for at most". */
  readonly verb: string;
  /** Whether it may be put beside others in the basket; what is a batch itself may not. */
  readonly basket?: boolean;
  /** What helps where there is not enough. */
  readonly funds: ReactNode;
  readonly onSent: (transactionId: string) => void;
}

/** The whole bill of a registration, and the way to its signature: here, in main's window, or on another machine. */
export function TotalPanel({ plan, wallet, flow, verb, basket, funds, onSent }: TotalPanelProps) {
  const { info } = useSession();
  const submit = useAction("transactions.submit");
  const [confirming, setConfirming] = useState(false);
  const onDesktop = info?.front === "desktop";
  const totalRao = BigInt(plan.spendsMaxRao) + BigInt(plan.fee.totalRao);
  const watched = wallet?.kind === "watch";
  const short = plan.balanceAfterRao.startsWith("-");

  const send = async (password: string | undefined) => {
    const result = await submit.run({ planId: plan.planId, ...(password === undefined ? {} : { password }) });
    if (!result.ok) return;
    setConfirming(false);
    onSent(result.value.transactionId);
  };
  const begin = () => {
    submit.clear();
    flow.freeze(true);
    setConfirming(true);
    if (onDesktop) {
      void send(undefined).finally(() => {
        setConfirming(false);
        flow.freeze(false);
      });
    }
  };
  const cancel = () => {
    setConfirming(false);
    flow.freeze(false);
    flow.reload();
  };

  return (
    <>
      <Panel title="Total">
        <Bill label="Total">
          <BillLine name="Price, as expected">
            <Amount rao={plan.spendsExpectedRao} full />
          </BillLine>
          <BillLine name="Price, at most">
            <Amount rao={plan.spendsMaxRao} full />
          </BillLine>
          <BillLine name="Transaction fee">
            <Amount rao={plan.fee.totalRao} full />
          </BillLine>
          <BillLine name="Leaves at most" sum>
            <Amount rao={totalRao.toString()} full />
          </BillLine>
          <BillLine name="Balance now">
            <Amount rao={plan.balanceBeforeRao} full />
          </BillLine>
          <BillLine name="Balance after, at least" tone={short ? "danger" : "normal"}>
            <Amount rao={plan.balanceAfterRao} full />
          </BillLine>
        </Bill>
        {plan.warnings.map((warning) => (
          <p key={warning} className={`${classes.note} warning`}>
            {warning}
          </p>
        ))}
        <p className={classes.sunk}>The price is sunk: it is not staked and does not come back.</p>
        {short ? (
          <p className={classes.note}>
            <span className="danger">There is not enough in this coldkey. </span>
            {funds}
          </p>
        ) : null}
        {onDesktop && submit.error ? (
          <ErrorPanel error={submit.error} title="It was not sent" onRetry={cancel} />
        ) : null}
        {watched ? (
          <p className={classes.note}>This coldkey is only watched here; the machine that holds it signs.</p>
        ) : (
          <Button fullWidth size="md" disabled={short} loading={onDesktop && submit.busy} onClick={begin}>
            {`${verb} ${formatTao(totalRao)}`}
          </Button>
        )}
        {watched ? null : <RehearseFirst plan={plan} disabled={short} />}
        {watched || !basket ? null : <AddToBasket plan={plan} fullWidth disabled={short} />}
        {wallet?.kind === "practice" ? null : (
          <SignElsewhereButton
            plan={plan}
            primary={watched}
            disabled={short}
            onOpen={() => flow.freeze(true)}
            onClose={cancel}
          />
        )}
        {onDesktop && submit.busy ? <p className="dim">Confirm it in the window that Tausmith opened.</p> : null}
      </Panel>
      {confirming && !onDesktop ? (
        <PlanConfirm
          plan={plan}
          busy={submit.busy}
          error={submit.error}
          onCancel={cancel}
          onConfirm={(password) => void send(password)}
        />
      ) : null}
    </>
  );
}
