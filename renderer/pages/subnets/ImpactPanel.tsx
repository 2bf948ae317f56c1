import { Loader, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count, percent } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { formatAlphaShort, formatDecimal, formatTaoShort } from "#src/amount/format-amount.ts";
import type { SubnetImpact } from "#src/contract/subnets.ts";
import classes from "./ImpactPanel.module.css";

type Side = "buy" | "sell";
type Point = SubnetImpact["buy"][number];

const WIDTH = 640;
const HEIGHT = 170;
const BOTTOM = 22;

/** Loss over size, sizes in equal steps since they grow by factors. */
function Curve({ points, side, symbol }: { points: readonly Point[]; side: Side; symbol: string }) {
  const top = Math.max(1, ...points.map(({ lossPpm }) => lossPpm));
  const xOf = (index: number): number => 8 + (index / Math.max(1, points.length - 1)) * (WIDTH - 16);
  const yOf = (lossPpm: number): number => 12 + (1 - lossPpm / top) * (HEIGHT - BOTTOM - 12);
  const line = points.map(({ lossPpm }, index) => `${xOf(index).toFixed(1)},${yOf(lossPpm).toFixed(1)}`).join(" ");
  const size = (point: Point | undefined): string => {
    if (!point) return "";
    return side === "buy" ? formatTaoShort(BigInt(point.inputRao)) : formatAlphaShort(BigInt(point.inputRao), symbol);
  };
  return (
    <svg className={classes.curve} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <title>{`What is lost to fee and price movement, by the size of a ${side === "buy" ? "purchase" : "sale"}`}</title>
      <line className={classes.axis} x1="8" x2={WIDTH - 8} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      <polyline className={classes.line} points={line} />
      <text className={classes.label} x="8" y={HEIGHT - 6}>
        {size(points[0])}
      </text>
      <text className={classes.label} x={WIDTH - 8} y={HEIGHT - 6} textAnchor="end">
        {size(points.at(-1))}
      </text>
      <text className={classes.label} x={WIDTH - 8} y="12" textAnchor="end">
        {percent(top / 1_000_000, 2)}
      </text>
    </svg>
  );
}

const columnsOf = (side: Side, symbol: string): DataColumn<Point>[] => {
  const [given, taken] = side === "buy" ? ["τ", symbol] : [symbol, "τ"];
  return [
    {
      id: "input",
      header: side === "buy" ? `Buy for (${given})` : `Sell (${given})`,
      numeric: true,
      value: (row) => BigInt(row.inputRao),
      cell: (row) => formatDecimal(BigInt(row.inputRao)),
    },
    {
      id: "output",
      header: `Get (${taken})`,
      numeric: true,
      value: (row) => BigInt(row.outputRao),
      cell: (row) => formatDecimal(BigInt(row.outputRao)),
    },
    {
      id: "price",
      header: "Average price (τ per α)",
      numeric: true,
      value: (row) => BigInt(row.averagePriceRaoPerAlpha),
      cell: (row) => formatDecimal(BigInt(row.averagePriceRaoPerAlpha)),
    },
    {
      id: "fee",
      header: `Swap fee (${given})`,
      numeric: true,
      value: (row) => BigInt(row.feeRao),
      cell: (row) => formatDecimal(BigInt(row.feeRao)),
    },
    {
      id: "loss",
      header: "Lost against spot",
      numeric: true,
      value: (row) => row.lossPpm,
      cell: (row) => percent(row.lossPpm / 1_000_000, 3),
    },
  ];
};

/** How the pool's price gives way to trades of growing size. */
export function ImpactPanel({ netuid, symbol, block }: { netuid: number; symbol: string; block: number }) {
  const impact = useQuery("subnets.impact", { netuid }, block);
  const [side, setSide] = useState<Side>("buy");
  const { value } = impact;
  return (
    <Panel
      title="Price impact"
      flush
      side={
        value ? (
          <>
            <span className="dim">{`at block ${count(value.atBlock)}`}</span>
            <SegmentedControl
              size="xs"
              aria-label="Side"
              data={[
                { value: "buy", label: "Buy" },
                { value: "sell", label: "Sell" },
              ]}
              value={side}
              onChange={(next) => setSide(next as Side)}
            />
          </>
        ) : null
      }
    >
      {impact.error ? (
        <ErrorPanel error={impact.error} title="The pool could not be read" onRetry={impact.reload} />
      ) : null}
      {impact.loading ? <Loader m="md" size="sm" aria-label="Reading the pool" /> : null}
      {value?.oneToOne ? (
        <EmptyState title="One to one" text="There is no pool here: stake is swapped one to one, without a fee." />
      ) : null}
      {value && !value.oneToOne ? (
        <>
          <Curve points={value[side]} side={side} symbol={symbol} />
          <DataTable
            label="Price impact"
            columns={columnsOf(side, symbol)}
            rows={value[side]}
            rowKey={(row) => row.inputRao}
            csvName={`tausmith-impact-${netuid}-${side}.csv`}
            empty={<EmptyState title="No trade fits" text="The pool is too small for any trade." />}
          />
        </>
      ) : null}
    </Panel>
  );
}
