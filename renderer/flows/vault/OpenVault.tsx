import { Button, PasswordInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useStores } from "#renderer/stores/use-stores.tsx";
import type { KeychainView } from "#src/contract/wallet.ts";
import classes from "./OpenVault.module.css";

/**
 * Asks for the passphrase of the vault file, on machines without an OS keychain.
 * Accessible names: "Vault passphrase", "Open vault".
 */
export function OpenVault({ keychain, withReason = true }: { keychain: KeychainView; withReason?: boolean }) {
  const { session } = useStores();
  const open = useAction("wallet.openVault");
  const [passphrase, setPassphrase] = useState("");
  useEffect(() => () => setPassphrase(""), []);
  const submit = async () => {
    const result = await open.run({ passphrase });
    setPassphrase("");
    if (result.ok) session.setState({ keychain: result.value });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>
        <strong>The vault is closed.</strong> {withReason ? <span className="dim">{keychain.reason}</span> : null}
      </p>
      <p className="dim">
        Hotkeys and sealed coldkeys are kept in one encrypted file here. Its passphrase is asked once a session; where
        there is no vault yet, this passphrase makes it.
      </p>
      <div className={classes.row}>
        <PasswordInput
          label="Vault passphrase"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button type="submit" loading={open.busy} disabled={passphrase === ""}>
          Open vault
        </Button>
      </div>
      {open.error ? <ErrorPanel error={open.error} title="The vault stays closed" /> : null}
    </form>
  );
}
