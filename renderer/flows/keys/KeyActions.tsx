import { Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { go, href } from "#renderer/lib/route.ts";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import { AddHotkeyKey } from "./AddHotkeyKey.tsx";
import { ExportBtcli } from "./ExportBtcli.tsx";
import { MoveSecret } from "./MoveSecret.tsx";
import { RemoveHotkey } from "./RemoveHotkey.tsx";
import { RemoveWallet } from "./RemoveWallet.tsx";
import { RenameKey } from "./RenameKey.tsx";
import { RevealWords } from "./RevealWords.tsx";

type Dialog = "reveal" | "rename" | "move" | "export" | "remove" | "restoreHotkey" | "watchHotkey";

export interface KeyActionsProps {
  readonly wallet: WalletView;
  /** The chosen hotkey; the coldkey where left out. */
  readonly hotkey?: HotkeyView;
}

/**
 * What can be done with a key besides using it.
 * Accessible names: button "More actions" with menu "Show words", "Rename", "Move secret", "Export to btcli",
 * "Sign a message", "Restore a hotkey", "Note a hotkey by address", "Remove".
 */
export function KeyActions({ wallet, hotkey }: KeyActionsProps) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const place = hotkey ? hotkey.place : wallet.place;
  const secretHere = place !== "none";
  const movable = secretHere && place !== "practice";
  const key = hotkey === undefined ? { wallet } : { wallet, hotkey };
  const query = `?wallet=${encodeURIComponent(wallet.walletId)}${hotkey ? `&hotkey=${encodeURIComponent(hotkey.name)}` : ""}`;
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconDots size={14} />}>
            More actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {secretHere ? <Menu.Item onClick={() => setDialog("reveal")}>Show words</Menu.Item> : null}
          <Menu.Item onClick={() => setDialog("rename")}>Rename</Menu.Item>
          {movable ? <Menu.Item onClick={() => setDialog("move")}>Move secret</Menu.Item> : null}
          {!hotkey && wallet.kind !== "watch" ? (
            <Menu.Item onClick={() => setDialog("export")}>Export to btcli</Menu.Item>
          ) : null}
          {secretHere ? <Menu.Item onClick={() => go(`${href("messages")}${query}`)}>Sign a message</Menu.Item> : null}
          {hotkey ? null : (
            <>
              <Menu.Item onClick={() => setDialog("restoreHotkey")}>Restore a hotkey</Menu.Item>
              <Menu.Item onClick={() => setDialog("watchHotkey")}>Note a hotkey by address</Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setDialog("remove")}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "reveal" ? <RevealWords {...key} onClose={close} /> : null}
      {dialog === "rename" ? <RenameKey {...key} onClose={close} /> : null}
      {dialog === "move" ? <MoveSecret {...key} onClose={close} /> : null}
      {dialog === "export" ? <ExportBtcli wallet={wallet} onClose={close} /> : null}
      {dialog === "restoreHotkey" || dialog === "watchHotkey" ? (
        <AddHotkeyKey wallet={wallet} way={dialog === "watchHotkey" ? "watch" : "restore"} onClose={close} />
      ) : null}
      {dialog === "remove" && hotkey ? <RemoveHotkey wallet={wallet} hotkey={hotkey} onClose={close} /> : null}
      {dialog === "remove" && !hotkey ? <RemoveWallet wallet={wallet} onClose={close} /> : null}
    </>
  );
}
