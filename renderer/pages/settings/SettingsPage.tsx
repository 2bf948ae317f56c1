/*
 * Settings. Accessible names:
 * regions "Look and lock", "Network", "Endpoints" (list, "Check now", fields "Name of the network" and "Endpoint address", "Add endpoint"),
 * "What this node can do", "Practice network", "Keychain", "About"; group "Theme" (System, Dark, Light);
 * field "Lock after (minutes)"; select "Network"; field "Own endpoint" with button "Connect"; buttons
 * "Reset practice network" then "Reset it", "Upgrade the runtime"; field "Vault passphrase", button "Open vault";
 * region "Backup" (group "Backup or restore"): "New password", "Repeat password", "Make backup"; "Backup file",
 * "Passphrase of the backup", "Show what it would change", list "What restoring would change", "Bring these in".
 */
import { useEffect, useRef } from "react";
import { useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { About } from "./About.tsx";
import { BackupSettings } from "./BackupSettings.tsx";
import { KeychainSettings } from "./KeychainSettings.tsx";
import { LookAndLock } from "./LookAndLock.tsx";
import { NetworkCapabilities } from "./NetworkCapabilities.tsx";
import { NetworkEndpoints } from "./NetworkEndpoints.tsx";
import { NetworkSettings } from "./NetworkSettings.tsx";
import { PracticeSettings } from "./PracticeSettings.tsx";
import classes from "./SettingsPage.module.css";

/** Settings, with network and keychain in detail. `#/settings/network`, `…/keychain` and `…/backup` scroll to their part. */
export function SettingsPage() {
  const part = useRoute().parts[1] ?? null;
  const network = useMirror("network").value;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (part) page.current?.querySelector(`[data-part="${CSS.escape(part)}"]`)?.scrollIntoView({ block: "start" });
  }, [part]);
  return (
    <div className={classes.page} ref={page}>
      <div className={classes.column}>
        <div data-part="network">
          <NetworkSettings />
        </div>
        <NetworkEndpoints />
        <NetworkCapabilities />
        {network?.kind === "practice" ? <PracticeSettings /> : null}
      </div>
      <div className={classes.column}>
        <LookAndLock />
        <div data-part="keychain">
          <KeychainSettings />
        </div>
        <div data-part="backup">
          <BackupSettings />
        </div>
        <About />
      </div>
    </div>
  );
}
