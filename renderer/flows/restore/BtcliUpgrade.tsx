import { Button, Modal, PasswordInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { isNewPasswordReady, NewPassword } from "#renderer/components/NewPassword.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { KeyfileFacts } from "#src/contract/wallet-btcli.ts";
import classes from "./Restore.module.css";

export interface BtcliUpgradeProps {
  readonly facts: Pick<KeyfileFacts, "path" | "encryption">;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/**
 * Brings a keyfile to btcli's current encryption, in place.
 * Accessible names: dialog "Encrypt this keyfile"; "Password of the file" or "New password" and "Repeat password";
 * button "Encrypt keyfile".
 */
export function BtcliUpgrade({ facts, onClose, onDone }: BtcliUpgradeProps) {
  const upgrade = useAction("wallet.btcliUpgrade");
  const [password, setPassword] = useState("");
  const [fresh, setFresh] = useState({ value: "", repeated: "" });
  const plain = facts.encryption === "plain";
  useEffect(
    () => () => {
      setPassword("");
      setFresh({ value: "", repeated: "" });
    },
    [],
  );
  const ready = plain ? isNewPasswordReady(fresh.value, fresh.repeated, []) : password !== "";
  const submit = async () => {
    const result = await upgrade.run({ path: facts.path, ...(plain ? { newPassword: fresh.value } : { password }) });
    if (result.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title="Encrypt this keyfile" closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void submit();
        }}
      >
        <code>{facts.path}</code>
        <p className="dim">
          The key is written anew in btcli's current encryption and read back before the old file goes. btcli opens it
          as before, with the password.
        </p>
        {plain ? (
          <NewPassword {...fresh} names={[]} onChange={(value, repeated) => setFresh({ value, repeated })} />
        ) : (
          <PasswordInput
            label="Password of the file"
            description="It stays the same. Old encryptions are slow to open: this can take half a minute."
            autoComplete="off"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        {upgrade.error ? <ErrorPanel error={upgrade.error} title="The file is as it was" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={upgrade.busy}>
            Encrypt keyfile
          </Button>
        </div>
      </form>
    </Modal>
  );
}
