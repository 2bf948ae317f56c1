import { Button, Loader, NativeSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { count } from "#renderer/lib/format.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import type { FeeRow } from "#src/contract/fees.ts";
import type { ChosenCall } from "./CallExplorer.tsx";

const STATES: Record<FeeRow["state"], { label: string; tone: "good" | "quiet" | "warning" }> = {
  pays: { label: "Pays", tone: "quiet" },
  free: { label: "Free", tone: "good" },
  missing: { label: "Not on this chain", tone: "warning" },
  unpriced: { label: "Not priced", tone: "warning" },
};

const rao = (value: string | null) => (value === null ? null : BigInt(value));
const money = (value: string | null) => (value === null ? "–" : <Amount rao={value} full />);

/** What every call costs on this chain now; a row opens the call in the explorer. */
export function FeeTablePanel({ tick, onOpen }: { tick: unknown; onOpen: (chosen: ChosenCall) => void }) {
  const table = useQuery("fees.list", {}, tick);
  const again = useAction("fees.list");
  const [shown, setShown] = useState("all");
  const columns = useMemo<DataColumn<FeeRow>[]>(
    () => [
      { id: "group", header: "For", value: (row) => row.group },
      {
        id: "call",
        header: "Call",
        value: (row) => `${row.pallet}.${row.call}`,
        cell: (row) => <code title={`Priced with ${row.sample}`}>{row.call}</code>,
      },
      {
        id: "state",
        header: "Fee",
        value: (row) => row.state,
        cell: (row) => <StateMark tone={STATES[row.state].tone}>{STATES[row.state].label}</StateMark>,
      },
      {
        id: "total",
        header: "Total",
        numeric: true,
        value: (row) => rao(row.totalRao),
        cell: (row) => money(row.totalRao),
      },
      {
        id: "weight",
        header: "Weight",
        numeric: true,
        value: (row) => rao(row.weightRao),
        cell: (row) => money(row.weightRao),
      },
      {
        id: "length",
        header: "Length",
        numeric: true,
        value: (row) => rao(row.lengthRao),
        cell: (row) => money(row.lengthRao),
      },
      { id: "base", header: "Base", numeric: true, hidden: true, value: (row) => rao(row.baseRao) },
      { id: "bytes", header: "Bytes", numeric: true, hidden: true, value: (row) => row.encodedBytes },
      { id: "pallet", header: "Pallet", hidden: true, value: (row) => row.pallet },
      { id: "sample", header: "Priced with", hidden: true, value: (row) => row.sample },
      { id: "note", header: "Note", value: (row) => row.note, cell: (row) => <span title={row.note}>{row.note}</span> },
    ],
    [],
  );
  const rows = table.value?.rows.filter((row) => shown === "all" || row.state === shown) ?? [];
  return (
    <Panel
      title="Costs on this chain"
      flush
      side={
        table.value ? (
          <>
            <span className="dim">{`runtime ${table.value.specVersion}, priced at block ${count(table.value.atBlock)}`}</span>
            <Button
              size="compact-xs"
              variant="default"
              loading={again.busy}
              onClick={() => void again.run({ fresh: true }).then(() => table.reload())}
            >
              Price again
            </Button>
          </>
        ) : null
      }
    >
      {table.error ? <ErrorPanel error={table.error} title="Fees could not be read" onRetry={table.reload} /> : null}
      {again.error ? <ErrorPanel error={again.error} title="Fees could not be read" /> : null}
      {!table.value && !table.error ? <Loader m="md" size="sm" aria-label="Pricing every call" /> : null}
      {table.value ? (
        <DataTable
          label="Fees of all calls"
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.pallet}.${row.call}`}
          onRow={(row) => (row.state === "missing" ? undefined : onOpen({ pallet: row.pallet, call: row.call }))}
          csvName="tausmith-fees.csv"
          maxHeight="64vh"
          bar={
            <NativeSelect
              size="xs"
              aria-label="Which calls"
              value={shown}
              data={[
                { value: "all", label: "All calls" },
                { value: "pays", label: "Fee-bearing" },
                { value: "free", label: "Fee-free" },
                { value: "missing", label: "Not on this chain" },
                { value: "unpriced", label: "Not priced" },
              ]}
              onChange={(event) => setShown(event.currentTarget.value)}
            />
          }
          empty={<EmptyState title="None" text="No call of this chain is of this kind." />}
        />
      ) : null}
    </Panel>
  );
}
