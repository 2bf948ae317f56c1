import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { OpenVault } from "#renderer/flows/vault/OpenVault.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useSession } from "#renderer/stores/use-stores.tsx";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./WalletPage.module.css";

/** Asks the name of a new hotkey. Its secret goes where hotkeys live on this machine. */
export function AddHotkey({ wallet, onClose }: { wallet: WalletView; onClose: () => void }) {
  const { keychain } = useSession();
  const create = useAction("wallet.createHotkey");
  const [name, setName] = useState("");
  const taken = wallet.hotkeys.some((hotkey) => hotkey.name === name.trim());
  const submit = async () => {
    const result = await create.run({ walletId: wallet.walletId, name: name.trim() });
    if (!result.ok) return;
    onClose();
    go(href("wallet", wallet.walletId, name.trim()));
  };
  return (
    <Modal opened onClose={onClose} title="Add hotkey">
      {keychain && !keychain.open && wallet.kind !== "practice" ? (
        <OpenVault keychain={keychain} />
      ) : (
        <form
          className={classes.detail}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextInput
            label="Hotkey name"
            description={`A new hotkey under ${wallet.name}, for one miner.`}
            maxLength={64}
            data-autofocus
            value={name}
            error={taken ? "This wallet has a hotkey of that name." : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {create.error ? <ErrorPanel error={create.error} title="No hotkey was made" /> : null}
          <div className={classes.actions}>
            <Button type="submit" disabled={name.trim() === "" || taken} loading={create.busy}>
              Make hotkey
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
