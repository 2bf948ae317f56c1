import { Loader, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { readAmount } from "#renderer/components/AmountField.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import classes from "./PlannersPage.module.css";
import { Carry, Notes, PlainTable, type PlannerProps, SalesTable } from "./parts.tsx";

/** Small positions: which pay for their own sale, and why the others do not. */
export function SweepPlanner({ walletId, watched, tolerancePpm }: PlannerProps) {
  const names = useOwnNames();
  const [text, setText] = useState("0.1");
  const { rao, problem } = readAmount(text, "τ");
  const plan = useQuery(
    "planning.sweep",
    rao === null || rao === 0n ? null : { walletId, belowRao: String(rao), tolerancePpm },
  );
  const shown = plan.value;
  return (
    <>
      <Panel title="Sweep small positions">
        <div className={classes.fields}>
          <TextInput
            label="Small is what brings at most (τ)"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            error={problem}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
      </Panel>
      {plan.error ? <ErrorPanel error={plan.error} title="Nothing can be swept" onRetry={plan.reload} /> : null}
      {plan.loading ? <Loader size="sm" aria-label="Working it out" /> : null}
      {shown ? (
        <div className={classes.columns}>
          <div className={classes.page}>
            <Panel title="Pays for itself">
              {shown.sales.length === 0 ? (
                <EmptyState
                  title="No small position pays for its own sale"
                  text="What each would bring and cost stands below. Fees fall and prices rise; look again later."
                />
              ) : (
                <SalesTable sales={shown.sales} />
              )}
            </Panel>
            {shown.kept.length > 0 ? (
              <Panel title="Stays">
                <PlainTable label="Stays" head={["Subnet", "Hotkey", "Staked", "Would bring", "Why it stays"]}>
                  {shown.kept.map((one) => (
                    <tr key={`${one.netuid} ${one.hotkey}`}>
                      <td>{one.netuid === 0 ? "root" : one.netuid}</td>
                      <td>
                        <Address address={one.hotkey} name={names.get(one.hotkey)} plain />
                      </td>
                      <td>
                        <Amount rao={one.alphaRao} unit="α" />
                      </td>
                      <td>{one.bringsRao === null ? "nothing" : <Amount rao={one.bringsRao} />}</td>
                      <td className="dim">{one.reason}</td>
                    </tr>
                  ))}
                </PlainTable>
              </Panel>
            ) : null}
          </div>
          <Panel title="Together">
            <div className={classes.result}>
              <Bill label="Together">
                <BillLine name="Sales bring">
                  <Amount rao={shown.proceedsRao} full />
                </BillLine>
                <BillLine name="Fee together">
                  <Amount rao={shown.feeRao} full />
                </BillLine>
                <BillLine name="Net" sum tone="good">
                  <Amount rao={shown.netRao} full />
                </BillLine>
                <BillLine name="Net, sold one by one">
                  <Amount rao={shown.singlesNetRao} full />
                </BillLine>
                <BillLine name="A further sale costs">
                  <Amount rao={shown.feePerSaleRao} full />
                </BillLine>
                <BillLine name="A sale alone costs">
                  <Amount rao={shown.feeAloneRao} full />
                </BillLine>
                {shown.wholeHotkeys.map(({ hotkey, feeRao }) => (
                  <BillLine
                    key={hotkey}
                    name={
                      <>
                        {"unstake_all behind "}
                        <Address address={hotkey} name={names.get(hotkey)} plain />
                      </>
                    }
                  >
                    <Amount rao={feeRao} full />
                  </BillLine>
                ))}
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
