import { Loader } from "@mantine/core";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import type { DepositRow } from "#src/contract/fees.ts";
import classes from "./FeesPage.module.css";

function Value({ row }: { row: DepositRow }) {
  if (row.value === null) return <span className="dim">not on this chain</span>;
  if (row.unit === "rao") return <Amount rao={row.value} full />;
  return row.unit === "percent" ? `${row.value} %` : count(Number(row.value));
}

/** Deposits, minimums and rates by name, what own coldkeys hold, and where each part of a fee goes. */
export function DepositsPanel({ tick }: { tick: unknown }) {
  const deposits = useQuery("fees.deposits", {}, tick);
  const view = deposits.value;
  if (!view) {
    return (
      <Panel title="Deposits and rates">
        {deposits.error ? (
          <ErrorPanel error={deposits.error} title="Deposits could not be read" onRetry={deposits.reload} />
        ) : (
          <Loader size="sm" aria-label="Loading deposits" />
        )}
      </Panel>
    );
  }
  return (
    <div className={classes.columns}>
      <Panel
        title="Deposits and rates"
        side={<span className="dim">{`runtime ${view.specVersion}, block ${count(view.atBlock)}`}</span>}
      >
        <table className={classes.table}>
          <tbody>
            {view.rows.map((row) => (
              <tr key={row.source}>
                <th scope="row">
                  {row.name}
                  <span className={classes.meaning}>{row.meaning}</span>
                  <code className={classes.source}>{row.source}</code>
                </th>
                <td>
                  <Value row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <div className={classes.stack}>
        <Panel title="Set aside by own coldkeys">
          {view.held.length === 0 ? (
            <p className="dim">No own coldkey has a deposit for proxies or announcements.</p>
          ) : (
            <Bill>
              {view.held.map((held) => (
                <BillLine key={`${held.address} ${held.what}`} name={`${held.walletName}: ${held.what}`}>
                  <Amount rao={held.heldRao} full />
                  {held.proxies.map((proxy) => (
                    <div key={`${proxy.delegate} ${proxy.proxyType} ${proxy.delayBlocks}`}>
                      <Address address={proxy.delegate} plain />
                      {` ${proxy.proxyType}${proxy.delayBlocks > 0 ? `, ${count(proxy.delayBlocks)} blocks delay` : ""}`}
                    </div>
                  ))}
                </BillLine>
              ))}
            </Bill>
          )}
        </Panel>
        <Panel title="Where each part goes">
          <dl className={classes.goes}>
            {view.destinations.map(({ part, goesTo }) => (
              <div key={part}>
                <dt>{part}</dt>
                <dd>{goesTo}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
    </div>
  );
}
