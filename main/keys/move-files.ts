import { base64 } from "@scure/base";
import { AppError } from "#src/app-error.ts";
import { type MoveContent, moveContent } from "#src/keys/move-content.ts";
import { decodeSecret, encodeSecret, wipe, wipeSecret } from "#src/keys/secret-record.ts";
import { addressOf, publicKeyOf } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import { hotkeyAccount } from "./keychain.ts";
import type { Restoring } from "./restoring.ts";

/** A move file's content without the one secret that never leaves the key room. */
export type MoveFacts = Omit<MoveContent, "hotkey"> & {
  readonly hotkey: { readonly name: string; readonly address: string };
};

/** Move files: one hotkey's secret with public facts beside it, encrypted under a passphrase of its own. */
export interface MoveFiles {
  /** Errors: `KEY_PASSWORD_WEAK`, `KEY_WATCH_ONLY`, `KEY_VAULT_CLOSED` and those of the hotkey's place. */
  sealMove(walletId: string, facts: MoveFacts, passphrase: string, vaultPassphrase?: string): Promise<string>;
  /** Errors: `KEY_FILE_DAMAGED`, `KEY_FILE_NEWER`, `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`. */
  readMove(file: string, passphrase: string): Promise<MoveFacts>;
  /**
   * Keeps the hotkey of a move file under its coldkey, which is watched by its address where no wallet has it. Says what
   * it made, so that a cancelled move can take exactly that away again. Errors: as above, `KEY_ADDRESS_TAKEN`,
   * `KEY_NAME_TAKEN`, `KEY_VAULT_CLOSED`.
   */
  keepMoved(input: {
    readonly file: string;
    readonly passphrase: string;
    readonly walletName?: string | undefined;
    readonly hotkeyName?: string | undefined;
    readonly vaultPassphrase?: string | undefined;
  }): Promise<{ readonly walletId: string; readonly hotkeyName: string; readonly madeWallet: boolean }>;
  /** Takes away what `keepMoved` made; what is gone already is no error. Error: `KEY_VAULT_CLOSED`. */
  forgetMoved(made: {
    readonly walletId: string;
    readonly hotkeyName: string;
    readonly madeWallet: boolean;
  }): Promise<void>;
}

const SUBJECT = "tausmith move";

export function createMoveFiles({
  records,
  secrets,
  places,
  sealing,
  attempts,
  keeping,
  publish,
  restoring,
}: Pick<KeyParts, "records" | "secrets" | "places" | "sealing" | "attempts" | "keeping" | "publish"> & {
  readonly restoring: Pick<Restoring, "watch">;
}): MoveFiles {
  const damaged = (cause?: unknown): AppError =>
    new AppError("KEY_FILE_DAMAGED", "The move file opened, but its content cannot be read.", {
      hint: "Make the move file again on the old machine.",
      field: "file",
      cause,
    });

  const open = async (file: string, passphrase: string): Promise<MoveContent> => {
    const opened = await attempts.guard("move", () => sealing.open(file, "move", SUBJECT, passphrase));
    wipe(opened.key);
    try {
      return moveContent.parse(JSON.parse(new TextDecoder().decode(opened.bytes)));
    } catch (cause) {
      throw damaged(cause);
    } finally {
      wipe(opened.bytes);
    }
  };

  return {
    async sealMove(walletId, facts, passphrase, vaultPassphrase) {
      const record = records.hotkey(walletId, facts.hotkey.name);
      keeping.refuseWeak(passphrase, [facts.hotkey.name, facts.wallet.name], "passphrase");
      if (record.place === "none") {
        throw new AppError("KEY_WATCH_ONLY", "This hotkey is watched by its address only; its secret is not here.", {
          hint: "Move the miner from the machine that has the hotkey.",
        });
      }
      if (vaultPassphrase !== undefined) await keeping.readyPlace(vaultPassphrase, places.vault.exists());
      const secret = await secrets.openHotkey(record);
      const plain = encodeSecret(secret);
      wipeSecret(secret);
      const content = moveContent.parse({
        ...facts,
        hotkey: { ...facts.hotkey, secret: base64.encode(plain) },
      } satisfies MoveContent);
      wipe(plain);
      const bytes = new TextEncoder().encode(JSON.stringify(content));
      try {
        return await sealing.seal("move", SUBJECT, bytes, passphrase);
      } finally {
        wipe(bytes);
      }
    },
    async readMove(file, passphrase) {
      const { hotkey, ...facts } = await open(file, passphrase);
      return { ...facts, hotkey: { name: hotkey.name, address: hotkey.address } };
    },
    async keepMoved({ file, passphrase, walletName, hotkeyName, vaultPassphrase }) {
      const content = await open(file, passphrase);
      const bytes = base64.decode(content.hotkey.secret);
      const secret = decodeSecret(bytes);
      wipe(bytes);
      if (!secret) throw damaged();
      if (addressOf(publicKeyOf(secret.secretKey)) !== content.hotkey.address) {
        wipeSecret(secret);
        throw damaged();
      }
      const here = records.wallets().find(({ address }) => address === content.wallet.address);
      const name = hotkeyName ?? content.hotkey.name;
      const noted =
        here &&
        records.hotkeys(here.walletId).find((one) => one.address === content.hotkey.address && one.place === "none");
      let walletId = here?.walletId;
      try {
        // A noted hotkey gives its name up together with its place.
        const among = noted?.name === name ? "" : (here?.walletId ?? "");
        records.checkHotkeyFree(among, name, content.hotkey.address);
        const place =
          here?.kind === "practice" ? "practice" : await keeping.readyPlace(vaultPassphrase ?? passphrase, true);
        walletId ??= restoring.watch(walletName ?? content.wallet.name, content.wallet.address).walletId;
        // A hotkey that was only noted by its address gets its secret.
        if (noted) records.removeHotkey(noted.hotkeyId);
        await keeping.hotkey(walletId, { name, secret }, place);
      } catch (error) {
        wipeSecret(secret);
        if (noted && here && !records.hotkeys(here.walletId).some((one) => one.hotkeyId === noted.hotkeyId)) {
          records.addHotkey(noted);
        }
        if (!here && walletId !== undefined) records.removeWallet(walletId);
        publish();
        throw error;
      }
      return { walletId, hotkeyName: name, madeWallet: !here };
    },
    async forgetMoved({ walletId, hotkeyName, madeWallet }) {
      const wallet = records.wallets().find((one) => one.walletId === walletId);
      if (!wallet) return;
      const hotkey = records.hotkeys(walletId).find(({ name }) => name === hotkeyName);
      if (hotkey) {
        // The secret first: where its place is closed, nothing has changed yet.
        await secrets.forget(hotkey.place, hotkeyAccount(hotkey.hotkeyId));
        records.removeHotkey(hotkey.hotkeyId);
      }
      if (madeWallet && wallet.kind === "watch" && records.hotkeys(walletId).length === 0)
        records.removeWallet(walletId);
      publish();
    },
  };
}
