import { Loader } from "@mantine/core";
import { useMemo } from "react";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { clockTime, shortTime } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { SIGNAL_WORDS } from "#renderer/lib/signal-words.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { SignalView } from "#src/contract/signals.ts";

const COLUMNS: readonly DataColumn<SignalView>[] = [
  {
    id: "at",
    header: "Received",
    value: (row) => row.receivedAtMs,
    cell: (row) => <span title={clockTime(row.receivedAtMs)}>{shortTime(row.receivedAtMs, Date.now())}</span>,
  },
  { id: "pair", header: "Pair", value: (row) => row.tradePair },
  {
    id: "side",
    header: "Side",
    value: (row) => row.orderType,
  },
  { id: "leverage", header: "Leverage", numeric: true, value: (row) => row.leverage },
  {
    id: "state",
    header: "State",
    value: (row) => row.state,
    cell: (row) => <StateMark tone={SIGNAL_WORDS[row.state].tone}>{SIGNAL_WORDS[row.state].label}</StateMark>,
  },
  {
    id: "accepted",
    header: "Accepted by",
    numeric: true,
    value: (row) => row.validatorsAccepted,
    cell: (row) => `${row.validatorsAccepted} of ${row.validatorsAsked}`,
  },
  {
    id: "took",
    header: "Took",
    numeric: true,
    value: (row) => (row.settledAtMs === null ? null : row.settledAtMs - row.receivedAtMs),
    cell: (row) => (row.settledAtMs === null ? "–" : `${row.settledAtMs - row.receivedAtMs} ms`),
  },
  { id: "source", header: "From", value: (row) => row.source },
  {
    id: "reason",
    header: "Reason",
    value: (row) => row.reason,
    cell: (row) => <span title={row.reason ?? ""}>{row.reason ?? ""}</span>,
  },
  { id: "uuid", header: "Id", value: (row) => row.uuid, hidden: true },
];

/** Signals with live states, newest first. */
export function SignalList({ uuid }: { uuid: string | null }) {
  const { value, error, reload } = useMirror("signals");
  const columns = useMemo(() => COLUMNS, []);
  return (
    <Panel title="Signals" flush>
      {error ? <ErrorPanel error={error} title="Signals could not be read" onRetry={() => void reload()} /> : null}
      {!value && !error ? <Loader m="md" size="sm" aria-label="Loading signals" /> : null}
      {value ? (
        <DataTable
          label="Signals"
          columns={columns}
          rows={value}
          rowKey={(row) => row.uuid}
          onRow={(row) => go(href("signals", row.uuid))}
          csvName="tausmith-signals.csv"
          sortedBy={{ id: "at", desc: true }}
          maxHeight={uuid ? "46vh" : "calc(100vh - 176px)"}
          empty={
            <EmptyState
              title="No signal yet"
              text="Signals sent with the ticket or by your trading tool stand here with what each validator made of them."
            />
          }
        />
      ) : null}
    </Panel>
  );
}
