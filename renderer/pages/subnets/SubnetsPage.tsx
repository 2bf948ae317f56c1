/*
 * Subnets. Accessible names: table "Subnets" (rows open a subnet), field "Filter Subnets", switch "Marked only",
 * buttons "Mark NAME" and "Unmark NAME", button "CSV".
 */
import { Anchor, Loader, Switch } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count, percent } from "#renderer/lib/format.ts";
import { blockAge } from "#renderer/lib/network-age.ts";
import { go, href } from "#renderer/lib/route.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { formatDecimal, formatTaoShort } from "#src/amount/format-amount.ts";
import type { SubnetView } from "#src/contract/subnets.ts";
import { FavouriteStar } from "./FavouriteStar.tsx";

/** What rounds to nothing has no colour. */
const toneOf = (change: number): string => (Math.abs(change) < 0.000_05 ? "dim" : change < 0 ? "danger" : "good");

/** "Halves in 360 blocks, down to τ0.0005". */
const decay = ({ burnHalfLifeBlocks, minBurnRao }: SubnetView): string | null =>
  burnHalfLifeBlocks === null || minBurnRao === null
    ? null
    : burnHalfLifeBlocks === 0
      ? "does not fall"
      : `halves in ${count(burnHalfLifeBlocks)} blocks, down to ${formatTaoShort(BigInt(minBurnRao))}`;

const COLUMNS: readonly DataColumn<SubnetView>[] = [
  { id: "netuid", header: "Netuid", numeric: true, value: (row) => row.netuid },
  {
    id: "favourite",
    header: "★",
    value: (row) => (row.favourite ? "marked" : ""),
    cell: (row) => <FavouriteStar subnet={row} />,
  },
  {
    id: "name",
    header: "Name",
    value: (row) => row.name,
    cell: (row) => (
      <span title={row.name}>
        {row.name} <span className="dim">{row.symbol}</span>
      </span>
    ),
  },
  {
    id: "price",
    header: "Price (τ per α)",
    numeric: true,
    value: (row) => BigInt(row.priceRaoPerAlpha),
    cell: (row) => <Amount rao={row.priceRaoPerAlpha} full />,
  },
  {
    id: "change",
    header: "1 tempo",
    numeric: true,
    value: (row) => row.priceChange,
    cell: (row) =>
      row.priceChange === null ? (
        "–"
      ) : (
        <span className={toneOf(row.priceChange)}>
          {`${row.priceChange > 0 ? "+" : ""}${percent(row.priceChange, 2)}`}
        </span>
      ),
  },
  {
    id: "depth",
    header: "τ in pool",
    numeric: true,
    value: (row) => BigInt(row.taoInRao),
    cell: (row) => <Amount rao={row.taoInRao} full />,
  },
  {
    id: "emission",
    header: "Emission share",
    numeric: true,
    value: (row) => row.emissionShare,
    cell: (row) => (row.emissionShare === null ? "–" : percent(row.emissionShare, 2)),
  },
  {
    id: "burn",
    header: "Registration",
    numeric: true,
    // Root is entered by stake; what lies under its price is no price.
    value: (row) => (row.burnRao === null || row.netuid === 0 ? null : BigInt(row.burnRao)),
    cell: (row) =>
      row.netuid === 0 ? (
        <span className="dim">by stake</span>
      ) : row.registrationAllowed === false ? (
        <span className="dim">closed</span>
      ) : row.burnRao === null ? (
        "–"
      ) : (
        <Amount rao={row.burnRao} full />
      ),
  },
  {
    id: "registrations",
    header: "Regs a day (seen)",
    numeric: true,
    value: (row) => row.registrationsPerDay,
    cell: (row) => (row.registrationsPerDay === null ? "–" : String(row.registrationsPerDay)),
  },
  {
    id: "free",
    header: "Free UIDs",
    numeric: true,
    value: (row) => (row.neurons === null || row.maxNeurons === null ? null : row.maxNeurons - row.neurons),
    cell: (row) =>
      row.neurons === null || row.maxNeurons === null
        ? "–"
        : `${count(row.maxNeurons - row.neurons)} of ${count(row.maxNeurons)}`,
  },
  { id: "immunity", header: "Immunity (blocks)", numeric: true, value: (row) => row.immunityBlocks },
  { id: "tempo", header: "Tempo", numeric: true, value: (row) => row.tempo },
  {
    id: "alphaIn",
    header: "α in pool",
    numeric: true,
    hidden: true,
    value: (row) => BigInt(row.alphaInRao),
    cell: (row) => formatDecimal(BigInt(row.alphaInRao)),
  },
  {
    id: "alphaOut",
    header: "α outstanding",
    numeric: true,
    hidden: true,
    value: (row) => BigInt(row.alphaOutRao),
    cell: (row) => formatDecimal(BigInt(row.alphaOutRao)),
  },
  { id: "decay", header: "Registration decay", hidden: true, value: decay },
  { id: "website", header: "Website (as its owner says)", hidden: true, value: (row) => row.links.website },
  { id: "github", header: "Code (as its owner says)", hidden: true, value: (row) => row.links.github },
  { id: "owner", header: "Owner", hidden: true, value: (row) => row.ownerColdkey },
];

/** All subnets with their prices. */
export function SubnetsPage() {
  const [markedOnly, setMarkedOnly] = useState(false);
  const { value, error, reload } = useMirror("subnets");
  const { stale } = blockAge(useMirror("network").value, useNow());
  const markedSwitch = (
    <Switch
      size="xs"
      label="Marked only"
      checked={markedOnly}
      onChange={(event) => setMarkedOnly(event.currentTarget.checked)}
    />
  );
  const marked = (value ?? []).filter(({ favourite, netuid }) => favourite && netuid !== 0);
  // Marked subnets are the ones chosen there; without any, the person chooses.
  const registerSeveral = `${href("register", "many")}?subnets=${encodeURIComponent(JSON.stringify(marked.map(({ netuid }) => netuid)))}`;
  const atBlock = value?.[0]?.atBlock;
  return (
    <Panel
      title="Subnets"
      flush
      side={
        atBlock === undefined ? null : (
          <span
            className={stale ? "warning" : "dim"}
          >{`read at block ${count(atBlock)}${stale ? ", stale" : ""}`}</span>
        )
      }
    >
      {error ? <ErrorPanel error={error} title="Subnets could not be read" onRetry={() => void reload()} /> : null}
      {!value && !error ? <Loader m="md" size="sm" aria-label="Loading subnets" /> : null}
      {value ? (
        <DataTable
          label="Subnets"
          columns={COLUMNS}
          rows={markedOnly ? value.filter(({ favourite }) => favourite) : value}
          keptAs="subnets"
          rowKey={(row) => String(row.netuid)}
          onRow={(row) => go(href("subnets", row.netuid))}
          csvName="tausmith-subnets.csv"
          sortedBy={{ id: "netuid", desc: false }}
          maxHeight="calc(100vh - 176px)"
          bar={
            <>
              <Anchor size="xs" href={registerSeveral}>
                Register several
              </Anchor>
              {markedSwitch}
            </>
          }
          empty={
            markedOnly ? (
              <EmptyState title="No subnet is marked" text="Mark one with the star in its row." action={markedSwitch} />
            ) : (
              <EmptyState title="No subnets" text="They are listed once the network is connected." />
            )
          }
        />
      ) : null}
    </Panel>
  );
}
