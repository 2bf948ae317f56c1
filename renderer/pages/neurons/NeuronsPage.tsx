/*
 * Neurons. Accessible names: link "Register a hotkey"; table "My neurons".
 */
import { Button, Loader } from "@mantine/core";
import { useMemo } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { RegistrationStatus } from "#src/contract/registration.ts";

function immunity(status: RegistrationStatus, blockTimeMs: number | null): string {
  if (status.immuneUntilBlock === null) return "–";
  const left = status.immuneUntilBlock - status.atBlock;
  if (left <= 0) return "over: it can be replaced";
  return `${count(left)} blocks${blockTimeMs === null ? "" : ` (${duration(left * blockTimeMs)})`}`;
}

/** The UIDs of this profile's hotkeys, and the way to a new one. */
export function NeuronsPage() {
  const { value, error, reload } = useMirror("registrations");
  const network = useMirror("network").value;
  const subnets = useMirror("subnets").value;
  const names = useOwnNames();
  const blockTimeMs = network?.blockTimeMs ?? null;
  const columns = useMemo<DataColumn<RegistrationStatus>[]>(
    () => [
      {
        id: "netuid",
        header: "Subnet",
        value: (row) => row.netuid,
        cell: (row) => `${row.netuid} · ${subnets?.find(({ netuid }) => netuid === row.netuid)?.name ?? ""}`,
      },
      { id: "uid", header: "UID", numeric: true, value: (row) => row.uid },
      {
        id: "hotkey",
        header: "Hotkey",
        value: (row) => row.hotkey,
        cell: (row) => <Address address={row.hotkey} name={names.get(row.hotkey)} />,
      },
      {
        id: "since",
        header: "Registered at block",
        numeric: true,
        value: (row) => row.registeredAtBlock,
        cell: (row) => (row.registeredAtBlock === null ? "–" : count(row.registeredAtBlock)),
      },
      {
        id: "immunity",
        header: "Immune for",
        numeric: true,
        value: (row) => row.immuneUntilBlock,
        cell: (row) => immunity(row, blockTimeMs),
      },
      { id: "block", header: "Read at block", numeric: true, hidden: true, value: (row) => row.atBlock },
    ],
    [names, subnets, blockTimeMs],
  );
  const register = (
    <Button component="a" href={href("register")} size="xs">
      Register a hotkey
    </Button>
  );
  return (
    <Panel title="My neurons" side={register} flush>
      {error ? <ErrorPanel error={error} title="Neurons could not be read" onRetry={() => void reload()} /> : null}
      {!value && !error ? <Loader m="md" size="sm" aria-label="Loading neurons" /> : null}
      {value ? (
        <DataTable
          label="My neurons"
          columns={columns}
          rows={value.filter(({ registered }) => registered)}
          rowKey={(row) => `${row.netuid}/${row.hotkey}`}
          onRow={(row) => go(href("subnets", row.netuid))}
          csvName="tausmith-neurons.csv"
          sortedBy={{ id: "netuid", desc: false }}
          empty={
            <EmptyState
              title="No neuron yet"
              text="A registered hotkey stands here with its UID and how long it cannot be replaced."
              action={register}
            />
          }
        />
      ) : null}
    </Panel>
  );
}
