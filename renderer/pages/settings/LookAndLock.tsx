import { SegmentedControl } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { NumberSetting } from "#renderer/components/NumberSetting.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useSettings } from "#renderer/lib/use-settings.ts";
import type { SettingsView } from "#src/contract/app.ts";
import classes from "./SettingsPage.module.css";

/** Theme and auto-lock. Changes count at once. */
export function LookAndLock() {
  const { settings, save, error } = useSettings();
  return (
    <Panel title="Look and lock">
      <div className={classes.form}>
        <SegmentedControl
          aria-label="Theme"
          value={settings?.theme ?? "system"}
          onChange={(theme) => void save({ theme: theme as SettingsView["theme"] })}
          data={[
            { value: "system", label: "System" },
            { value: "dark", label: "Dark" },
            { value: "light", label: "Light" },
          ]}
        />
        <NumberSetting
          label="Lock after (minutes)"
          description="Unlocked coldkeys lock by themselves after this time."
          min={1}
          max={240}
          value={settings?.autoLockMinutes ?? null}
          onSave={(autoLockMinutes) => autoLockMinutes !== null && void save({ autoLockMinutes })}
        />
        {error ? <ErrorPanel error={error} title="It was not changed" /> : null}
      </div>
    </Panel>
  );
}
