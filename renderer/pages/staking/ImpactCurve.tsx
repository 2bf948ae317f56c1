import type { SwapQuote } from "#src/contract/quote.ts";
import classes from "./StakingPage.module.css";

const WIDTH = 520;
const HEIGHT = 110;
const EDGE = 10;

/** Price impact against the amount, up to all that is available, with this order's point on it. */
export function ImpactCurve({ swap, amountRao }: { swap: SwapQuote; amountRao: bigint }) {
  const { curve } = swap;
  const last = curve.at(-1);
  if (!last) return null;
  const topPpm = Math.max(last.impactPpm, swap.impactPpm, 1);
  const widthRao = BigInt(last.amountRao) > amountRao ? BigInt(last.amountRao) : amountRao;
  const x = (rao: bigint): number =>
    EDGE + (Number((rao * 10_000n) / (widthRao === 0n ? 1n : widthRao)) / 10_000) * (WIDTH - 2 * EDGE);
  const y = (ppm: number): number => HEIGHT - EDGE - (ppm / topPpm) * (HEIGHT - 2 * EDGE - 8);
  const points = [`${x(0n)},${y(0)}`, ...curve.map((point) => `${x(BigInt(point.amountRao))},${y(point.impactPpm)}`)];
  const share = `${(swap.impactPpm / 10_000).toFixed(4).replace(/\.?0+$/, "")} %`;
  const here = x(amountRao);
  return (
    <svg className={classes.curve} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Price impact ${share}`}>
      <title>{`Price impact ${share} at this amount`}</title>
      <line className={classes.axis} x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} />
      <polyline className={classes.line} points={points.join(" ")} />
      <circle className={classes.point} cx={here} cy={y(swap.impactPpm)} r="4.5" />
      <text className={classes.label} x={EDGE + 2} y={16}>
        {`impact ${share}`}
      </text>
    </svg>
  );
}
