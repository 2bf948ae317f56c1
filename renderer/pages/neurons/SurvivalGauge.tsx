import { count } from "#renderer/lib/format.ts";
import type { OwnNeuron, SurvivalView } from "#src/contract/neurons.ts";
import classes from "./SurvivalGauge.module.css";

/** Where the mark stands, 0 (next out) to 1 (safe). */
function placeOf({ registrationsAway, scale }: SurvivalView): number {
  return registrationsAway === null ? 1 : Math.min(1, (registrationsAway - 0.5) / scale.total);
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** One neuron on the line of replacement, from "next out" to "safe", immune places hatched. */
export function SurvivalGauge({ neuron, subnet }: { neuron: OwnNeuron; subnet: string }) {
  const { survival } = neuron;
  const name = `${neuron.hotkeyName}, UID ${neuron.uid} on subnet ${neuron.netuid}`;
  if (survival === null) return null;
  const { free, exposed, total } = survival.scale;
  const away = survival.registrationsAway;
  return (
    <li className={classes.row} aria-label={`Survival of ${name}`}>
      <div className={classes.who}>
        <b>{neuron.hotkeyName}</b>
        <div className="dim">{`UID ${neuron.uid} · ${neuron.netuid} ${subnet}`}</div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot hold the parts of the scale */}
      <div
        className={classes.scale}
        role="meter"
        aria-label={`Registrations until UID ${neuron.uid} on subnet ${neuron.netuid} is replaced`}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={away ?? total}
        aria-valuetext={survival.sentence}
      >
        <span className={classes.free} style={{ left: 0, width: percent(free / total) }} />
        <span className={classes.exposed} style={{ left: percent(free / total), width: percent(exposed / total) }} />
        <span className={classes.immune} style={{ left: percent((free + exposed) / total), right: 0 }} />
        <span className={classes.mark} data-level={survival.level} style={{ left: percent(placeOf(survival)) }} />
      </div>
      <div className={classes.ends} aria-hidden="true">
        <span>next out</span>
        <span>
          {free > 0 ? `${count(free)} free, ` : ""}
          {`${count(exposed)} replaced in turn, then immune ones`}
        </span>
        <span>safe</span>
      </div>
      <p className={`${classes.sentence} ${survival.level === "nextOut" ? "danger" : ""}`}>{survival.sentence}</p>
    </li>
  );
}
