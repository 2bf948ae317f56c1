import { randomUUID } from "node:crypto";
import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { passwordProblem } from "#src/keys/password-rules.ts";
import { type KeySecret, wipeSecret } from "#src/keys/secret-record.ts";
import { addressOf, publicKeyOf } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import type { HotkeyRecord, Place, WalletRecord } from "./wallet-records.ts";

/** A hotkey to be kept with a new wallet. The secret is taken over and wiped. */
export interface NewHotkey {
  readonly name: string;
  readonly secret: KeySecret;
}

/** Takes keys in: secrets to their place first, then the facts about them; undone as a whole if anything fails. */
export interface Keeping {
  /** Error: `KEY_PASSWORD_WEAK`. */
  refuseWeak(password: string, names: readonly string[], field: string): void;
  /**
   * The place for new secrets. Where that is the vault and a hotkey is to be kept, the vault is made or opened with
   * `password`. Errors: `KEY_VAULT_CLOSED`, `KEY_PASSWORD_WEAK`.
   */
  readyPlace(password: string | undefined, needsHotkey: boolean): Promise<Place>;
  /**
   * Keeps a coldkey (null password: practice) with hotkeys. A watched wallet of the same address becomes a full one.
   * Takes over all secrets and wipes them. Errors: `KEY_NAME_TAKEN`, `KEY_ADDRESS_TAKEN`, those of the place.
   */
  wallet(
    secret: KeySecret,
    facts: Pick<WalletRecord, "name" | "kind" | "place" | "wordsCheckedAtMs">,
    password: string | null,
    hotkeys: readonly NewHotkey[],
  ): Promise<WalletView>;
  /** Keeps one more hotkey; takes the secret over. Errors: `KEY_NAME_TAKEN`, `KEY_ADDRESS_TAKEN`, those of the place. */
  hotkey(walletId: string, hotkey: NewHotkey, place: Place): Promise<WalletView>;
}

export function createKeeping({
  clock,
  store,
  records,
  secrets,
  places,
  views,
  publish,
}: Pick<KeyParts, "clock" | "store" | "records" | "secrets" | "places" | "views" | "publish">): Keeping {
  const refuseWeak: Keeping["refuseWeak"] = (password, names, field) => {
    const problem = passwordProblem(password, names);
    if (!problem) return;
    throw new AppError("KEY_PASSWORD_WEAK", `This password will not do. ${problem}`, {
      hint: "Take at least 8 characters; four or five unrelated words are strong and easy to keep.",
      field,
    });
  };

  const hotkeyRecord = (walletId: string, { name, secret }: NewHotkey, place: Place): HotkeyRecord => ({
    hotkeyId: randomUUID(),
    walletId,
    name,
    address: addressOf(publicKeyOf(secret.secretKey)),
    place,
    link: null,
    hasWords: secret.words !== undefined,
    createdAtMs: clock.nowMs(),
  });

  /** Keeps hotkeys one by one; whatever was kept is removed again if one fails or `then` does. */
  const keepAll = async (
    records_: readonly HotkeyRecord[],
    hotkeys: readonly NewHotkey[],
    then: () => void,
  ): Promise<void> => {
    const kept: HotkeyRecord[] = [];
    try {
      for (const [at, record] of records_.entries()) {
        kept.push(record);
        await secrets.keepHotkey(record, (hotkeys[at] as NewHotkey).secret);
      }
      then();
    } catch (error) {
      for (const record of kept) {
        await secrets.forget(record.place, hotkeyAccount(record.hotkeyId)).catch(() => undefined);
      }
      throw error;
    } finally {
      for (const { secret } of hotkeys) wipeSecret(secret);
    }
  };

  return {
    refuseWeak,
    async readyPlace(password, needsHotkey) {
      const home = await places.preferred();
      if (home.kind === "vault" && needsHotkey && !places.vault.isOpen() && password !== undefined) {
        if (!places.vault.exists()) refuseWeak(password, [], "password");
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
    },
    async wallet(secret, facts, password, hotkeys) {
      const address = addressOf(publicKeyOf(secret.secretKey));
      const watched = records.wallets().find((one) => one.address === address && one.kind === "watch");
      const record: WalletRecord = {
        ...facts,
        walletId: watched?.walletId ?? randomUUID(),
        address,
        link: null,
        hasWords: secret.words !== undefined,
        createdAtMs: watched?.createdAtMs ?? clock.nowMs(),
      };
      const made = hotkeys.map((hotkey) => hotkeyRecord(record.walletId, hotkey, record.place));
      let kept = false;
      try {
        if (!watched) records.checkFree(record.name, record.address);
        kept = true;
        await secrets.keepColdkey(record, secret, password);
        await keepAll(made, hotkeys, () =>
          store.transaction(() => {
            const { walletId, name, ...change } = record;
            if (watched) records.updateWallet(walletId, name === watched.name ? change : { ...change, name });
            else records.addWallet(record);
            for (const hotkey of made) {
              const old = records
                .hotkeys(walletId)
                .find((one) => one.address === hotkey.address && one.place === "none");
              if (old) records.removeHotkey(old.hotkeyId);
              records.addHotkey(hotkey);
            }
          }),
        );
      } catch (error) {
        if (kept) await secrets.forget(record.place, coldkeyAccount(record.walletId)).catch(() => undefined);
        throw error;
      } finally {
        wipeSecret(secret);
        for (const hotkey of hotkeys) wipeSecret(hotkey.secret);
      }
      publish();
      return views.get(record.walletId);
    },
    async hotkey(walletId, hotkey, place) {
      const record = hotkeyRecord(walletId, hotkey, place);
      try {
        records.checkHotkeyFree(walletId, hotkey.name, record.address);
      } catch (error) {
        wipeSecret(hotkey.secret);
        throw error;
      }
      await keepAll([record], [hotkey], () => records.addHotkey(record));
      publish();
      return views.get(walletId);
    },
  };
}
