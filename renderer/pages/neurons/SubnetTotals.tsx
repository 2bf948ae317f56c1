import { count } from "#renderer/lib/format.ts";
import { formatAlphaShort, formatTao, formatTaoShort } from "#src/amount/format-amount.ts";
import type { Overview } from "#src/contract/neurons.ts";
import classes from "./NeuronsPage.module.css";

/** Sums per subnet, and what is free. */
export function SubnetTotals({ overview }: { overview: Overview }) {
  return (
    <table className={classes.totals} aria-label="Totals by subnet">
      <thead>
        <tr>
          <th scope="col">Subnet</th>
          <th scope="col">Neurons</th>
          <th scope="col">Stake</th>
          <th scope="col">A day</th>
          <th scope="col">A day, at the price now</th>
        </tr>
      </thead>
      <tbody>
        {overview.subnets.map(({ netuid, name, symbol, neurons, totals }) => (
          <tr key={netuid}>
            <th scope="row">{`${netuid} · ${name}`}</th>
            <td>{count(neurons.length)}</td>
            <td>{formatAlphaShort(BigInt(totals.stakeAlphaRao), netuid === 0 ? "τ" : symbol)}</td>
            <td>{formatAlphaShort(BigInt(totals.emissionAlphaRaoPerDay), symbol)}</td>
            <td>{totals.emissionRaoPerDay === null ? "–" : formatTaoShort(BigInt(totals.emissionRaoPerDay))}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Free balance</th>
          <td colSpan={4}>{formatTao(BigInt(overview.freeRao))}</td>
        </tr>
      </tfoot>
    </table>
  );
}
