import { randomUUID } from "node:crypto";
import { decodeAddress } from "@polkadot/util-crypto";
import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { KeySource } from "#src/contract/wallet-restore.ts";
import { wipeSecret } from "#src/keys/secret-record.ts";
import type { FoundKey } from "./btcli/keyfile-secret.ts";
import { addressOf } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import type { KeySources } from "./key-sources.ts";

/** What `inspect` tells about a key before it is kept. */
export interface Inspection {
  readonly address: string;
  readonly confirmed: boolean;
  readonly hasWords: boolean;
  readonly suggestedName: string | null;
  readonly walletId: string | null;
}

/** Bringing keys in, watching addresses, and names. */
export interface Restoring {
  inspect(source: KeySource): Promise<Inspection>;
  /** Errors: those of the source, `KEY_ADDRESS_UNEXPECTED`, `KEY_FILE_UNCONFIRMED`, `KEY_NAME_TAKEN`, `KEY_PASSWORD_WEAK`. */
  restore(input: {
    readonly name: string;
    readonly password: string;
    readonly source: KeySource;
    readonly expectAddress?: string | undefined;
  }): Promise<WalletView>;
  restoreHotkey(input: {
    readonly walletId: string;
    readonly name: string;
    readonly source: KeySource;
    readonly expectAddress?: string | undefined;
    readonly password?: string | undefined;
  }): Promise<WalletView>;
  /** Errors: `KEY_ADDRESS_INVALID`, `KEY_NAME_TAKEN`, `KEY_ADDRESS_TAKEN`. */
  watch(name: string, address: string): WalletView;
  watchHotkey(walletId: string, name: string, address: string): WalletView;
  rename(walletId: string, name: string): WalletView;
  renameHotkey(walletId: string, hotkeyName: string, name: string): WalletView;
}

/** The address with prefix 42. Error: `KEY_ADDRESS_INVALID`. */
export function checkedAddress(text: string, field = "address"): string {
  try {
    const publicKey = decodeAddress(text);
    if (publicKey.length === 32) return addressOf(publicKey);
  } catch {
    // Told below.
  }
  throw new AppError("KEY_ADDRESS_INVALID", "This is not a valid address: its checksum does not fit.", {
    hint: "Copy it again; a character is missing or changed.",
    field,
  });
}

export function createRestoring({
  clock,
  records,
  keeping,
  views,
  publish,
  sources,
}: Pick<KeyParts, "clock" | "records" | "keeping" | "views" | "publish"> & {
  readonly sources: KeySources;
}): Restoring {
  /** A file without any public field could hold a changed key unnoticed; then the address must be said. */
  const checkExpected = (found: FoundKey, source: KeySource, expectAddress: string | undefined): void => {
    const refuse = (code: string, message: string, hint: string): never => {
      wipeSecret(found.secret);
      throw new AppError(code, message, { hint, field: "expectAddress", details: { address: found.address } });
    };
    if (expectAddress !== undefined) {
      if (checkedAddress(expectAddress, "expectAddress") === found.address) return;
      refuse(
        "KEY_ADDRESS_UNEXPECTED",
        `This key's address is ${found.address}, not the one that was expected.`,
        "Check the words, the derivation path and the phrase password.",
      );
    }
    if (source.kind === "btcli" && !found.confirmed) {
      refuse(
        "KEY_FILE_UNCONFIRMED",
        `Nothing in this file confirms that its key is whole. Its address would be ${found.address}.`,
        "If that is the address you know, give it as the expected address.",
      );
    }
  };

  return {
    async inspect(source) {
      const { address, confirmed, secret, suggestedName } = await sources.read(source);
      const hasWords = secret.words !== undefined;
      wipeSecret(secret);
      const here = records.wallets().find((one) => one.address === address);
      return { address, confirmed, hasWords, suggestedName, walletId: here?.walletId ?? null };
    },
    async restore({ name, password, source, expectAddress }) {
      keeping.refuseWeak(password, [name], "password");
      const found = await sources.read(source);
      checkExpected(found, source, expectAddress);
      const place = await keeping.readyPlace(password, false);
      const typed = source.kind === "words";
      const facts = { name, kind: "password", place, wordsCheckedAtMs: typed ? clock.nowMs() : null } as const;
      return keeping.wallet(found.secret, facts, password, []);
    },
    async restoreHotkey({ walletId, name, source, expectAddress, password }) {
      const wallet = records.wallet(walletId);
      const found = await sources.read(source);
      checkExpected(found, source, expectAddress);
      const noted = records.hotkeys(walletId).find((one) => one.address === found.address && one.place === "none");
      const place = wallet.kind === "practice" ? "practice" : await keeping.readyPlace(password, true);
      // A hotkey that was only noted by its address gets its secret.
      if (noted) records.removeHotkey(noted.hotkeyId);
      try {
        return await keeping.hotkey(walletId, { name, secret: found.secret }, place);
      } catch (error) {
        if (noted) records.addHotkey(noted);
        throw error;
      }
    },
    watch(name, address) {
      const known = checkedAddress(address);
      records.checkFree(name, known);
      const walletId = randomUUID();
      records.addWallet({
        walletId,
        name,
        address: known,
        kind: "watch",
        place: "none",
        link: null,
        hasWords: false,
        wordsCheckedAtMs: null,
        createdAtMs: clock.nowMs(),
      });
      publish();
      return views.get(walletId);
    },
    watchHotkey(walletId, name, address) {
      records.wallet(walletId);
      const known = checkedAddress(address);
      records.checkHotkeyFree(walletId, name, known);
      records.addHotkey({
        hotkeyId: randomUUID(),
        walletId,
        name,
        address: known,
        place: "none",
        link: null,
        hasWords: false,
        createdAtMs: clock.nowMs(),
      });
      publish();
      return views.get(walletId);
    },
    rename(walletId, name) {
      const wallet = records.wallet(walletId);
      // Another spelling of its own name is no clash.
      if (wallet.name.toLowerCase() !== name.toLowerCase()) records.checkFree(name, null);
      records.updateWallet(walletId, { name });
      publish();
      return views.get(walletId);
    },
    renameHotkey(walletId, hotkeyName, name) {
      records.wallet(walletId);
      const hotkey = records.hotkey(walletId, hotkeyName);
      if (hotkey.name.toLowerCase() !== name.toLowerCase()) records.checkHotkeyFree(walletId, name, null);
      records.updateHotkey(hotkey.hotkeyId, { name });
      publish();
      return views.get(walletId);
    },
  };
}
