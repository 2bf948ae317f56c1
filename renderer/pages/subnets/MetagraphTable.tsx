import { Loader } from "@mantine/core";
import { useMemo } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { count, percent } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { NeuronView } from "#src/contract/subnets.ts";

export interface MetagraphTableProps {
  readonly netuid: number;
  readonly symbol: string;
  readonly block: number;
  readonly tempo: number;
}

/** All neurons of a subnet. Read again once a tempo at most, since most of it changes no sooner. */
export function MetagraphTable({ netuid, symbol, block, tempo }: MetagraphTableProps) {
  const neurons = useQuery("subnets.neurons", { netuid }, Math.floor(block / Math.max(1, Math.min(tempo, 25))));
  const names = useOwnNames();
  const columns = useMemo<DataColumn<NeuronView>[]>(
    () => [
      { id: "uid", header: "UID", numeric: true, value: (row) => row.uid },
      {
        id: "hotkey",
        header: "Hotkey",
        value: (row) => row.hotkey,
        cell: (row) => <Address address={row.hotkey} name={names.get(row.hotkey)} />,
      },
      {
        id: "role",
        header: "Role",
        value: (row) => (row.validatorPermit ? "validator" : "miner"),
        cell: (row) => (
          <StateMark tone={row.active ? "good" : "quiet"}>{row.validatorPermit ? "validator" : "miner"}</StateMark>
        ),
      },
      {
        id: "stake",
        header: `Stake (${symbol})`,
        numeric: true,
        value: (row) => BigInt(row.stakeAlphaRao),
        cell: (row) => <Amount rao={row.stakeAlphaRao} unit={symbol} full />,
      },
      {
        id: "incentive",
        header: "Incentive",
        numeric: true,
        value: (row) => row.incentive,
        cell: (row) => percent(row.incentive, 3),
      },
      {
        id: "dividends",
        header: "Dividends",
        numeric: true,
        value: (row) => row.dividends,
        cell: (row) => percent(row.dividends, 3),
      },
      {
        id: "emission",
        header: `Emission per tempo (${symbol})`,
        numeric: true,
        value: (row) => BigInt(row.emissionAlphaRao),
        cell: (row) => <Amount rao={row.emissionAlphaRao} unit={symbol} full />,
      },
      {
        id: "since",
        header: "Registered at",
        numeric: true,
        value: (row) => row.registeredAtBlock,
        cell: (row) => count(row.registeredAtBlock),
      },
      {
        id: "update",
        header: "Last update",
        numeric: true,
        value: (row) => row.lastUpdateBlock,
        cell: (row) => count(row.lastUpdateBlock),
      },
      {
        id: "axon",
        header: "Axon",
        value: (row) => row.axon,
        cell: (row) => row.axon ?? <span className="dim">none</span>,
      },
      {
        id: "immune",
        header: "Immune until",
        numeric: true,
        value: (row) => row.immuneUntilBlock,
        cell: (row) =>
          row.immuneUntilBlock > block ? count(row.immuneUntilBlock) : <span className="dim">not immune</span>,
      },
      ...(["validatorTrust", "consensus", "trust", "rank"] as const).map(
        (name): DataColumn<NeuronView> => ({
          id: name,
          header: { validatorTrust: "Validator trust", consensus: "Consensus", trust: "Trust", rank: "Rank" }[name],
          numeric: true,
          hidden: true,
          value: (row) => row[name],
          cell: (row) => {
            const share = row[name];
            return share === null ? <span className="dim">no longer filled</span> : percent(share, 3);
          },
        }),
      ),
      { id: "coldkey", header: "Coldkey", hidden: true, value: (row) => row.coldkey },
      { id: "active", header: "Active", hidden: true, value: (row) => (row.active ? "yes" : "no") },
    ],
    [names, symbol, block],
  );
  return (
    <Panel title="Metagraph" flush>
      {neurons.error ? (
        <ErrorPanel error={neurons.error} title="The metagraph could not be read" onRetry={neurons.reload} />
      ) : null}
      {neurons.loading ? <Loader m="md" size="sm" aria-label="Reading the metagraph" /> : null}
      {neurons.value ? (
        <DataTable
          label="Metagraph"
          columns={columns}
          rows={neurons.value}
          rowKey={(row) => String(row.uid)}
          csvName={`tausmith-metagraph-${netuid}.csv`}
          keptAs="metagraph"
          sortedBy={{ id: "uid", desc: false }}
          maxHeight="calc(100vh - 300px)"
          empty={<EmptyState title="No neurons" text="Nobody is registered on this subnet yet." />}
        />
      ) : null}
    </Panel>
  );
}
