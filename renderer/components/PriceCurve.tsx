import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { duration } from "#renderer/lib/format.ts";
import { formatTao, formatTaoShort } from "#src/amount/format-amount.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import classes from "./PriceCurve.module.css";

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 8;
const RIGHT = 8;
const TOP = 14;
const BOTTOM = 22;
/** Steps of the scale between which amounts and pixels are converted; whole numbers, since amounts never become floats. */
const STEPS = 100_000n;

export interface PriceCurveProps {
  readonly price: RegistrationPrice;
  readonly ceilingRao: bigint;
  readonly onCeiling: (rao: bigint) => void;
}

/** The falling price with the ceiling as a line to drag, or to move with the arrow keys. */
export function PriceCurve({ price, ceilingRao, onCeiling }: PriceCurveProps) {
  const svg = useRef<SVGSVGElement>(null);
  const burnRao = BigInt(price.burnRao);
  const scaleTopRao = useMemo(() => (burnRao * 3n) / 2n + 1n, [burnRao]);
  const topRao = ceilingRao > scaleTopRao ? ceilingRao : scaleTopRao;
  const field = HEIGHT - TOP - BOTTOM;

  const yOf = (rao: bigint): number => TOP + field - (Number((rao * STEPS) / topRao) / Number(STEPS)) * field;
  const raoOf = (y: number): bigint => {
    const share = Math.min(1, Math.max(0, (TOP + field - y) / field));
    return (topRao * BigInt(Math.round(share * Number(STEPS)))) / STEPS;
  };
  const last = price.forecast.at(-1)?.block ?? price.atBlock;
  const span = Math.max(1, last - price.atBlock);
  const xOf = (block: number): number => LEFT + ((block - price.atBlock) / span) * (WIDTH - LEFT - RIGHT);
  const points = [{ block: price.atBlock, burnRao: price.burnRao }, ...price.forecast].map(
    (point) => `${xOf(point.block).toFixed(1)},${yOf(BigInt(point.burnRao)).toFixed(1)}`,
  );
  const y = yOf(ceilingRao);

  const drag = (event: PointerEvent<SVGElement>) => {
    const box = svg.current?.getBoundingClientRect();
    if (!box || event.buttons === 0) return;
    onCeiling(raoOf(((event.clientY - box.top) / box.height) * HEIGHT));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = burnRao / 100n > 0n ? burnRao / 100n : 1n;
    const move: Record<string, bigint> = { ArrowUp: step, ArrowDown: -step, PageUp: step * 10n, PageDown: -step * 10n };
    const by = move[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onCeiling(ceilingRao + by > 0n ? ceilingRao + by : 0n);
  };

  return (
    <div className={classes.curve}>
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} onPointerMove={drag}>
        <title>Price over the coming blocks if nobody registers</title>
        <line className={classes.axis} x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        <polygon
          className={classes.area}
          points={`${LEFT},${HEIGHT - BOTTOM} ${points.join(" ")} ${WIDTH - RIGHT},${HEIGHT - BOTTOM}`}
        />
        <polyline className={classes.price} points={points.join(" ")} />
        <circle className={classes.now} cx={LEFT} cy={yOf(burnRao)} r="4" />
        <text className={classes.label} x={LEFT} y={HEIGHT - 6}>
          now
        </text>
        <text className={classes.label} x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end">
          {`in ${duration(span * price.blockTimeMs)}`}
        </text>
        <g
          className={classes.handle}
          role="slider"
          tabIndex={0}
          aria-label="Price ceiling"
          aria-orientation="vertical"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Number((ceilingRao * 100n) / topRao)}
          aria-valuetext={formatTao(ceilingRao)}
          onKeyDown={onKey}
          onPointerDown={(event) => event.currentTarget.setPointerCapture?.(event.pointerId)}
          onPointerMove={drag}
        >
          <rect x={LEFT} y={y - 9} width={WIDTH - LEFT - RIGHT} height="18" fill="transparent" />
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y} y2={y} />
          <rect className={classes.grip} x={WIDTH - RIGHT - 26} y={y - 6} width="26" height="12" rx="3" />
          <text className={classes.ceilingText} x={WIDTH - RIGHT - 34} y={y < 26 ? y + 16 : y - 6} textAnchor="end">
            {`ceiling ${formatTaoShort(ceilingRao)}`}
          </text>
        </g>
      </svg>
    </div>
  );
}
