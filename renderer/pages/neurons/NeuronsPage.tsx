/*
 * Neurons. Accessible names: link "Register a hotkey"; list "How safe each UID is" with meters; table "My neurons";
 * table "Totals by subnet"; region "Alerts" with fields "Tell when so many registrations away" and "Tell so many blocks before immunity ends".
 */
import { Button, Loader } from "@mantine/core";
import { useMemo } from "react";
import { DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { AlertsPanel } from "./AlertsPanel.tsx";
import { AxonPanel } from "./AxonPanel.tsx";
import { LostPanel } from "./LostPanel.tsx";
import classes from "./NeuronsPage.module.css";
import { OVERVIEW_COLUMNS, type OverviewRow } from "./overview-columns.tsx";
import { SubnetTotals } from "./SubnetTotals.tsx";
import { SurvivalGauge } from "./SurvivalGauge.tsx";

const RANKS = { nextOut: 0, near: 1, watch: 2, safe: 3 } as const;

/** Those in danger first. */
const byDanger = (a: OverviewRow, b: OverviewRow): number => {
  const rank = ({ survival }: OverviewRow) => (survival === null ? 4 : RANKS[survival.level]);
  const away = ({ survival }: OverviewRow) => survival?.registrationsAway ?? Number.MAX_SAFE_INTEGER;
  return rank(a) - rank(b) || away(a) - away(b) || a.netuid - b.netuid || a.uid - b.uid;
};

/** All neurons of this profile: how safe each is, what it earns, where it is published. */
export function NeuronsPage() {
  const { value, error, reload } = useMirror("neurons");
  const rows = useMemo<OverviewRow[]>(
    () => (value?.subnets ?? []).flatMap((subnet) => subnet.neurons.map((neuron) => ({ ...neuron, subnet }))),
    [value],
  );
  const register = (
    <Button component="a" href={href("register")} size="xs">
      Register a hotkey
    </Button>
  );
  const block = value ? <span className="dim">{`read at block ${count(value.atBlock)}`}</span> : null;
  const guarded = rows.filter(({ survival }) => survival !== null).sort(byDanger);
  return (
    <div className={classes.page}>
      {guarded.length > 0 ? (
        <Panel title="How safe each UID is" side={block} flush>
          <ul className={classes.gauges} aria-label="How safe each UID is">
            {guarded.map((row) => (
              <SurvivalGauge key={`${row.netuid}/${row.uid}`} neuron={row} subnet={row.subnet.name} />
            ))}
          </ul>
        </Panel>
      ) : null}
      <Panel title="My neurons" side={register} flush>
        {error ? <ErrorPanel error={error} title="Neurons could not be read" onRetry={() => void reload()} /> : null}
        {!value && !error ? <Loader m="md" size="sm" aria-label="Loading neurons" /> : null}
        {value ? (
          <DataTable
            label="My neurons"
            columns={OVERVIEW_COLUMNS}
            rows={rows}
            rowKey={(row) => `${row.netuid}/${row.uid}`}
            onRow={(row) => go(href("subnets", row.netuid))}
            csvName="tausmith-neurons.csv"
            sortedBy={{ id: "netuid", desc: false }}
            maxHeight="460px"
            empty={
              <EmptyState
                title="No neuron yet"
                text="A registered hotkey stands here with its UID, what it earns and how long it cannot be replaced."
                action={register}
              />
            }
          />
        ) : null}
      </Panel>
      {value && rows.length > 0 ? (
        <>
          <Panel title="Totals" flush>
            <SubnetTotals overview={value} />
          </Panel>
          <AxonPanel neurons={rows} />
        </>
      ) : null}
      {value && guarded.length > 0 ? <AlertsPanel blockTimeMs={value.blockTimeMs} /> : null}
      <LostPanel />
    </div>
  );
}
