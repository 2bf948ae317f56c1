import type { Activity } from "#main/activity/activity.ts";
import type { Store } from "#main/store/store.ts";
import type { OverviewSubnet, OwnNeuron, SurvivalView } from "#src/contract/neurons.ts";
import { type Alarm, type AlertThresholds, alarmOf, isOver, SEVERITY } from "#src/neurons/alarm.ts";

export interface SurvivalAlerts {
  /** Tells what has become worse since it was last told on this chain, once for each cause, also across restarts. */
  look(genesisHash: string, subnets: readonly OverviewSubnet[]): void;
}

interface Told {
  readonly alarm: Alarm;
  readonly registered_at_block: number;
}

const textOf = (alarm: Alarm, neuron: OwnNeuron, survival: SurvivalView): string => {
  const who = `${neuron.hotkeyName}, UID ${neuron.uid} on subnet ${neuron.netuid}`;
  const before = alarm === "ending" ? `Immunity of ${who} is about to end.` : `${who} is close to being replaced.`;
  return `${before} ${survival.sentence}`;
};

/** Alerts before a neuron is replaced. They go to the activity feed, from where the desktop notifies. */
export function createSurvivalAlerts(deps: {
  store: Store;
  activity: Pick<Activity, "add">;
  thresholds: () => AlertThresholds;
}): SurvivalAlerts {
  const { store, activity } = deps;
  store.migrate("neurons", [
    "CREATE TABLE neuron_alarms (genesis_hash TEXT NOT NULL, netuid INTEGER NOT NULL, hotkey TEXT NOT NULL, alarm TEXT NOT NULL, PRIMARY KEY (genesis_hash, netuid, hotkey)) STRICT",
    "ALTER TABLE neuron_alarms ADD COLUMN registered_at_block INTEGER NOT NULL DEFAULT 0",
  ]);
  const told = store.db.prepare(
    "SELECT alarm, registered_at_block FROM neuron_alarms WHERE genesis_hash = ? AND netuid = ? AND hotkey = ?",
  );
  const keep = store.db.prepare(
    "INSERT INTO neuron_alarms (genesis_hash, netuid, hotkey, alarm, registered_at_block) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET alarm = excluded.alarm, registered_at_block = excluded.registered_at_block",
  );

  function lookAt(genesisHash: string, neuron: OwnNeuron, survival: SurvivalView, atBlock: number): void {
    const { netuid, hotkey, registeredAtBlock } = neuron;
    const thresholds = deps.thresholds();
    const alarm = alarmOf(survival, registeredAtBlock, thresholds);
    const row = told.get(genesisHash, netuid, hotkey) as Told | undefined;
    // A UID won anew begins anew.
    const former = row?.registered_at_block === registeredAtBlock ? row.alarm : "none";
    const worse = SEVERITY[alarm] > SEVERITY[former];
    if (worse || (alarm === "none" && former !== "none" && isOver(survival, thresholds))) {
      keep.run(genesisHash, netuid, hotkey, alarm, registeredAtBlock);
    }
    if (!worse) return;
    activity.add({
      area: "neurons",
      level: alarm === "nextOut" ? "danger" : "warning",
      text: `${textOf(alarm, neuron, survival)} (block ${atBlock})`,
      link: "/neurons",
    });
  }

  return {
    look(genesisHash, subnets) {
      for (const { neurons, atBlock } of subnets) {
        for (const neuron of neurons) {
          if (neuron.survival !== null) lookAt(genesisHash, neuron, neuron.survival, atBlock);
        }
      }
    },
  };
}
