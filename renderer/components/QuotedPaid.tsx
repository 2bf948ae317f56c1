import type { TransactionView } from "#src/contract/transactions.ts";
import { differenceWords } from "#src/transactions/difference-words.ts";
import { Amount } from "./Amount.tsx";
import classes from "./QuotedPaid.module.css";

/** Quoted against paid, to the rao. */
export function QuotedPaid({ transaction }: { transaction: TransactionView }) {
  const { quoted, paid } = transaction;
  const spent = paid?.spentRao ?? null;
  const receives = quoted.receives;
  const line = (name: string, quotedRao: string, paidRao: string | null, unit = "τ") => (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Amount rao={quotedRao} unit={unit} full />
      </td>
      <td>{paidRao === null ? <span className="dim">not yet</span> : <Amount rao={paidRao} unit={unit} full />}</td>
      <td>
        {paidRao === null ? null : (
          <Amount rao={(BigInt(paidRao) - BigInt(quotedRao)).toString()} unit={unit} signed full />
        )}
      </td>
    </tr>
  );
  const moved = paid?.moved;
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">quoted</th>
            <th scope="col">paid</th>
            <th scope="col">difference</th>
          </tr>
        </thead>
        <tbody>
          {line("Fee", quoted.feeRao, paid?.feeRao ?? null)}
          {quoted.spendsMaxRao === "0" ? null : line("Spent, as expected", quoted.spendsExpectedRao, spent)}
          {quoted.spendsMaxRao === "0" ? null : (
            <tr>
              <th scope="row">Spent, at most</th>
              <td>
                <Amount rao={quoted.spendsMaxRao} full />
              </td>
              <td />
              <td />
            </tr>
          )}
          {receives && receives.rao !== "0" ? line("Received", receives.rao, paid?.received?.rao ?? null) : null}
          {receives && receives.alphaRao !== "0"
            ? line("Received", receives.alphaRao, paid?.received?.alphaRao ?? null, "α")
            : null}
        </tbody>
      </table>
      {moved ? <p className="dim">{differenceWords(moved)}</p> : null}
    </>
  );
}
