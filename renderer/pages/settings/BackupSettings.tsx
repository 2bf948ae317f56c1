import { Button, PasswordInput, SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FileField } from "#renderer/components/FileField.tsx";
import { isNewPasswordReady, NewPassword } from "#renderer/components/NewPassword.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { OpenVault } from "#renderer/flows/vault/OpenVault.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useSession, useStores } from "#renderer/stores/use-stores.tsx";
import type { BackupView } from "#src/contract/wallet-care.ts";
import { BackupChanges } from "./BackupChanges.tsx";
import classes from "./SettingsPage.module.css";

/** The largest backup file that is taken, as in the contract. */
const BACKUP_MAX_BYTES = 16_777_216;

function MakeBackup() {
  const backup = useAction("wallet.backup");
  const [passphrase, setPassphrase] = useState({ value: "", repeated: "" });
  const [saved, setSaved] = useState<string | null>(null);
  useEffect(() => () => setPassphrase({ value: "", repeated: "" }), []);
  const submit = async () => {
    setSaved(null);
    const result = await backup.run({ passphrase: passphrase.value });
    if (!result.ok) return;
    setPassphrase({ value: "", repeated: "" });
    saveText(result.value.fileName, result.value.file, "application/json");
    setSaved(result.value.fileName);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="dim">
        One encrypted file with all keys, names, addresses and settings of this profile. Coldkeys stay sealed with their
        own passwords inside it.
      </p>
      <NewPassword
        {...passphrase}
        names={[]}
        onChange={(value, repeated) => {
          setSaved(null);
          setPassphrase({ value, repeated });
        }}
      />
      {backup.error ? <ErrorPanel error={backup.error} title="No backup was made" /> : null}
      {saved ? (
        <p className="good" role="status">
          {`Saved as ${saved}. Keep a copy on another device, and the passphrase on paper.`}
        </p>
      ) : null}
      <div className={classes.row}>
        <Button
          type="submit"
          loading={backup.busy}
          disabled={!isNewPasswordReady(passphrase.value, passphrase.repeated, [])}
        >
          Make backup
        </Button>
      </div>
    </form>
  );
}

function RestoreBackup() {
  const { session } = useStores();
  const preview = useAction("wallet.previewBackup");
  const restore = useAction("wallet.restoreBackup");
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [seen, setSeen] = useState<BackupView | null>(null);
  const [done, setDone] = useState<BackupView | null>(null);
  useEffect(() => () => setPassphrase(""), []);
  const reset = () => {
    setSeen(null);
    setDone(null);
    preview.clear();
    restore.clear();
  };
  const look = async () => {
    if (file === null) return;
    const result = await preview.run({ file, passphrase });
    if (result.ok) setSeen(result.value);
  };
  const bringIn = async () => {
    if (file === null) return;
    const result = await restore.run({ file, passphrase });
    if (!result.ok) return;
    setPassphrase("");
    setSeen(null);
    setDone(result.value);
    void session.reload();
  };
  const news = seen?.changes.some(({ change }) => change !== "same") === true;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <FileField
        label="Backup file"
        maxBytes={BACKUP_MAX_BYTES}
        onText={(text) => {
          reset();
          setFile(text);
        }}
      />
      <PasswordInput
        label="Passphrase of the backup"
        autoComplete="off"
        value={passphrase}
        onChange={(event) => {
          reset();
          setPassphrase(event.currentTarget.value);
        }}
      />
      {preview.error ? <ErrorPanel error={preview.error} title="The backup was not opened" /> : null}
      {restore.error ? <ErrorPanel error={restore.error} title="Nothing was brought in" /> : null}
      {seen ? <BackupChanges view={seen} label="What restoring would change" /> : null}
      {done ? (
        <>
          <p className="good" role="status">
            Restored. Coldkeys open with the passwords they had.
          </p>
          <BackupChanges view={done} label="What was brought in" />
        </>
      ) : null}
      {seen && !news ? <p className="dim">Everything in it is here already.</p> : null}
      <div className={classes.row}>
        <Button
          type="submit"
          variant={seen ? "default" : "filled"}
          loading={preview.busy}
          disabled={file === null || passphrase === "" || seen !== null}
        >
          Show what it would change
        </Button>
        {seen && news ? (
          <Button loading={restore.busy} onClick={() => void bringIn()}>
            Bring these in
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** Backup and restore, with a preview before anything changes. */
export function BackupSettings() {
  const { keychain } = useSession();
  const [part, setPart] = useState<"make" | "restore">("make");
  return (
    <Panel title="Backup">
      <div className={classes.form}>
        <SegmentedControl
          aria-label="Backup or restore"
          value={part}
          onChange={(value) => setPart(value === "restore" ? "restore" : "make")}
          data={[
            { value: "make", label: "Make a backup" },
            { value: "restore", label: "Restore one" },
          ]}
        />
        {keychain && !keychain.open ? (
          <OpenVault keychain={keychain} withReason={false} />
        ) : part === "make" ? (
          <MakeBackup />
        ) : (
          <RestoreBackup />
        )}
      </div>
    </Panel>
  );
}
