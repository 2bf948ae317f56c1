import { type PointerEvent, useState } from "react";
import { clockTime } from "#renderer/lib/format.ts";
import { formatTaoShort } from "#src/amount/format-amount.ts";
import classes from "./ValueChart.module.css";

export interface ValuePoint {
  readonly atMs: number;
  readonly rao: bigint;
}

const WIDTH = 600;
/** Steps between which amounts become pixels; amounts themselves never become floats. */
const STEPS = 10_000n;

/** An amount over time: a line from the lowest to the highest that was seen; pointing at it tells time and amount. */
export function ValueChart(props: { title: string; points: readonly ValuePoint[]; height?: number }) {
  const { title, points, height = 120 } = props;
  const [pointed, setPointed] = useState<number | null>(null);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const low = points.reduce((least, { rao }) => (rao < least ? rao : least), first.rao);
  const high = points.reduce((most, { rao }) => (rao > most ? rao : most), first.rao);
  const span = Math.max(1, last.atMs - first.atMs);
  const xOf = (atMs: number): number => ((atMs - first.atMs) / span) * WIDTH;
  // A worth that never changed is a line in the middle.
  const yOf = (rao: bigint): number =>
    high === low ? height / 2 : 4 + (1 - Number(((rao - low) * STEPS) / (high - low)) / Number(STEPS)) * (height - 8);
  const line = points.map(({ atMs, rao }) => `${xOf(atMs).toFixed(1)},${yOf(rao).toFixed(1)}`).join(" ");
  const shown = (pointed === null ? null : points[pointed]) ?? last;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const atMs = first.atMs + ((event.clientX - box.left) / Math.max(1, box.width)) * span;
    const nearest = points.reduce(
      (best, one, index) => (Math.abs(one.atMs - atMs) < Math.abs((points[best]?.atMs ?? 0) - atMs) ? index : best),
      0,
    );
    setPointed(nearest);
  };
  return (
    <figure className={classes.chart} style={{ margin: 0 }}>
      <div className={classes.labels}>
        <span>{`highest ${formatTaoShort(high)}`}</span>
        <span>{`${clockTime(shown.atMs)}: ${formatTaoShort(shown.rao)}`}</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        height={height}
        role="img"
        aria-label={`${title}: from ${formatTaoShort(first.rao)} to ${formatTaoShort(last.rao)}, lowest ${formatTaoShort(low)}, highest ${formatTaoShort(high)}`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <line className={classes.axis} x1="0" x2={WIDTH} y1={height} y2={height} />
        <polygon className={classes.area} points={`0,${height} ${line} ${WIDTH},${height}`} />
        <polyline className={classes.line} points={line} />
        {pointed === null ? null : (
          <line className={classes.marker} x1={xOf(shown.atMs)} x2={xOf(shown.atMs)} y1="0" y2={height} />
        )}
      </svg>
      <div className={classes.labels}>
        <span>{clockTime(first.atMs)}</span>
        <span>{`lowest ${formatTaoShort(low)}`}</span>
        <span>{clockTime(last.atMs)}</span>
      </div>
    </figure>
  );
}
