import { Button, Checkbox, Modal, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { isNewPasswordReady, NewPassword } from "#renderer/components/NewPassword.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import type { WalletView } from "#src/contract/wallet.ts";
import type { BtcliWalletView } from "#src/contract/wallet-btcli.ts";
import { OpenVault } from "../vault/OpenVault.tsx";
import classes from "./Restore.module.css";

export interface BtcliImportProps {
  readonly wallet: BtcliWalletView;
  readonly onClose: () => void;
  readonly onDone: (wallet: WalletView) => void;
}

/**
 * Copies one btcli wallet in.
 * Accessible names: dialog "Import NAME"; "Wallet name", "Password of the coldkey file", "Password of the hotkey files",
 * a checkbox for each hotkey, "New password", "Repeat password", "Import wallet".
 */
export function BtcliImport({ wallet, onClose, onDone }: BtcliImportProps) {
  const { keychain } = useSession();
  const known = useMirror("wallets").value ?? [];
  const run = useAction("wallet.btcliImport");
  const [name, setName] = useState(wallet.name);
  const [filePassword, setFilePassword] = useState("");
  const [hotkeyPassword, setHotkeyPassword] = useState("");
  const [password, setPassword] = useState({ value: "", repeated: "" });
  const whole = wallet.hotkeys.filter(({ encryption }) => encryption !== "damaged" && encryption !== "unreadable");
  const [chosen, setChosen] = useState<readonly string[]>(whole.map((one) => one.name));
  const plain = wallet.coldkey.encryption === "plain";
  const sealedHotkeys = whole.some(({ encryption, name: own }) => encryption !== "plain" && chosen.includes(own));
  const taken = known.some((one) => one.name === name.trim());

  useEffect(
    () => () => {
      setFilePassword("");
      setHotkeyPassword("");
      setPassword({ value: "", repeated: "" });
    },
    [],
  );
  const submit = async () => {
    const result = await run.run({
      path: wallet.path,
      name: name.trim(),
      hotkeys: [...chosen],
      ...(plain ? { password: password.value } : { filePassword }),
      ...(sealedHotkeys && hotkeyPassword !== "" ? { hotkeyPassword } : {}),
    });
    if (result.ok) onDone(result.value);
  };
  const ready =
    name.trim() !== "" &&
    !taken &&
    (plain ? isNewPasswordReady(password.value, password.repeated, [name]) : filePassword !== "");
  return (
    <Modal opened onClose={onClose} title={`Import ${wallet.name}`} closeOnClickOutside={false}>
      {keychain && !keychain.open ? (
        <OpenVault keychain={keychain} />
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void submit();
          }}
        >
          <TextInput
            label="Wallet name"
            maxLength={64}
            value={name}
            error={taken ? "There is a wallet of that name already." : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {plain ? (
            <>
              <p className="warning">This coldkey is not encrypted. Here it is kept under a new password.</p>
              <NewPassword
                {...password}
                names={[name]}
                onChange={(value, repeated) => setPassword({ value, repeated })}
              />
            </>
          ) : (
            <PasswordInput
              label="Password of the coldkey file"
              description="It stays the wallet's password here."
              autoComplete="off"
              data-autofocus
              value={filePassword}
              onChange={(event) => setFilePassword(event.currentTarget.value)}
            />
          )}
          {whole.length > 0 ? (
            <fieldset className={classes.hotkeys}>
              <legend>Hotkeys to bring in</legend>
              {whole.map((hotkey) => (
                <Checkbox
                  key={hotkey.name}
                  label={hotkey.name}
                  checked={chosen.includes(hotkey.name)}
                  onChange={(event) => {
                    const on = event.currentTarget.checked;
                    setChosen((before) =>
                      on ? [...before, hotkey.name] : before.filter((other) => other !== hotkey.name),
                    );
                  }}
                />
              ))}
            </fieldset>
          ) : null}
          {sealedHotkeys ? (
            <PasswordInput
              label="Password of the hotkey files"
              autoComplete="off"
              value={hotkeyPassword}
              onChange={(event) => setHotkeyPassword(event.currentTarget.value)}
            />
          ) : null}
          {run.error ? <ErrorPanel error={run.error} title="Nothing was imported" /> : null}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready} loading={run.busy}>
              Import wallet
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
