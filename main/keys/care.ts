import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { type KeySecret, wipeSecret } from "#src/keys/secret-record.ts";
import { readWords } from "#src/keys/words.ts";
import type { BackupReading } from "./backup.ts";
import { type Answer, answersMatch, askPositions } from "./drafts.ts";
import { addressOf, publicKeyOf, secretFromWords } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import { VAULT_SUBJECT } from "./making.ts";
import type { WalletRecord } from "./wallet-records.ts";

/** Looking after keys that are here. */
export interface Care {
  /** Errors: `KEY_WATCH_ONLY`, `KEY_PASSWORD_NEEDED`, `AUTH_…`. The strings are secrets. */
  show(input: {
    readonly walletId: string;
    readonly hotkeyName?: string | undefined;
    readonly password?: string | undefined;
  }): Promise<{ address: string; words: string[] | null; seed: string | null; path: string | null }>;
  /** Errors: `KEY_WORDS_ABSENT`. */
  askWords(walletId: string): { asks: number[] };
  /** Errors: `KEY_WORDS_NOT_ASKED`, `KEY_WORDS_MISMATCH`, `AUTH_…`. */
  confirmWords(walletId: string, password: string | undefined, answers: readonly Answer[]): Promise<WalletView>;
  /**
   * Removes a wallet with its hotkeys. A coldkey that lies here asks for its password and for its words or a backup
   * that opens and holds it; hotkeys that lie here must be in that backup or be removed before.
   * Errors: `KEY_REMOVAL_UNPROVEN`, `KEY_WORDS_MISMATCH`, `KEY_BACKUP_LACKS`, `KEY_HOTKEYS_REMAIN`, `AUTH_…`.
   */
  remove(input: {
    readonly walletId: string;
    readonly password?: string | undefined;
    readonly words?: string | undefined;
    readonly backup?: { readonly file: string; readonly passphrase: string } | undefined;
  }): Promise<WalletView[]>;
  removeHotkey(walletId: string, hotkeyName: string, password: string | undefined): Promise<WalletView>;
}

const isOwn = (place: string): boolean => place === "keychain" || place === "vault" || place === "practice";

export function createCare({
  clock,
  records,
  secrets,
  sessions,
  places,
  attempts,
  views,
  publish,
  readBackup,
}: Pick<KeyParts, "clock" | "records" | "secrets" | "sessions" | "places" | "attempts" | "views" | "publish"> & {
  readonly readBackup: (file: string, passphrase: string) => Promise<BackupReading>;
}): Care {
  const asked = new Map<string, number[]>();

  const needPassword = (password: string | undefined): string => {
    if (password !== undefined) return password;
    throw new AppError("KEY_PASSWORD_NEEDED", "This asks for the wallet's password.", {
      hint: "Give the password.",
      field: "password",
    });
  };

  /** The person at the keys is their owner: the coldkey's password, or the vault's where only hotkeys are here. */
  const confirmOwner = async (wallet: WalletRecord, password: string | undefined): Promise<void> => {
    if (wallet.kind === "practice") return;
    if (wallet.kind === "password") return wipeSecret(await secrets.openColdkey(wallet, needPassword(password)));
    if (!places.vault.exists()) return;
    const passphrase = needPassword(password);
    await attempts.guard(VAULT_SUBJECT, async () => ((await places.vault.open(passphrase)) ? true : null));
  };

  const openColdkey = (wallet: WalletRecord, password: string | undefined): Promise<KeySecret> => {
    if (wallet.kind === "watch") {
      throw new AppError("KEY_WATCH_ONLY", "This coldkey is watched by its address only; its secret is not here.", {
        hint: "Restore it from its words, a backup or a keyfile.",
      });
    }
    return secrets.openColdkey(wallet, wallet.kind === "practice" ? null : needPassword(password));
  };

  const wordsOf = (secret: KeySecret): string[] | null =>
    secret.words ? new TextDecoder().decode(secret.words).split(" ") : null;

  const proveByWords = async (wallet: WalletRecord, text: string): Promise<void> => {
    const kept = records.hotkeys(wallet.walletId).filter(({ place }) => isOwn(place));
    if (kept.length > 0) {
      const names = kept.map(({ name }) => name).join(", ");
      throw new AppError("KEY_HOTKEYS_REMAIN", `The coldkey's words do not bring back its hotkeys: ${names}.`, {
        hint: "Remove these hotkeys first, or prove with a backup that holds them.",
      });
    }
    const secret = await secretFromWords(readWords(text));
    const fits = addressOf(publicKeyOf(secret.secretKey)) === wallet.address;
    wipeSecret(secret);
    if (fits) return;
    throw new AppError("KEY_WORDS_MISMATCH", "These words belong to another coldkey.", {
      hint: "Find the paper with this wallet's words. Without them or a backup it cannot be brought back.",
      field: "words",
    });
  };

  const proveByBackup = async (
    wallet: WalletRecord,
    password: string | undefined,
    backup: { readonly file: string; readonly passphrase: string },
  ): Promise<void> => {
    const reading = await readBackup(backup.file, backup.passphrase);
    const saved = reading.wallets.find((one) => one.address === wallet.address);
    const lacks = (name: string): AppError =>
      new AppError("KEY_BACKUP_LACKS", `This backup does not hold ${name} in a form that opens.`, {
        hint: "Make a new backup, then remove the wallet with that one.",
        field: "backup",
      });
    if (!saved?.coldkey) throw lacks(`the coldkey of "${wallet.name}"`);
    if (!(await secrets.opensTo(wallet, saved.coldkey, needPassword(password)))) throw lacks("this coldkey");
    for (const hotkey of records.hotkeys(wallet.walletId)) {
      if (!isOwn(hotkey.place)) continue;
      const copy = saved.hotkeys.find((one) => one.address === hotkey.address);
      if (!copy?.secret) throw lacks(`the hotkey "${hotkey.name}"`);
    }
  };

  return {
    async show({ walletId, hotkeyName, password }) {
      const wallet = records.wallet(walletId);
      let secret: KeySecret;
      if (hotkeyName === undefined) secret = await openColdkey(wallet, password);
      else {
        const hotkey = records.hotkey(walletId, hotkeyName);
        if (hotkey.place === "none") {
          throw new AppError("KEY_WATCH_ONLY", "This hotkey is noted by its address only; its secret is not here.", {
            hint: "Restore it from its words or a keyfile.",
          });
        }
        await confirmOwner(wallet, password);
        secret = await secrets.openHotkey(hotkey);
      }
      const words = wordsOf(secret);
      const seed = words || !secret.seed ? null : `0x${Buffer.from(secret.seed).toString("hex")}`;
      const address = addressOf(publicKeyOf(secret.secretKey));
      const path = secret.path ?? null;
      wipeSecret(secret);
      return { address, words, seed, path };
    },
    askWords(walletId) {
      const wallet = records.wallet(walletId);
      if (!wallet.hasWords) {
        throw new AppError("KEY_WORDS_ABSENT", "This wallet's words are not known here, so they cannot be checked.", {
          hint: "Check your backup instead: restore's preview shows what it holds.",
        });
      }
      // How many words there are is known only after the password; twelve is what every phrase has at least.
      const asks = asked.get(walletId) ?? askPositions(12);
      asked.set(walletId, asks);
      return { asks };
    },
    async confirmWords(walletId, password, answers) {
      const wallet = records.wallet(walletId);
      const asks = asked.get(walletId);
      if (!asks) {
        throw new AppError("KEY_WORDS_NOT_ASKED", "No words were asked for.", { hint: "Begin the check again." });
      }
      const secret = await openColdkey(wallet, password);
      const words = wordsOf(secret);
      wipeSecret(secret);
      if (!words || !answersMatch(words, asks, answers)) {
        const list = asks.map((index) => index + 1).join(", ");
        throw new AppError("KEY_WORDS_MISMATCH", `Words ${list} are not the ones of this wallet.`, {
          hint: "If your paper is lost or wrong, show the words now and write them down again.",
          field: "answers",
        });
      }
      asked.delete(walletId);
      records.updateWallet(walletId, { wordsCheckedAtMs: clock.nowMs() });
      publish();
      return views.get(walletId);
    },
    async remove({ walletId, password, words, backup }) {
      const wallet = records.wallet(walletId);
      const hotkeys = records.hotkeys(walletId);
      const guarded = wallet.kind === "password" && isOwn(wallet.place);
      if (guarded) {
        await confirmOwner(wallet, password);
        if (backup !== undefined) await proveByBackup(wallet, password, backup);
        else if (words !== undefined) await proveByWords(wallet, words);
        else {
          throw new AppError(
            "KEY_REMOVAL_UNPROVEN",
            "Removing a coldkey asks for its words or a backup that holds it.",
            {
              hint: "Give the words from your paper, or a backup file with its passphrase.",
              field: "words",
            },
          );
        }
      } else if (wallet.kind !== "practice" && hotkeys.some(({ place }) => isOwn(place))) {
        throw new AppError("KEY_HOTKEYS_REMAIN", "Hotkeys of this wallet have their secrets here.", {
          hint: "Remove these hotkeys first, one by one.",
        });
      }
      sessions.lock(walletId);
      // The facts go first: a secret without facts is harmless, facts without a secret are a riddle.
      records.removeWallet(walletId);
      publish();
      if (isOwn(wallet.place)) await secrets.forget(wallet.place, coldkeyAccount(walletId));
      for (const { place, hotkeyId } of hotkeys) if (isOwn(place)) await secrets.forget(place, hotkeyAccount(hotkeyId));
      return views.list();
    },
    async removeHotkey(walletId, hotkeyName, password) {
      const wallet = records.wallet(walletId);
      const hotkey = records.hotkey(walletId, hotkeyName);
      if (isOwn(hotkey.place)) {
        await confirmOwner(wallet, password);
        await secrets.forget(hotkey.place, hotkeyAccount(hotkey.hotkeyId));
      }
      records.removeHotkey(hotkey.hotkeyId);
      publish();
      return views.get(walletId);
    },
  };
}
