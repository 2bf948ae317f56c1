import { Panel } from "#renderer/components/Panel.tsx";
import { ago, count, duration } from "#renderer/lib/format.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import type { MoveView } from "#src/contract/move.ts";
import classes from "./MovePage.module.css";

/** What the axon here was asked, minute by minute: it falls to zero on the old machine and rises on the new one. */
export function Requests({ move }: { move: MoveView }) {
  const nowMs = useNow(1_000);
  const { requests } = move;
  if (!requests) return null;
  const { perMinute, lastAtMs, quietAtMs, quietNeedsMs } = requests;
  const most = Math.max(1, ...perMinute.map((minute) => minute.count));
  const total = perMinute.reduce((sum, minute) => sum + minute.count, 0);
  const leftMs = quietAtMs === null ? null : quietAtMs - nowMs;
  return (
    <Panel title="Requests here" side={<span className="dim">{`last ${perMinute.length} minutes`}</span>}>
      <div className={classes.form}>
        <div
          className={classes.bars}
          role="img"
          aria-label={`${count(total)} requests in ${perMinute.length} minutes, ${count(perMinute.at(-1)?.count ?? 0)} in the newest`}
        >
          {perMinute.map(({ atMs, count: asked }) => (
            <span
              key={atMs}
              data-some={asked > 0 || undefined}
              style={{ height: `${(asked / most) * 100}%` }}
              title={`${count(asked)} requests`}
            />
          ))}
        </div>
        <p>
          {lastAtMs === null ? "No request was seen yet." : `The last one came ${ago(lastAtMs, nowMs)}.`}
          {move.side === "old" && leftMs !== null
            ? leftMs > 0
              ? ` Quiet in ${duration(leftMs)}, if nobody asks again.`
              : ` Quiet: nobody asked for ${duration(quietNeedsMs)}.`
            : ""}
        </p>
      </div>
    </Panel>
  );
}
