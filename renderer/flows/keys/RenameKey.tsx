import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import classes from "./Keys.module.css";

export interface RenameKeyProps {
  readonly wallet: WalletView;
  readonly hotkey?: HotkeyView;
  readonly onClose: () => void;
}

/** Another name for a wallet or hotkey: dialog "Rename", field "New name", button "Rename key". */
export function RenameKey({ wallet, hotkey, onClose }: RenameKeyProps) {
  const wallets = useMirror("wallets").value ?? [];
  const rename = useAction("wallet.rename");
  const renameHotkey = useAction("wallet.renameHotkey");
  const before = hotkey?.name ?? wallet.name;
  const [name, setName] = useState(before);
  const wanted = name.trim();
  const taken = wanted !== before && (hotkey ? wallet.hotkeys : wallets).some((other) => other.name === wanted);
  const error = rename.error ?? renameHotkey.error;
  const submit = async () => {
    const { walletId } = wallet;
    const result = hotkey
      ? await renameHotkey.run({ walletId, hotkeyName: hotkey.name, name: wanted })
      : await rename.run({ walletId, name: wanted });
    if (!result.ok) return;
    onClose();
    if (hotkey) go(href("wallet", walletId, wanted));
  };
  return (
    <Modal opened onClose={onClose} title="Rename">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          label="New name"
          description="The name is for you; the key and its address stay the same."
          maxLength={64}
          data-autofocus
          value={name}
          error={taken ? "That name is taken already." : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {error ? <ErrorPanel error={error} title="The name stays" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={wanted === "" || wanted === before || taken}
            loading={rename.busy || renameHotkey.busy}
          >
            Rename key
          </Button>
        </div>
      </form>
    </Modal>
  );
}
