import { Button, Checkbox, Modal, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { Output } from "#src/contract/index.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./Keys.module.css";

/**
 * Writes a wallet as btcli keyfiles.
 * Accessible names: dialog "Export to btcli", "Folder of btcli wallets", "Name of the wallet folder",
 * "Password of NAME", "Password of the coldkey file", "Replace files that are there already", "Write files", "Done".
 */
export function ExportBtcli({ wallet, onClose }: { wallet: WalletView; onClose: () => void }) {
  const run = useAction("wallet.btcliExport");
  const [folder, setFolder] = useState("");
  const [name, setName] = useState(wallet.name);
  const [password, setPassword] = useState("");
  const [filePassword, setFilePassword] = useState("");
  const [overwrite, setOverwrite] = useState(false);
  const [done, setDone] = useState<Output<"wallet.btcliExport"> | null>(null);
  useEffect(
    () => () => {
      setPassword("");
      setFilePassword("");
    },
    [],
  );
  const practice = wallet.kind === "practice";
  const submit = async () => {
    const result = await run.run({
      walletId: wallet.walletId,
      name: name.trim(),
      overwrite,
      ...(folder.trim() === "" ? {} : { folder: folder.trim() }),
      ...(practice ? {} : { password }),
      ...(filePassword === "" ? {} : { filePassword }),
    });
    if (!result.ok) return;
    setPassword("");
    setFilePassword("");
    setDone(result.value);
  };
  if (done) {
    return (
      <Modal opened onClose={onClose} title="Export to btcli">
        <div className={classes.form}>
          <p className="good">{`Written and closed to others (0600), in ${done.path}:`}</p>
          <ul className={classes.files} aria-label="Files written">
            {done.files.map((file) => (
              <li key={file}>
                <code>{file}</code>
              </li>
            ))}
          </ul>
          <div className={classes.buttons}>
            <Button onClick={onClose} data-autofocus>
              Done
            </Button>
          </div>
        </div>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title="Export to btcli" closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={classes.note}>
          The coldkey is written encrypted. Hotkeys are written in clear text, because that is how btcli reads them.
        </p>
        <TextInput
          label="Folder of btcli wallets"
          placeholder="~/.bittensor/wallets"
          autoComplete="off"
          spellCheck={false}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <TextInput
          label="Name of the wallet folder"
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {practice ? null : (
          <PasswordInput
            label={`Password of ${wallet.name}`}
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label="Password of the coldkey file"
          description={practice ? "At least 8 characters." : "Leave it empty to use the same one."}
          autoComplete="new-password"
          value={filePassword}
          onChange={(event) => setFilePassword(event.currentTarget.value)}
        />
        <Checkbox
          label="Replace files that are there already"
          checked={overwrite}
          onChange={(event) => setOverwrite(event.currentTarget.checked)}
        />
        {run.error ? <ErrorPanel error={run.error} title="It was not written" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={run.busy}
            disabled={name.trim() === "" || (practice ? filePassword === "" : password === "")}
          >
            Write files
          </Button>
        </div>
      </form>
    </Modal>
  );
}
