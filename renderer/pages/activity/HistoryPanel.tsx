import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { ago, clockTime, count } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { TRANSACTION_WORDS } from "#renderer/lib/transaction-words.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import { type HistoryEntry, type HistoryKind, historyKind, type RescanView } from "#src/contract/history.ts";
import classes from "./ActivityPage.module.css";

const REACH = [
  { value: "256", label: "256 blocks" },
  { value: "7200", label: "7,200 blocks (a day)" },
  { value: "50400", label: "50,400 blocks (a week)" },
  { value: "1000000", label: "1,000,000 blocks" },
];

const rao = (value: string | null) => (value === null ? null : BigInt(value));
const money = (value: string | null, signed = false) =>
  value === null ? "–" : <Amount rao={value} full signed={signed} />;

/** Changes of the history and of looking through blocks, as they come. */
function useHistoryStreams(): { version: number; rescan: RescanView | null } {
  const client = useClient();
  const first = useQuery("history.rescanStatus", {}).value;
  const [version, setVersion] = useState(0);
  const [rescan, setRescan] = useState<RescanView | null>(null);
  useEffect(() => client.on("history.changed", () => setVersion((count) => count + 1)), [client]);
  useEffect(() => client.on("history.rescanChanged", setRescan), [client]);
  return { version, rescan: rescan ?? first };
}

/** Looks through recent blocks, with how far it is and a way to stop. */
function Rescan({ rescan }: { rescan: RescanView | null }) {
  const start = useAction("history.rescan");
  const stop = useAction("history.stopRescan");
  const [blocks, setBlocks] = useState("256");
  const [archive, setArchive] = useState(false);
  const running = rescan?.state === "running";
  const wanted = rescan ? rescan.newestBlock - rescan.oldestBlock + 1 : 0;
  return (
    <div className={classes.rescan}>
      <NativeSelect
        size="xs"
        aria-label="How many blocks to look through"
        value={blocks}
        data={REACH}
        disabled={running}
        onChange={(event) => setBlocks(event.currentTarget.value)}
      />
      <Checkbox
        size="xs"
        label="Ask the archive node"
        checked={archive}
        disabled={running}
        onChange={(event) => setArchive(event.currentTarget.checked)}
      />
      {running ? (
        <Button size="compact-sm" variant="default" onClick={() => void stop.run({})}>
          Stop looking
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => void start.run({ blocks: Number(blocks), archive })}>
          Look through blocks
        </Button>
      )}
      {rescan && rescan.state !== "idle" ? (
        <span className="dim" role="status">
          {`${count(rescan.blocksRead)} of ${count(wanted)} blocks, ${count(rescan.found)} found. ${running ? "" : rescan.message}`}
        </span>
      ) : (
        <span className="dim">
          Finds what these keys did elsewhere. Ordinary nodes keep events of recent blocks only.
        </span>
      )}
      {start.error ? <ErrorPanel error={start.error} title="Blocks cannot be looked through" /> : null}
    </div>
  );
}

/** Everything sent from here or seen in blocks: call, fee quoted and paid, what came and went. */
export function HistoryPanel({ nowMs }: { nowMs: number }) {
  const names = useOwnNames();
  const wallets = useMirror("wallets").value;
  const sent = useMirror("transactions").value;
  const { version, rescan } = useHistoryStreams();
  const [kind, setKind] = useState("");
  const [key, setKey] = useState("");
  const filter = { ...(kind === "" ? {} : { kind: kind as HistoryKind }), ...(key === "" ? {} : { key }) };
  const history = useQuery(
    "history.list",
    { limit: 1_000, ...filter },
    `${version} ${sent?.[0]?.state} ${sent?.length}`,
  );
  const csv = useAction("history.csv");
  const columns = useMemo<DataColumn<HistoryEntry>[]>(
    () => [
      {
        id: "at",
        header: "When",
        value: (row) => row.atMs,
        cell: (row) => <span title={clockTime(row.atMs)}>{ago(row.atMs, nowMs)}</span>,
      },
      { id: "kind", header: "Kind", value: (row) => row.kind },
      {
        id: "title",
        header: "What",
        value: (row) => row.title,
        cell: (row) => <span title={`${row.section}.${row.method}`}>{row.title}</span>,
      },
      {
        id: "state",
        header: "State",
        value: (row) => row.error?.name ?? row.state,
        cell: (row) => (
          <StateMark tone={TRANSACTION_WORDS[row.state].tone}>{TRANSACTION_WORDS[row.state].label}</StateMark>
        ),
      },
      {
        id: "quoted",
        header: "Fee quoted",
        numeric: true,
        value: (row) => rao(row.quoted?.feeRao ?? null),
        cell: (row) => money(row.quoted?.feeRao ?? null),
      },
      {
        id: "paid",
        header: "Fee paid",
        numeric: true,
        value: (row) => rao(row.feePaidRao),
        cell: (row) => money(row.feePaidRao),
      },
      {
        id: "change",
        header: "Came or went",
        numeric: true,
        value: (row) => rao(row.changeRao),
        cell: (row) => (row.changeRao === "0" ? "–" : money(row.changeRao, true)),
      },
      { id: "subnets", header: "Subnet", value: (row) => row.netuids.join(", ") },
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
        cell: (row) => (row.signer ? <Address address={row.signer} name={names.get(row.signer)} plain /> : "–"),
      },
      { id: "source", header: "Source", hidden: true, value: (row) => row.source },
      { id: "network", header: "Network", hidden: true, value: (row) => row.network },
      { id: "hash", header: "Hash", hidden: true, value: (row) => row.hash },
    ],
    [names, nowMs],
  );
  const save = async (what: "transactions" | "lots"): Promise<void> => {
    const made = await csv.run({ what, ...filter });
    if (made.ok) saveText(`tausmith-${what}.csv`, made.value.text);
  };
  return (
    <Panel
      title="History"
      flush
      side={
        <>
          <Button size="compact-xs" variant="default" onClick={() => void save("transactions")}>
            Tax CSV
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => void save("lots")}>
            Lots CSV (FIFO)
          </Button>
        </>
      }
    >
      <Rescan rescan={rescan} />
      {csv.error ? <ErrorPanel error={csv.error} title="The CSV could not be made" /> : null}
      {history.error ? (
        <ErrorPanel error={history.error} title="The history could not be read" onRetry={history.reload} />
      ) : null}
      <DataTable
        label="History"
        columns={columns}
        rows={history.value ?? []}
        rowKey={(row) => row.entryId}
        onRow={(row) => go(href("activity", "history", row.entryId))}
        csvName="tausmith-history.csv"
        sortedBy={{ id: "at", desc: true }}
        maxHeight="56vh"
        bar={
          <>
            <NativeSelect
              size="xs"
              aria-label="Which kind"
              value={kind}
              data={[{ value: "", label: "All kinds" }, ...historyKind.options]}
              onChange={(event) => setKind(event.currentTarget.value)}
            />
            <NativeSelect
              size="xs"
              aria-label="Which key"
              value={key}
              data={[
                { value: "", label: "All keys" },
                ...(wallets ?? []).flatMap((wallet) => [
                  { value: wallet.address, label: wallet.name },
                  ...wallet.hotkeys.map((one) => ({ value: one.address, label: `${wallet.name} / ${one.name}` })),
                ]),
              ]}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
          </>
        }
        empty={
          <EmptyState
            title="Nothing yet"
            text="What is sent from here, and what others send here, stands here once it is in a block."
          />
        }
      />
    </Panel>
  );
}
