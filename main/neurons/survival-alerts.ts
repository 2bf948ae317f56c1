import type { Activity } from "#main/activity/activity.ts";
import type { Store } from "#main/store/store.ts";
import type { OverviewSubnet, OwnNeuron, SurvivalView } from "#src/contract/neurons.ts";
import { NEAR_REGISTRATIONS } from "#src/neurons/survival.ts";

/** The end of immunity is told this long before, or in the last tenth of a shorter one. */
const ENDING_MS = 3_600_000;

export interface SurvivalAlerts {
  /** Tells what has become worse since it was last told on this chain, once each, also across restarts. */
  look(genesisHash: string, subnets: readonly OverviewSubnet[]): void;
}

type Alarm = "none" | "ending" | "near" | "nextOut";
const SEVERITY: Readonly<Record<Alarm, number>> = { none: 0, ending: 1, near: 2, nextOut: 3 };

/** Which alarm a neuron's state is; the whole length of its immunity tells a short one. */
export function alarmOf(survival: SurvivalView, immunityMs: number): Alarm {
  if (survival.immortal) return "none";
  if (survival.level === "nextOut" || survival.level === "near") return survival.level;
  const ending = survival.immune && survival.immuneMsLeft <= Math.min(ENDING_MS, immunityMs / 10);
  const then = survival.awayAtImmunityEnd;
  return ending && then !== null && then <= NEAR_REGISTRATIONS ? "ending" : "none";
}

const textOf = (alarm: Alarm, neuron: OwnNeuron, survival: SurvivalView): string => {
  const who = `${neuron.hotkeyName}, UID ${neuron.uid} on subnet ${neuron.netuid}`;
  const before = alarm === "ending" ? `Immunity of ${who} is about to end.` : `${who} is close to being replaced.`;
  return `${before} ${survival.sentence}`;
};

/** Alerts before a neuron is replaced. They go to the activity feed, from where the desktop notifies. */
export function createSurvivalAlerts(deps: { store: Store; activity: Pick<Activity, "add"> }): SurvivalAlerts {
  const { store, activity } = deps;
  store.migrate("neurons", [
    "CREATE TABLE neuron_alarms (genesis_hash TEXT NOT NULL, netuid INTEGER NOT NULL, hotkey TEXT NOT NULL, alarm TEXT NOT NULL, PRIMARY KEY (genesis_hash, netuid, hotkey)) STRICT",
  ]);
  const told = store.db.prepare("SELECT alarm FROM neuron_alarms WHERE genesis_hash = ? AND netuid = ? AND hotkey = ?");
  const keep = store.db.prepare(
    "INSERT INTO neuron_alarms (genesis_hash, netuid, hotkey, alarm) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET alarm = excluded.alarm",
  );

  return {
    look(genesisHash, subnets) {
      for (const { neurons, atBlock } of subnets) {
        for (const neuron of neurons) {
          const { survival, netuid, hotkey } = neuron;
          if (survival === null) continue;
          const blockMs = survival.immuneBlocksLeft > 0 ? survival.immuneMsLeft / survival.immuneBlocksLeft : 0;
          const immunityMs = (survival.immuneUntilBlock - neuron.registeredAtBlock) * blockMs;
          const alarm = alarmOf(survival, immunityMs);
          const row = told.get(genesisHash, netuid, hotkey) as { alarm: Alarm } | undefined;
          const former = row?.alarm ?? "none";
          if (alarm === former) continue;
          keep.run(genesisHash, netuid, hotkey, alarm);
          if (SEVERITY[alarm] <= SEVERITY[former]) continue;
          activity.add({
            area: "neurons",
            level: alarm === "nextOut" ? "danger" : "warning",
            text: `${textOf(alarm, neuron, survival)} (block ${atBlock})`,
            link: "/neurons",
          });
        }
      }
    },
  };
}
