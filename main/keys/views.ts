import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import type { Sessions } from "./sessions.ts";
import type { HotkeyRecord, WalletRecord, WalletRecords } from "./wallet-records.ts";

/** Wallets as the contract shows them. */
export interface Views {
  list(): WalletView[];
  get(walletId: string): WalletView;
  hotkey(walletId: string, name: string): HotkeyView;
}

const hotkeyView = ({ name, address, place }: HotkeyRecord): HotkeyView => ({ name, address, place });

export function createViews(records: WalletRecords, sessions: Sessions): Views {
  const view = (wallet: WalletRecord): WalletView => ({
    walletId: wallet.walletId,
    name: wallet.name,
    address: wallet.address,
    kind: wallet.kind,
    place: wallet.place,
    unlockedUntilMs: sessions.untilMs(wallet.walletId),
    hotkeys: records.hotkeys(wallet.walletId).map(hotkeyView),
    createdAtMs: wallet.createdAtMs,
  });
  return {
    list: () => records.wallets().map(view),
    get: (walletId) => view(records.wallet(walletId)),
    hotkey(walletId, name) {
      records.wallet(walletId);
      return hotkeyView(records.hotkey(walletId, name));
    },
  };
}
