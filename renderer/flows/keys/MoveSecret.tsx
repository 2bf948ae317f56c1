import { Button, Checkbox, Modal, PasswordInput, Radio } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { PLACE_WORDS } from "#renderer/lib/place-words.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import classes from "./Keys.module.css";

export interface MoveSecretProps {
  readonly wallet: WalletView;
  readonly hotkey?: HotkeyView;
  readonly onClose: () => void;
}

const PLACES = [
  { value: "keychain", label: "This system's keychain" },
  { value: "vault", label: "Tausmith's encrypted vault file" },
] as const;

/**
 * Moves a secret to another place; it is read back there before the old one goes.
 * Accessible names: dialog "Move secret", group "New place", "Password", "Remove the btcli file afterwards", "Move it".
 */
export function MoveSecret({ wallet, hotkey, onClose }: MoveSecretProps) {
  const move = useAction("wallet.move");
  const place = hotkey?.place ?? wallet.place;
  const choices = PLACES.filter(({ value }) => value !== place);
  const [to, setTo] = useState<"keychain" | "vault">(choices[0]?.value ?? "vault");
  const [password, setPassword] = useState("");
  const [removeFile, setRemoveFile] = useState(false);
  useEffect(() => () => setPassword(""), []);
  const fromFile = place === "btcli";
  const submit = async () => {
    const result = await move.run({
      walletId: wallet.walletId,
      ...(hotkey ? { hotkeyName: hotkey.name } : {}),
      to,
      ...(password === "" ? {} : { password }),
      removeFile: fromFile && removeFile,
    });
    setPassword("");
    if (result.ok) onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Move secret" closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{`The secret of ${hotkey?.name ?? wallet.name} lies ${PLACE_WORDS[place]}.`}</p>
        <Radio.Group label="New place" value={to} onChange={(value) => setTo(value as "keychain" | "vault")}>
          <div className={classes.form}>
            {choices.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </div>
        </Radio.Group>
        <PasswordInput
          label="Password"
          description={
            fromFile && !hotkey
              ? "The password of the coldkey file. It stays the wallet's password."
              : "Only where the file is encrypted or the vault is closed; leave it empty otherwise."
          }
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {fromFile ? (
          <Checkbox
            label="Remove the btcli file afterwards"
            description="btcli then no longer finds this key. Without this, a copy stays in the file."
            checked={removeFile}
            onChange={(event) => setRemoveFile(event.currentTarget.checked)}
          />
        ) : null}
        <p className="dim">The new place is opened and compared before anything is removed from the old one.</p>
        {move.error ? <ErrorPanel error={move.error} title="It stays where it is" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={move.busy} disabled={fromFile && !hotkey && password === ""}>
            Move it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
