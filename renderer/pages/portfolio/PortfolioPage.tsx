/*
 * Portfolio. Accessible names: regions "Together", "Worth over time" with radio group "Time shown" and image
 * "Worth of all coldkeys: …"; radio group "Summed by"; table "Positions" (rows open the subnet), or "Positions by …".
 */
import { Button, Loader, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { ValueChart } from "#renderer/components/ValueChart.tsx";
import { count } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { PortfolioTotals } from "#src/contract/portfolio.ts";
import type { PositionGroup } from "#src/portfolio/group-positions.ts";
import { GroupTable } from "./GroupTable.tsx";
import classes from "./PortfolioPage.module.css";
import { PositionTable } from "./PositionTable.tsx";

/** Worth moves with every block; it is read again after this many. */
const BLOCKS = 5;

type Group = "each" | PositionGroup;
type Range = "day" | "week" | "month" | "all";

/** What a sale brings, where the node can tell. */
const Exit = ({ rao }: { rao: string | null }) =>
  rao === null ? <span className="dim">the node cannot tell</span> : <Amount rao={rao} full />;

function Together({ totals }: { totals: PortfolioTotals }) {
  return (
    <>
      <Amount rao={totals.totalSpotRao} size="large" />
      <Bill label="Parts of the whole">
        <BillLine name="Free">
          <Amount rao={totals.freeRao} full />
        </BillLine>
        <BillLine name="Reserved for deposits">
          <Amount rao={totals.reservedRao} full />
        </BillLine>
        <BillLine name="On root">
          <Amount rao={totals.rootRao} full />
        </BillLine>
        <BillLine name="On subnets, at spot">
          <Amount rao={totals.subnetsSpotRao} full />
        </BillLine>
        <BillLine name="On subnets, if sold now">
          <Exit rao={totals.subnetsExitRao} />
        </BillLine>
        <BillLine name="Together, if all were sold now" sum>
          <Exit rao={totals.totalExitRao} />
        </BillLine>
      </Bill>
    </>
  );
}

/** What all coldkeys hold, watched ones included, now and over the time the app has seen. */
export function PortfolioPage() {
  const network = useMirror("network").value;
  const [range, setRange] = useState<Range>("all");
  const [group, setGroup] = useState<Group>("each");
  const tick = `${network?.genesisHash} ${network?.state === "offline"} ${Math.floor((network?.block ?? 0) / BLOCKS)}`;
  const portfolio = useQuery("portfolio.get", {}, tick);
  const history = useQuery("portfolio.history", { range }, tick);
  const points = history.value?.map(({ atMs, totalRao }) => ({ atMs, rao: BigInt(totalRao) })) ?? [];
  const view = portfolio.value;
  return (
    <div className={classes.page}>
      {portfolio.error ? (
        <ErrorPanel error={portfolio.error} title="The portfolio could not be read" onRetry={portfolio.reload} />
      ) : null}
      <div className={classes.top}>
        <Panel
          title="Together"
          side={view ? <span className="dim">{`read at block ${count(view.atBlock)}`}</span> : null}
        >
          {view ? <Together totals={view.totals} /> : null}
          {!view && !portfolio.error ? <Loader size="sm" aria-label="Loading the portfolio" /> : null}
        </Panel>
        <Panel
          title="Worth over time"
          side={
            <SegmentedControl
              size="xs"
              aria-label="Time shown"
              value={range}
              onChange={(value) => setRange(value as Range)}
              data={[
                { value: "day", label: "Day" },
                { value: "week", label: "Week" },
                { value: "month", label: "Month" },
                { value: "all", label: "All" },
              ]}
            />
          }
        >
          {history.error ? (
            <ErrorPanel error={history.error} title="The past could not be read" onRetry={history.reload} />
          ) : null}
          {points.length > 1 ? <ValueChart title="Worth of all coldkeys" points={points} height={170} /> : null}
          {history.value && points.length < 2 ? (
            <EmptyState
              title="Nothing to draw yet"
              text="The worth of all coldkeys is noted every 25 blocks while this app runs, and drawn from the second time on."
            />
          ) : null}
        </Panel>
      </div>
      {view ? (
        <Panel
          title="Positions"
          flush
          side={
            <>
              <Button size="compact-xs" variant="default" component="a" href={href("planners")}>
                Planners
              </Button>
              <SegmentedControl
                size="xs"
                aria-label="Summed by"
                value={group}
                onChange={(value) => setGroup(value as Group)}
                data={[
                  { value: "each", label: "Each" },
                  { value: "coldkey", label: "By coldkey" },
                  { value: "hotkey", label: "By hotkey" },
                  { value: "netuid", label: "By subnet" },
                ]}
              />
            </>
          }
        >
          {group !== "each" && view.positions.length > 0 ? (
            <GroupTable key={group} positions={view.positions} by={group} />
          ) : (
            <PositionTable
              positions={view.positions}
              availability={view.availability}
              empty={
                <EmptyState
                  title="No stake"
                  text="Stake of every coldkey stands here, by hotkey and subnet."
                  action={<a href={href("subnets")}>Look at the subnets</a>}
                />
              }
            />
          )}
        </Panel>
      ) : null}
    </div>
  );
}
