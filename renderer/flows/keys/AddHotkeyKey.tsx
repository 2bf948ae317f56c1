import { Modal } from "@mantine/core";
import { Restore } from "#renderer/flows/restore/Restore.tsx";
import { WatchAddress } from "#renderer/flows/restore/WatchAddress.tsx";
import { go, href } from "#renderer/lib/route.ts";
import type { WalletView } from "#src/contract/wallet.ts";

export interface AddHotkeyKeyProps {
  readonly wallet: WalletView;
  readonly way: "restore" | "watch";
  readonly onClose: () => void;
}

/** Brings a hotkey that exists already under a wallet: dialog "Restore a hotkey" or "Note a hotkey by address". */
export function AddHotkeyKey({ wallet, way, onClose }: AddHotkeyKeyProps) {
  const done = (made: WalletView) => {
    onClose();
    const before = new Set(wallet.hotkeys.map(({ name }) => name));
    const added = made.hotkeys.find(({ name }) => !before.has(name));
    go(href("wallet", made.walletId, ...(added ? [added.name] : [])));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      closeOnClickOutside={false}
      title={way === "watch" ? "Note a hotkey by address" : "Restore a hotkey"}
    >
      {way === "watch" ? (
        <WatchAddress into={wallet} onDone={done} onCancel={onClose} />
      ) : (
        <Restore into={wallet} onDone={done} onCancel={onClose} />
      )}
    </Modal>
  );
}
