import { timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { wipe, wipeSecret } from "#src/keys/secret-record.ts";
import type { KeyParts } from "./key-parts.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import { removeFile } from "./write-file-atomic.ts";

export interface MoveInput {
  readonly walletId: string;
  readonly hotkeyName?: string | undefined;
  readonly to: "keychain" | "vault";
  readonly password?: string | undefined;
  readonly removeFile: boolean;
}

/** Moving secrets between places. */
export interface Moving {
  /**
   * The secret is kept in the new place and opened from there before the old one is removed.
   * Errors: `KEY_MOVE_USELESS`, `KEY_WATCH_ONLY`, `KEY_PRACTICE_ONLY`, `KEY_PASSWORD_NEEDED`, `KEY_VAULT_CLOSED`,
   * `KEY_KEYCHAIN_ABSENT`, `AUTH_…`.
   */
  move(input: MoveInput): Promise<WalletView>;
}

export function createMoving({
  records,
  secrets,
  places,
  keeping,
  views,
  publish,
}: Pick<KeyParts, "records" | "secrets" | "places" | "keeping" | "views" | "publish">): Moving {
  const check = (place: string, to: string): void => {
    if (place === to) {
      throw new AppError("KEY_MOVE_USELESS", "The secret lies there already.", {
        hint: "Choose another place.",
        field: "to",
      });
    }
    if (place === "none") {
      throw new AppError("KEY_WATCH_ONLY", "Only the address is known here; there is no secret to move.", {
        hint: "Restore the key from its words, a backup or a keyfile.",
      });
    }
    if (place === "practice") {
      throw new AppError("KEY_PRACTICE_ONLY", "A practice wallet stays in its own place.", {
        hint: "Make a wallet with a password for real use.",
      });
    }
  };
  const openVault = async (to: string, password: string | undefined): Promise<void> => {
    if (to !== "vault" || places.vault.isOpen() || password === undefined) return;
    if (!places.vault.exists()) keeping.refuseWeak(password, [], "password");
    await places.vault.open(password);
  };

  const moveColdkey = async ({ walletId, to, password, removeFile: drop }: MoveInput): Promise<void> => {
    const wallet = records.wallet(walletId);
    check(wallet.place, to);
    const moved = { ...wallet, place: to, link: null };
    const account = coldkeyAccount(walletId);
    if (wallet.place === "btcli") {
      if (password === undefined) {
        throw new AppError("KEY_PASSWORD_NEEDED", "A coldkey file is opened with its password and kept under it.", {
          hint: "Give the password of the coldkey file.",
          field: "password",
        });
      }
      const secret = await secrets.openColdkey(wallet, password);
      const hasWords = secret.words !== undefined;
      try {
        await secrets.keepColdkey(moved, secret, password);
        wipeSecret(await secrets.openColdkey(moved, password));
      } finally {
        wipeSecret(secret);
      }
      records.updateWallet(walletId, { place: to, link: null, hasWords });
      if (drop && wallet.link !== null) await removeFile(join(wallet.link, "coldkey"));
      return;
    }
    // Our own record is encrypted already: it moves as it is.
    const bytes = await secrets.coldkeyBytes(wallet);
    const home = await places.at(to);
    await home.set(account, bytes);
    const back = await home.get(account);
    if (!back || back.length !== bytes.length || !timingSafeEqual(back, bytes)) throw unreadable();
    records.updateWallet(walletId, { place: to });
    wipe(bytes, back);
    await secrets.forget(wallet.place, account);
  };

  const moveHotkey = async (input: MoveInput & { readonly hotkeyName: string }): Promise<void> => {
    const { walletId, hotkeyName, to, password, removeFile: drop } = input;
    const hotkey = records.hotkey(walletId, hotkeyName);
    check(hotkey.place, to);
    const moved = { ...hotkey, place: to, link: null };
    const secret = await secrets.openHotkey(hotkey, password);
    const hasWords = secret.words !== undefined;
    try {
      await openVault(to, password);
      await secrets.keepHotkey(moved, secret);
      wipeSecret(await secrets.openHotkey(moved));
    } finally {
      wipeSecret(secret);
    }
    records.updateHotkey(hotkey.hotkeyId, { place: to, link: null, hasWords });
    if (hotkey.place !== "btcli") await secrets.forget(hotkey.place, hotkeyAccount(hotkey.hotkeyId));
    else if (drop && hotkey.link !== null) await removeFile(hotkey.link);
  };

  return {
    async move(input) {
      records.wallet(input.walletId);
      const { hotkeyName } = input;
      await (hotkeyName === undefined ? moveColdkey(input) : moveHotkey({ ...input, hotkeyName }));
      publish();
      return views.get(input.walletId);
    },
  };
}

const unreadable = (): AppError =>
  new AppError("KEY_MOVE_FAILED", "The new place did not give the secret back. Nothing was removed.", {
    hint: "Check the new place, then try again.",
  });
