import { type ReactNode, useMemo } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { ago, clockTime, count } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { TRANSACTION_WORDS } from "#renderer/lib/transaction-words.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { TransactionView } from "#src/contract/transactions.ts";

/** What left for the call itself: paid where it is known, else what was expected. */
const spent = ({ paid, quoted }: TransactionView): string | null => (paid ? paid.spentRao : quoted.spendsExpectedRao);

/** Transactions with quoted and paid sums. */
export function TransactionTable(props: { rows: readonly TransactionView[]; nowMs: number; empty: ReactNode }) {
  const names = useOwnNames();
  const { nowMs } = props;
  const columns = useMemo<DataColumn<TransactionView>[]>(
    () => [
      {
        id: "at",
        header: "When",
        value: (row) => row.recordedAtMs,
        cell: (row) => <span title={clockTime(row.recordedAtMs)}>{ago(row.recordedAtMs, nowMs)}</span>,
      },
      {
        id: "title",
        header: "What",
        value: (row) => row.title,
        cell: (row) => <span title={row.title}>{row.title}</span>,
      },
      {
        id: "state",
        header: "State",
        value: (row) => row.state,
        cell: (row) => (
          <StateMark tone={TRANSACTION_WORDS[row.state].tone}>{TRANSACTION_WORDS[row.state].label}</StateMark>
        ),
      },
      {
        id: "quotedFee",
        header: "Fee quoted",
        numeric: true,
        value: (row) => BigInt(row.quoted.feeRao),
        cell: (row) => <Amount rao={row.quoted.feeRao} full />,
      },
      {
        id: "paidFee",
        header: "Fee paid",
        numeric: true,
        value: (row) => (row.paid ? BigInt(row.paid.feeRao) : null),
        cell: (row) => (row.paid ? <Amount rao={row.paid.feeRao} full /> : "–"),
      },
      {
        id: "spent",
        header: "Spent",
        numeric: true,
        value: (row) => (spent(row) === null ? null : BigInt(spent(row) ?? "0")),
        cell: (row) => {
          const rao = spent(row);
          return rao === null || rao === "0" ? "–" : <Amount rao={rao} full stale={row.paid === null} />;
        },
      },
      {
        id: "block",
        header: "Block",
        numeric: true,
        value: (row) => row.block?.number ?? null,
        cell: (row) => (row.block ? count(row.block.number) : "–"),
      },
      {
        id: "signer",
        header: "Signed by",
        value: (row) => row.signer,
        cell: (row) => <Address address={row.signer} name={names.get(row.signer)} plain />,
      },
      { id: "network", header: "Network", hidden: true, value: (row) => row.network },
      { id: "call", header: "Call", hidden: true, value: (row) => `${row.section}.${row.method}` },
      { id: "hash", header: "Hash", hidden: true, value: (row) => row.hash },
      { id: "error", header: "Error", hidden: true, value: (row) => row.error?.name ?? null },
    ],
    [names, nowMs],
  );
  return (
    <DataTable
      label="Transactions"
      columns={columns}
      rows={props.rows}
      rowKey={(row) => row.transactionId}
      onRow={(row) => go(href("activity", row.transactionId))}
      csvName="tausmith-transactions.csv"
      sortedBy={{ id: "at", desc: true }}
      maxHeight="60vh"
      empty={props.empty}
    />
  );
}
