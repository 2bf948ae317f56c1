import type { Keys } from "#main/keys/keys.ts";

/** A hotkey of this profile with the wallet it is kept in. */
export interface OwnHotkey {
  readonly walletId: string;
  readonly walletName: string;
  readonly walletAddress: string;
  readonly hotkeyName: string;
  readonly hotkey: string;
}

/** All hotkeys of this profile; one that is kept in two wallets counts once. */
export function ownHotkeys(keys: Pick<Keys, "list">): OwnHotkey[] {
  const found = new Map<string, OwnHotkey>();
  for (const wallet of keys.list()) {
    for (const { name, address } of wallet.hotkeys) {
      if (found.has(address)) continue;
      found.set(address, {
        walletId: wallet.walletId,
        walletName: wallet.name,
        walletAddress: wallet.address,
        hotkeyName: name,
        hotkey: address,
      });
    }
  }
  return [...found.values()];
}
