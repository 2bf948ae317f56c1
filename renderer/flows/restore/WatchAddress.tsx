import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./Restore.module.css";

export interface WatchAddressProps {
  /** Notes a hotkey under this wallet; a coldkey where left out. */
  readonly into?: WalletView;
  readonly onDone: (wallet: WalletView) => void;
  readonly onCancel: () => void;
}

/**
 * Watches a key by its address: balances and registrations are shown, signing happens elsewhere.
 * Accessible names: "Address", "Wallet name" or "Hotkey name", "Watch".
 */
export function WatchAddress({ into, onDone, onCancel }: WatchAddressProps) {
  const wallets = useMirror("wallets").value ?? [];
  const watch = useAction("wallet.watch");
  const watchHotkey = useAction("wallet.watchHotkey");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const taken = (into ? into.hotkeys : wallets).some((known) => known.name === name.trim());
  const error = watch.error ?? watchHotkey.error;
  const submit = async () => {
    const given = { name: name.trim(), address: address.trim() };
    const result = into ? await watchHotkey.run({ walletId: into.walletId, ...given }) : await watch.run(given);
    if (result.ok) onDone(result.value);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label="Address"
        description="No secret is needed or kept. What has to be signed can be signed on another machine."
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <TextInput
        label={into ? "Hotkey name" : "Wallet name"}
        maxLength={64}
        value={name}
        error={taken ? "That name is taken already." : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {error ? <ErrorPanel error={error} title="It is not watched" /> : null}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          disabled={name.trim() === "" || taken || address.trim() === ""}
          loading={watch.busy || watchHotkey.busy}
        >
          Watch
        </Button>
      </div>
    </form>
  );
}
