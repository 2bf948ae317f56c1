import { Button, Modal, PasswordInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import classes from "./Keys.module.css";

export interface RemoveHotkeyProps {
  readonly wallet: WalletView;
  readonly hotkey: HotkeyView;
  readonly onClose: () => void;
}

/** Removes a hotkey, after the wallet's password: dialog "Remove hotkey NAME?", "Password", "Remove hotkey", "Keep it". */
export function RemoveHotkey({ wallet, hotkey, onClose }: RemoveHotkeyProps) {
  const remove = useAction("wallet.removeHotkey");
  const registrations = useMirror("registrations").value ?? [];
  const miners = useMirror("miners").value ?? [];
  const [password, setPassword] = useState("");
  useEffect(() => () => setPassword(""), []);
  const held = registrations.filter(({ registered, hotkey: own }) => registered && own === hotkey.address);
  const used = miners.filter((miner) => miner.hotkey === hotkey.address);
  const own = hotkey.place === "keychain" || hotkey.place === "vault";
  const submit = async () => {
    const result = await remove.run({
      walletId: wallet.walletId,
      hotkeyName: hotkey.name,
      ...(password === "" ? {} : { password }),
    });
    setPassword("");
    if (!result.ok) return;
    onClose();
    go(href("wallet", wallet.walletId));
  };
  return (
    <Modal opened onClose={onClose} title={`Remove hotkey ${hotkey.name}?`} closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          {hotkey.place === "btcli"
            ? "It is taken off this list. btcli's file stays where it is."
            : hotkey.place === "none"
              ? "It is taken off this list. There is no secret here."
              : "Its secret is removed from this machine. Without its words or a backup it is gone."}
        </p>
        {held.length > 0 ? (
          <p className={classes.note}>
            {`It holds ${held.map(({ netuid, uid }) => `UID ${uid} on subnet ${netuid}`).join(", ")}. Without the key nobody can mine with it.`}
          </p>
        ) : null}
        {used.length > 0 ? (
          <p
            className={classes.note}
          >{`Used by ${used.map(({ name }) => name).join(", ")}, which will not start again.`}</p>
        ) : null}
        {own ? (
          <PasswordInput
            label="Password"
            description={`The one of ${wallet.name}.`}
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        {remove.error ? <ErrorPanel error={remove.error} title="It stays" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" color="red" variant="outline" loading={remove.busy}>
            Remove hotkey
          </Button>
        </div>
      </form>
    </Modal>
  );
}
