import { randomUUID } from "node:crypto";
import { base64 } from "@scure/base";
import { AppError } from "#src/app-error.ts";
import type { BackupChange, BackupView } from "#src/contract/wallet-care.ts";
import { type BackupContent, type BackupWallet, backupContent } from "#src/keys/backup-content.ts";
import { encodeSecret, wipe, wipeSecret } from "#src/keys/secret-record.ts";
import type { AddressBook } from "./address-book.ts";
import { readKeyFile } from "./btcli/read-key-file.ts";
import type { KeyParts } from "./key-parts.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import type { HotkeyRecord, Place, WalletRecord } from "./wallet-records.ts";

/** Settings of the profile, as far as a backup carries them. */
export interface BackupSettings {
  read(): Readonly<Record<string, unknown>>;
  write(values: Readonly<Record<string, unknown>>): void;
}

/** An opened backup with its secrets as bytes. */
export interface BackupReading {
  readonly wallets: readonly {
    readonly address: string;
    readonly coldkey: Uint8Array | null;
    readonly hotkeys: readonly { readonly address: string; readonly secret: Uint8Array | null }[];
  }[];
}

/** Backup files: one encrypted text with all keys, labels and settings. */
export interface Backup {
  /** Errors: `KEY_PASSWORD_WEAK`, `KEY_VAULT_CLOSED`, `KEY_KEYCHAIN_ABSENT`, `KEY_FILE_…` of linked keyfiles. */
  backup(passphrase: string, vaultPassphrase?: string): Promise<{ fileName: string; file: string }>;
  /** Errors: `KEY_FILE_DAMAGED`, `KEY_FILE_NEWER`, `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`. */
  previewBackup(file: string, passphrase: string): Promise<BackupView>;
  /** Nothing that is here is replaced. Errors: as above and `KEY_VAULT_CLOSED`. */
  restoreBackup(file: string, passphrase: string, vaultPassphrase?: string): Promise<BackupView>;
  readBackup(file: string, passphrase: string): Promise<BackupReading>;
}

const SUBJECT = "tausmith backup";

interface PlannedWallet {
  readonly saved: BackupWallet;
  readonly change: BackupChange;
  readonly here: WalletRecord | null;
  readonly hotkeys: readonly {
    readonly saved: BackupWallet["hotkeys"][number];
    readonly change: BackupChange;
    readonly here: HotkeyRecord | null;
  }[];
}

/** The first of `name`, `name (2)`, `name (3)` … that is not taken; names stay within 64 characters. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  for (let n = 2; ; n += 1) {
    const next = `${name.slice(0, 58)} (${n})`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}

export function createBackup({
  clock,
  store,
  records,
  secrets,
  places,
  sealing,
  attempts,
  keeping,
  publish,
  book,
  settings,
}: Pick<
  KeyParts,
  "clock" | "store" | "records" | "secrets" | "places" | "sealing" | "attempts" | "keeping" | "publish"
> & {
  readonly book: AddressBook;
  readonly settings: BackupSettings;
}): Backup {
  const read = async (file: string, passphrase: string): Promise<BackupContent> => {
    const opened = await attempts.guard("backup", () => sealing.open(file, "backup", SUBJECT, passphrase));
    wipe(opened.key);
    try {
      return backupContent.parse(JSON.parse(new TextDecoder().decode(opened.bytes)));
    } catch (cause) {
      throw new AppError("KEY_FILE_DAMAGED", "The backup opened, but its content cannot be read.", {
        hint: "Use another backup.",
        field: "file",
        cause,
      });
    } finally {
      wipe(opened.bytes);
    }
  };

  const hotkeySecret = async (record: HotkeyRecord): Promise<Uint8Array | null> => {
    if (record.place === "none") return null;
    try {
      const secret = await secrets.openHotkey(record);
      const bytes = encodeSecret(secret);
      wipeSecret(secret);
      return bytes;
    } catch (error) {
      // An encrypted linked keyfile goes in as it is.
      const sealed = error instanceof AppError && error.code === "KEY_PASSWORD_NEEDED" && record.link !== null;
      if (sealed) return (await readKeyFile(record.link as string)).bytes;
      throw error;
    }
  };

  const take = (bytes: Uint8Array | null): string | null => {
    const text = bytes && base64.encode(bytes);
    wipe(bytes);
    return text;
  };

  const collect = async (): Promise<BackupContent> => {
    const wallets: BackupWallet[] = [];
    for (const wallet of records.wallets()) {
      const hotkeys: BackupWallet["hotkeys"] = [];
      for (const hotkey of records.hotkeys(wallet.walletId)) {
        const { name, address, hasWords, createdAtMs } = hotkey;
        hotkeys.push({ name, address, hasWords, createdAtMs, secret: take(await hotkeySecret(hotkey)) });
      }
      const { name, address, kind, hasWords, wordsCheckedAtMs, createdAtMs } = wallet;
      const coldkey = kind === "watch" ? null : take(await secrets.coldkeyBytes(wallet));
      wallets.push({ name, address, kind, hasWords, wordsCheckedAtMs, createdAtMs, coldkey, hotkeys });
    }
    const addresses = book.addresses().map(({ address, label, note }) => ({ address, label, note }));
    return backupContent.parse({
      version: 1,
      madeAtMs: clock.nowMs(),
      wallets,
      addresses,
      settings: settings.read(),
    });
  };

  const plan = (content: BackupContent): PlannedWallet[] => {
    const taken = new Set(records.wallets().map(({ name }) => name.toLowerCase()));
    return content.wallets.map((saved) => {
      const here = records.wallets().find(({ address }) => address === saved.address) ?? null;
      const completes = here?.kind === "watch" && saved.coldkey !== null;
      const name = here ? here.name : freeName(saved.name, taken);
      if (!here) taken.add(name.toLowerCase());
      const known = here ? records.hotkeys(here.walletId) : [];
      const hotkeyNames = new Set(known.map((one) => one.name.toLowerCase()));
      const hotkeys = saved.hotkeys.map((hotkey) => {
        const own = known.find(({ address }) => address === hotkey.address) ?? null;
        const gains = own?.place === "none" && hotkey.secret !== null;
        const hotkeyName = own ? own.name : freeName(hotkey.name, hotkeyNames);
        if (!own) hotkeyNames.add(hotkeyName.toLowerCase());
        return { saved: hotkey, here: own, change: changeOf("hotkey", hotkey, own !== null, gains, hotkeyName) };
      });
      return { saved, here, hotkeys, change: changeOf("wallet", saved, here !== null, completes, name) };
    });
  };

  const changesOf = (content: BackupContent, planned: readonly PlannedWallet[]): BackupChange[] => {
    const known = new Set(book.addresses().map(({ address }) => address));
    const addresses = content.addresses.map(({ label, address }) =>
      changeOf("address", { name: label, address }, known.has(address), false, label),
    );
    const same = JSON.stringify(content.settings) === JSON.stringify(settings.read());
    return [
      ...planned.flatMap(({ change, hotkeys }) => [change, ...hotkeys.map((one) => one.change)]),
      ...addresses,
      { what: "settings", name: "Settings", address: null, change: same ? "same" : "add", newName: null },
    ];
  };

  /** Puts one wallet's secrets into their places, then writes the facts; undone if anything fails. */
  const bringIn = async ({ saved, here, change, hotkeys }: PlannedWallet, home: Place): Promise<void> => {
    const place: Place = saved.kind === "practice" ? "practice" : home;
    const walletId = here?.walletId ?? randomUUID();
    const kept: [string, string][] = [];
    const put = async (account: string, text: string): Promise<void> => {
      const bytes = base64.decode(text);
      kept.push([place, account]);
      await (await places.at(place)).set(account, bytes);
      wipe(bytes);
    };
    const gainsColdkey = saved.coldkey !== null && change.change !== "same";
    const incoming = hotkeys
      .filter((one) => one.change.change !== "same")
      .map((one) => ({ ...one, id: one.here?.hotkeyId ?? randomUUID() }));
    try {
      if (gainsColdkey) await put(coldkeyAccount(walletId), saved.coldkey as string);
      for (const { saved: hotkey, id } of incoming)
        if (hotkey.secret !== null) await put(hotkeyAccount(id), hotkey.secret);
      store.transaction(() => {
        const facts = {
          kind: saved.kind,
          place: (gainsColdkey ? place : "none") as Place,
          hasWords: saved.hasWords,
          wordsCheckedAtMs: saved.wordsCheckedAtMs,
        };
        const { address, createdAtMs } = saved;
        const name = change.newName ?? change.name;
        if (!here) records.addWallet({ walletId, name, address, link: null, createdAtMs, ...facts });
        else if (gainsColdkey) records.updateWallet(walletId, { ...facts, link: null });
        for (const { saved: hotkey, change: own, here: old, id } of incoming) {
          const hotkeyPlace = (hotkey.secret === null ? "none" : place) as Place;
          if (old) records.updateHotkey(id, { place: hotkeyPlace, hasWords: hotkey.hasWords, link: null });
          else {
            records.addHotkey({
              hotkeyId: id,
              walletId,
              name: own.newName ?? own.name,
              address: hotkey.address,
              place: hotkeyPlace,
              link: null,
              hasWords: hotkey.hasWords,
              createdAtMs: hotkey.createdAtMs,
            });
          }
        }
      });
    } catch (error) {
      for (const [where, account] of kept) await secrets.forget(where, account).catch(() => undefined);
      throw error;
    }
  };

  return {
    async backup(passphrase, vaultPassphrase) {
      keeping.refuseWeak(passphrase, [], "passphrase");
      if (vaultPassphrase !== undefined) await keeping.readyPlace(vaultPassphrase, places.vault.exists());
      const bytes = new TextEncoder().encode(JSON.stringify(await collect()));
      try {
        const file = await sealing.seal("backup", SUBJECT, bytes, passphrase);
        const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
        return { fileName: `tausmith-backup-${day}.json`, file };
      } finally {
        wipe(bytes);
      }
    },
    async previewBackup(file, passphrase) {
      const content = await read(file, passphrase);
      return { madeAtMs: content.madeAtMs, changes: changesOf(content, plan(content)) };
    },
    async restoreBackup(file, passphrase, vaultPassphrase) {
      const content = await read(file, passphrase);
      const planned = plan(content);
      const changes = changesOf(content, planned);
      const news = planned.filter(({ change, hotkeys }) =>
        [change, ...hotkeys.map((one) => one.change)].some((one) => one.change !== "same"),
      );
      const wantsVault = news.some(
        ({ saved, hotkeys }) => saved.kind !== "practice" && hotkeys.some((one) => one.saved.secret !== null),
      );
      const home = await keeping.readyPlace(vaultPassphrase ?? passphrase, wantsVault);
      for (const one of news) await bringIn(one, home);
      const known = new Set(book.addresses().map(({ address }) => address));
      for (const { address, label, note } of content.addresses)
        if (!known.has(address)) book.saveAddress(address, label, note);
      settings.write(content.settings);
      publish();
      return { madeAtMs: content.madeAtMs, changes };
    },
    async readBackup(file, passphrase) {
      const content = await read(file, passphrase);
      const bytes = (text: string | null): Uint8Array | null => (text === null ? null : base64.decode(text));
      return {
        wallets: content.wallets.map(({ address, coldkey, hotkeys }) => ({
          address,
          coldkey: bytes(coldkey),
          hotkeys: hotkeys.map((one) => ({ address: one.address, secret: bytes(one.secret) })),
        })),
      };
    },
  };
}

function changeOf(
  what: BackupChange["what"],
  saved: { readonly name: string; readonly address: string },
  isHere: boolean,
  completes: boolean,
  name: string,
): BackupChange {
  const renamed = name !== saved.name && !isHere;
  const change = completes ? "complete" : isHere ? "same" : renamed ? "rename" : "add";
  return { what, name: saved.name, address: saved.address, change, newName: renamed ? name : null };
}
