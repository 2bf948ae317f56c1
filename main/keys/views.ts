import type { Clock } from "#main/ports/clock.ts";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import type { Sessions } from "./sessions.ts";
import type { HotkeyRecord, WalletRecord, WalletRecords } from "./wallet-records.ts";

/** Wallets as the contract shows them. */
export interface Views {
  list(): WalletView[];
  get(walletId: string): WalletView;
  hotkey(walletId: string, name: string): HotkeyView;
}

/** The words on paper should be read back once a year. */
const WORDS_CHECK_MS = 365 * 24 * 3_600_000;

const hotkeyView = ({ name, address, place, link, hasWords }: HotkeyRecord): HotkeyView => ({
  name,
  address,
  place,
  link,
  hasWords,
});

export function createViews(records: WalletRecords, sessions: Sessions, clock: Clock): Views {
  const view = (wallet: WalletRecord): WalletView => ({
    walletId: wallet.walletId,
    name: wallet.name,
    address: wallet.address,
    kind: wallet.kind,
    place: wallet.place,
    link: wallet.link,
    hasWords: wallet.hasWords,
    wordsCheckedAtMs: wallet.wordsCheckedAtMs,
    wordsCheckDue:
      wallet.kind === "password" &&
      wallet.hasWords &&
      (wallet.wordsCheckedAtMs ?? wallet.createdAtMs) + WORDS_CHECK_MS <= clock.nowMs(),
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
