import { randomUUID } from "node:crypto";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import type { KeychainView, WalletView } from "#src/contract/wallet.ts";
import { passwordProblem } from "#src/keys/password-rules.ts";
import { type KeySecret, wipeSecret } from "#src/keys/secret-record.ts";
import type { Attempts } from "./attempts.ts";
import type { Answer, Drafts } from "./drafts.ts";
import { addressOf, newWords, publicKeyOf, secretFromWords } from "./key-material.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import type { Places } from "./places.ts";
import type { Secrets } from "./secrets.ts";
import type { Views } from "./views.ts";
import type { HotkeyRecord, Place, WalletRecord, WalletRecords } from "./wallet-records.ts";

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
    readonly hotkeyName?: string | undefined;
  }): Promise<WalletView>;
  /** A wallet and hotkey without a password, for the practice network only. Error: `KEY_NAME_TAKEN`. */
  createPractice(name: string, hotkeyName: string): Promise<WalletView>;
  /**
   * A new hotkey under a wallet, where the wallet's other secrets go. `password` opens the vault where it is closed.
   * Errors: `KEY_NAME_TAKEN`, `KEY_VAULT_CLOSED`, `AUTH_PASSWORD_WRONG`.
   */
  createHotkey(walletId: string, name: string, password?: string): Promise<WalletView>;
  /** Makes or opens the vault. Errors: `KEY_PASSWORD_WEAK` (new), `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`. */
  openVault(passphrase: string): Promise<KeychainView>;
}

/** Attempts on the vault's passphrase are counted under this name. */
export const VAULT_SUBJECT = "vault";

export function createMaking(deps: {
  readonly clock: Clock;
  readonly records: WalletRecords;
  readonly secrets: Secrets;
  readonly places: Places;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly views: Views;
  readonly publish: () => void;
}): Making {
  const { clock, records, secrets, places, attempts, drafts, views, publish } = deps;

  const refuseWeak = (password: string, names: readonly string[], field: string): void => {
    const problem = passwordProblem(password, names);
    if (!problem) return;
    throw new AppError("KEY_PASSWORD_WEAK", `This password will not do. ${problem}`, {
      hint: "Take at least 8 characters; four or five unrelated words are strong and easy to keep.",
      field,
    });
  };

  /** The place for new secrets, ready to take a hotkey: the vault is made or opened with `password`. */
  const readyPlace = async (password: string | undefined, needsHotkey: boolean): Promise<Place> => {
    const home = await places.preferred();
    if (home.kind === "vault" && needsHotkey && !places.vault.isOpen() && password !== undefined) {
      const fresh = !places.vault.exists();
      if (fresh) refuseWeak(password, [], "password");
      if (!(await places.vault.open(password))) {
        throw new AppError(
          "KEY_VAULT_CLOSED",
          "The vault file is closed and has another passphrase than this password.",
          {
            hint: "Open the vault with its own passphrase first, then try again.",
            field: "password",
          },
        );
      }
    }
    return home.kind;
  };

  const newSecret = (): Promise<KeySecret> => secretFromWords(newWords(12));

  const hotkeyRecord = (walletId: string, name: string, place: Place, secret: KeySecret): HotkeyRecord => ({
    hotkeyId: randomUUID(),
    walletId,
    name,
    address: addressOf(publicKeyOf(secret.secretKey)),
    place,
    link: null,
    hasWords: secret.words !== undefined,
    createdAtMs: clock.nowMs(),
  });

  const addHotkey = async (walletId: string, name: string, place: Place): Promise<HotkeyRecord> => {
    const secret = await newSecret();
    try {
      const record = hotkeyRecord(walletId, name, place, secret);
      await secrets.keepHotkey(record, secret);
      return record;
    } finally {
      wipeSecret(secret);
    }
  };

  /** Secrets first, then the facts about them; if anything fails, what was kept is removed again. */
  const addWallet = async (
    secret: KeySecret,
    wallet: Pick<WalletRecord, "name" | "kind" | "place" | "wordsCheckedAtMs">,
    password: string | null,
    hotkeyName: string | undefined,
  ): Promise<WalletView> => {
    const record: WalletRecord = {
      ...wallet,
      walletId: randomUUID(),
      address: addressOf(publicKeyOf(secret.secretKey)),
      link: null,
      hasWords: secret.words !== undefined,
      createdAtMs: clock.nowMs(),
    };
    let hotkey: HotkeyRecord | null = null;
    try {
      records.checkFree(record.name, record.address);
      await secrets.keepColdkey(record, secret, password);
      if (hotkeyName !== undefined) hotkey = await addHotkey(record.walletId, hotkeyName, record.place);
      records.addWallet(record);
      if (hotkey) records.addHotkey(hotkey);
    } catch (error) {
      await secrets.forget(record.place, coldkeyAccount(record.walletId)).catch(() => undefined);
      if (hotkey) await secrets.forget(record.place, hotkeyAccount(hotkey.hotkeyId)).catch(() => undefined);
      throw error;
    } finally {
      wipeSecret(secret);
    }
    publish();
    return views.get(record.walletId);
  };

  return {
    async create({ draftId, name, password, answers, hotkeyName }) {
      records.checkFree(name, null);
      refuseWeak(password, [name], "password");
      const words = drafts.confirm(draftId, answers);
      const place = await readyPlace(password, hotkeyName !== undefined);
      const made = await addWallet(
        await secretFromWords(words),
        { name, kind: "password", place, wordsCheckedAtMs: clock.nowMs() },
        password,
        hotkeyName,
      );
      drafts.drop(draftId);
      return made;
    },
    async createPractice(name, hotkeyName) {
      records.checkFree(name, null);
      return addWallet(
        await newSecret(),
        { name, kind: "practice", place: "practice", wordsCheckedAtMs: null },
        null,
        hotkeyName,
      );
    },
    async createHotkey(walletId, name, password) {
      const wallet = records.wallet(walletId);
      records.checkHotkeyFree(walletId, name);
      const place = wallet.kind === "practice" ? "practice" : await readyPlace(password, true);
      const record = await addHotkey(walletId, name, place);
      try {
        records.addHotkey(record);
      } catch (error) {
        await secrets.forget(place, hotkeyAccount(record.hotkeyId)).catch(() => undefined);
        throw error;
      }
      publish();
      return views.get(walletId);
    },
    async openVault(passphrase) {
      if (!places.vault.exists()) refuseWeak(passphrase, [], "passphrase");
      await attempts.guard(VAULT_SUBJECT, async () => ((await places.vault.open(passphrase)) ? true : null));
      publish();
      return places.view();
    },
  };
}
