import type { KeychainView, WalletView } from "#src/contract/wallet.ts";
import type { KeySecret } from "#src/keys/secret-record.ts";
import type { Answer } from "./drafts.ts";
import { newWords, secretFromWords } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";

/** Making wallets and hotkeys. */
export interface Making {
  /**
   * Keeps a drafted coldkey under a password, with a first hotkey where one is named. Where there is no OS keychain
   * and no vault yet, a vault is made whose passphrase is the same password.
   * Errors: `KEY_NAME_TAKEN`, `KEY_PASSWORD_WEAK`, `KEY_DRAFT_UNKNOWN`, `KEY_WORDS_MISMATCH`, `KEY_VAULT_CLOSED`.
   */
  create(input: {
    readonly draftId: string;
    readonly name: string;
    readonly password: string;
    readonly answers: readonly Answer[];
    readonly unasked?: boolean | undefined;
    readonly hotkeyName?: string | undefined;
  }): Promise<WalletView>;
  /** A wallet and hotkey without a password, for the practice network only. Error: `KEY_NAME_TAKEN`. */
  createPractice(name: string, hotkeyName: string): Promise<WalletView>;
  /**
   * A new hotkey under a wallet, where new secrets go. `password` opens the vault where it is closed.
   * Errors: `KEY_NAME_TAKEN`, `KEY_VAULT_CLOSED`.
   */
  createHotkey(walletId: string, name: string, password?: string): Promise<WalletView>;
  /** Makes or opens the vault. Errors: `KEY_PASSWORD_WEAK` (new), `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`. */
  openVault(passphrase: string): Promise<KeychainView>;
}

/** Attempts on the vault's passphrase are counted under this name. */
export const VAULT_SUBJECT = "vault";

export function createMaking({
  clock,
  records,
  places,
  attempts,
  drafts,
  keeping,
  publish,
}: Pick<KeyParts, "clock" | "records" | "places" | "attempts" | "drafts" | "keeping" | "publish">): Making {
  const newSecret = (): Promise<KeySecret> => secretFromWords(newWords(12));

  return {
    async create({ draftId, name, password, answers, unasked, hotkeyName }) {
      records.checkFree(name, null);
      keeping.refuseWeak(password, [name], "password");
      const words = drafts.confirm(draftId, answers);
      const place = await keeping.readyPlace(password, hotkeyName !== undefined);
      const made = await keeping.wallet(
        await secretFromWords(words),
        { name, kind: "password", place, wordsCheckedAtMs: unasked ? null : clock.nowMs() },
        password,
        hotkeyName === undefined ? [] : [{ name: hotkeyName, secret: await newSecret() }],
      );
      drafts.drop(draftId);
      return made;
    },
    async createPractice(name, hotkeyName) {
      records.checkFree(name, null);
      return keeping.wallet(
        await newSecret(),
        { name, kind: "practice", place: "practice", wordsCheckedAtMs: null },
        null,
        [{ name: hotkeyName, secret: await newSecret() }],
      );
    },
    async createHotkey(walletId, name, password) {
      const wallet = records.wallet(walletId);
      records.checkHotkeyFree(walletId, name, null);
      const place = wallet.kind === "practice" ? "practice" : await keeping.readyPlace(password, true);
      return keeping.hotkey(walletId, { name, secret: await newSecret() }, place);
    },
    async openVault(passphrase) {
      if (!places.vault.exists()) keeping.refuseWeak(passphrase, [], "passphrase");
      await attempts.guard(VAULT_SUBJECT, async () => ((await places.vault.open(passphrase)) ? true : null));
      publish();
      return places.view();
    },
  };
}
