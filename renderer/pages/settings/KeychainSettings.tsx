import { Loader } from "@mantine/core";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { OpenVault } from "#renderer/flows/vault/OpenVault.tsx";
import { useSession } from "#renderer/stores/use-stores.tsx";
import classes from "./SettingsPage.module.css";

const KIND_WORDS = { keychain: "this system's keychain", vault: "Tausmith's encrypted vault file" } as const;

/** Which store of secrets is in use, and why. */
export function KeychainSettings() {
  const { keychain } = useSession();
  if (!keychain) {
    return (
      <Panel title="Keychain">
        <Loader size="sm" aria-label="Reading the keychain" />
      </Panel>
    );
  }
  return (
    <Panel
      title="Keychain"
      side={<StateMark tone={keychain.open ? "good" : "warning"}>{keychain.open ? "open" : "closed"}</StateMark>}
    >
      <div className={classes.form}>
        <Bill>
          <BillLine name="In use">{keychain.label}</BillLine>
          <BillLine name="Kind">{KIND_WORDS[keychain.kind]}</BillLine>
        </Bill>
        <p className="dim">{keychain.reason}</p>
        <p className="dim">
          Coldkeys are sealed with their password before they go anywhere, also inside the keychain. Hotkeys are kept so
          that a miner can start unattended.
        </p>
        {keychain.open ? null : <OpenVault keychain={keychain} withReason={false} />}
      </div>
    </Panel>
  );
}
