import type { Keys } from "#main/keys/keys.ts";
import type { BalanceView } from "#src/contract/wallet.ts";
import type { Handlers } from "./types.ts";

/** The part of the services that the wallet area uses. */
export interface WalletServices {
  readonly keys: Keys;
  readonly balances: { of(address: string): Promise<BalanceView> };
}

export const walletHandlers = ({ keys, balances }: WalletServices): Handlers<"wallet"> => ({
  list: () => keys.list(),
  keychain: () => keys.keychain(),
  openVault: ({ passphrase }) => keys.openVault(passphrase),
  draft: ({ wordCount }) => keys.draft(wordCount),
  create: (input) => keys.create(input),
  createPractice: ({ name, hotkeyName }) => keys.createPractice(name, hotkeyName),
  createHotkey: ({ walletId, name, password }) => keys.createHotkey(walletId, name, password),
  unlock: ({ walletId, password }) => keys.unlock(walletId, password),
  lock: () => keys.lock(),
  balance: ({ address }) => balances.of(address),
});
