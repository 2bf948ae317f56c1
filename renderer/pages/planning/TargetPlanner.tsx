import { Button, Loader, TextInput } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { readAmount } from "#renderer/components/AmountField.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import classes from "./PlannersPage.module.css";
import { Carry, Notes, type PlannerProps, SalesTable } from "./parts.tsx";

/** "I need 20 τ": which stake to sell so that exactly that arrives after all fees. */
export function TargetPlanner({ walletId, watched, tolerancePpm }: PlannerProps) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const { rao, problem } = readAmount(text, "τ");
  const plan = useQuery("planning.target", asked === null ? null : { walletId, targetRao: asked, tolerancePpm });
  const shown = plan.value;
  return (
    <>
      <Panel title="Unstake to a target amount">
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (rao === null || rao === 0n) return;
            if (asked === String(rao)) plan.reload();
            setAsked(String(rao));
          }}
        >
          <p className="dim">
            The amount arrives in your free balance after the network fee. As little as possible is lost to moving
            prices, and no price is moved further than the tolerance.
          </p>
          <div className={classes.fields}>
            <TextInput
              label="Amount that shall arrive (τ)"
              inputMode="decimal"
              autoComplete="off"
              value={text}
              error={problem}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" disabled={rao === null || rao === 0n}>
              Work it out
            </Button>
          </div>
        </form>
      </Panel>
      {plan.error ? (
        <ErrorPanel error={plan.error} title="This amount cannot be reached" onRetry={plan.reload} />
      ) : null}
      {plan.loading ? <Loader size="sm" aria-label="Working it out" /> : null}
      {shown ? (
        <div className={classes.columns}>
          <Panel title="What to sell">
            <SalesTable sales={shown.sales} />
          </Panel>
          <Panel title="What arrives">
            <div className={classes.result}>
              <Bill label="What arrives">
                <BillLine name="Sales bring">
                  <Amount rao={shown.proceedsRao} full />
                </BillLine>
                <BillLine name="Network fee">
                  <Amount rao={shown.feeRao} full />
                </BillLine>
                <BillLine name="Arrives" sum tone="good">
                  <Amount rao={shown.arrivesRao} full />
                </BillLine>
                <BillLine name="Lost to moving prices">
                  <Amount rao={shown.impactRao} full />
                </BillLine>
              </Bill>
              <Notes notes={shown.notes} />
              <Carry orders={shown.orders} walletId={walletId} watched={watched} aloneLabel="Sign this sale" />
            </div>
          </Panel>
        </div>
      ) : null}
    </>
  );
}
