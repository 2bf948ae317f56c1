import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { EventList } from "#renderer/components/EventList.tsx";
import { NumberSetting } from "#renderer/components/NumberSetting.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useSettings } from "#renderer/lib/use-settings.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./NeuronsPage.module.css";

const SHOWN = 3;

/** What was told lately of UIDs in danger or lost, and when to tell. */
export function AlertsPanel({ blockTimeMs }: { blockTimeMs: number }) {
  const { settings, save, error } = useSettings();
  const nowMs = useNow(10_000);
  const activity = useMirror("activity").value ?? [];
  const told = activity.filter(
    ({ area, level }) => (area === "neurons" && level !== "info") || (area === "registration" && level === "danger"),
  );
  const blocks = settings?.alertImmunityBlocks ?? null;
  return (
    <Panel title="Alerts" side={<span className="dim">one notice for each cause</span>}>
      <div className={classes.thresholds}>
        <NumberSetting
          label="Tell when so many registrations away"
          description="From there on a UID counts as close to being replaced."
          min={1}
          max={256}
          value={settings?.alertRegistrationsAway ?? null}
          onSave={(away) => away !== null && void save({ alertRegistrationsAway: away })}
        />
        <NumberSetting
          label="Tell so many blocks before immunity ends"
          description={
            blocks === null
              ? "Left empty: in its last hour, or in the last tenth of a shorter one."
              : `${count(blocks)} blocks, about ${duration(blocks * blockTimeMs)}, where the UID is close to being replaced then.`
          }
          min={1}
          max={65_535}
          automatic="by itself"
          value={blocks}
          onSave={(alertImmunityBlocks) => void save({ alertImmunityBlocks })}
        />
      </div>
      {error ? <ErrorPanel error={error} title="It was not changed" /> : null}
      {told.length === 0 ? (
        <p className="dim">
          Nothing to tell so far. Alerts stand here and under Activity; the desktop shows a notice too.
        </p>
      ) : (
        <EventList events={told.slice(0, SHOWN)} nowMs={nowMs} />
      )}
    </Panel>
  );
}
