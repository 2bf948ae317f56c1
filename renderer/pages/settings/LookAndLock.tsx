import { NumberInput, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useSession, useStores } from "#renderer/stores/use-stores.tsx";
import type { SettingsView } from "#src/contract/app.ts";
import classes from "./SettingsPage.module.css";

/** Theme and auto-lock. Changes count at once. */
export function LookAndLock() {
  const { session } = useStores();
  const { settings } = useSession();
  const change = useAction("app.setSettings");
  const [minutes, setMinutes] = useState<number | null>(null);
  const save = async (input: Partial<SettingsView>) => {
    const result = await change.run(input);
    if (result.ok) session.setState({ settings: result.value });
  };
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
        <NumberInput
          label="Lock after (minutes)"
          description="Unlocked coldkeys lock by themselves after this time."
          min={1}
          max={240}
          allowDecimal={false}
          clampBehavior="blur"
          value={minutes ?? settings?.autoLockMinutes ?? ""}
          onChange={(value) => setMinutes(typeof value === "number" ? value : null)}
          onBlur={() => {
            if (minutes !== null && minutes !== settings?.autoLockMinutes) {
              void save({ autoLockMinutes: Math.min(240, Math.max(1, minutes)) });
            }
            setMinutes(null);
          }}
        />
        {change.error ? <ErrorPanel error={change.error} title="It was not changed" /> : null}
      </div>
    </Panel>
  );
}
