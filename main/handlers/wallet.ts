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
  inspect: ({ source }) => keys.inspect(source),
  restore: (input) => keys.restore(input),
  restoreHotkey: (input) => keys.restoreHotkey(input),
  watch: ({ name, address }) => keys.watch(name, address),
  watchHotkey: ({ walletId, name, address }) => keys.watchHotkey(walletId, name, address),
  rename: ({ walletId, name }) => keys.rename(walletId, name),
  renameHotkey: ({ walletId, hotkeyName, name }) => keys.renameHotkey(walletId, hotkeyName, name),
  show: (input) => keys.show(input),
  remove: (input) => keys.remove(input),
  removeHotkey: ({ walletId, hotkeyName, password }) => keys.removeHotkey(walletId, hotkeyName, password),
  move: (input) => keys.move(input),
  askWords: ({ walletId }) => keys.askWords(walletId),
  confirmWords: ({ walletId, password, answers }) => keys.confirmWords(walletId, password, answers),
  btcliList: ({ folder }) => keys.btcliList(folder),
  btcliLink: ({ path, name }) => keys.btcliLink(path, name),
  btcliImport: (input) => keys.btcliImport(input),
  btcliExport: (input) => keys.btcliExport(input),
  btcliUpgrade: (input) => keys.btcliUpgrade(input),
  backup: ({ passphrase, vaultPassphrase }) => keys.backup(passphrase, vaultPassphrase),
  previewBackup: ({ file, passphrase }) => keys.previewBackup(file, passphrase),
  restoreBackup: ({ file, passphrase, vaultPassphrase }) => keys.restoreBackup(file, passphrase, vaultPassphrase),
  sign: (input) => keys.signMessage(input),
  verify: (input) => keys.verifyMessage(input),
  proveHotkey: (input) => keys.proveHotkey(input),
  verifyHotkeyProof: ({ proof }) => keys.verifyHotkeyProof(proof),
  addresses: () => keys.addresses(),
  saveAddress: ({ address, label, note }) => keys.saveAddress(address, label, note),
  removeAddress: ({ address }) => keys.removeAddress(address),
  balance: ({ address }) => balances.of(address),
});
