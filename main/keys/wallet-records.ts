import type { z } from "zod";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import type { secretPlace, WalletView } from "#src/contract/wallet.ts";

export type Place = z.infer<typeof secretPlace>;

export interface WalletRecord {
  readonly walletId: string;
  readonly name: string;
  readonly address: string;
  readonly kind: WalletView["kind"];
  readonly place: Place;
  /** The btcli wallet folder this wallet is read from, where it is linked. */
  readonly link: string | null;
  readonly hasWords: boolean;
  readonly wordsCheckedAtMs: number | null;
  readonly createdAtMs: number;
}

export interface HotkeyRecord {
  readonly hotkeyId: string;
  readonly walletId: string;
  readonly name: string;
  readonly address: string;
  readonly place: Place;
  readonly link: string | null;
  readonly hasWords: boolean;
  readonly createdAtMs: number;
}

/** The public facts about wallets and hotkeys, in the profile's database. */
export interface WalletRecords {
  wallets(): WalletRecord[];
  /** Error: `KEY_WALLET_UNKNOWN`. */
  wallet(walletId: string): WalletRecord;
  hotkeys(walletId: string): HotkeyRecord[];
  /** Error: `KEY_HOTKEY_UNKNOWN`. */
  hotkey(walletId: string, name: string): HotkeyRecord;
  /** Errors: `KEY_NAME_TAKEN`, `KEY_ADDRESS_TAKEN`. */
  checkFree(name: string, address: string | null): void;
  /** Errors: `KEY_NAME_TAKEN`, `KEY_ADDRESS_TAKEN`. A watched hotkey of the address is no hindrance. */
  checkHotkeyFree(walletId: string, name: string, address: string | null): void;
  /** The secret of this hotkey is known here, under whichever wallet. */
  holdsHotkey(address: string): boolean;
  addWallet(record: WalletRecord): void;
  addHotkey(record: HotkeyRecord): void;
  /** Sets columns of a wallet or hotkey. */
  updateWallet(walletId: string, change: Partial<Omit<WalletRecord, "walletId">>): void;
  updateHotkey(hotkeyId: string, change: Partial<Omit<HotkeyRecord, "hotkeyId" | "walletId">>): void;
  removeWallet(walletId: string): void;
  removeHotkey(hotkeyId: string): void;
}

const WALLET =
  "SELECT wallet_id AS walletId, name, address, kind, place, link, has_words AS hasWords, words_checked_at_ms AS wordsCheckedAtMs, created_at_ms AS createdAtMs FROM wallets";
const HOTKEY =
  "SELECT hotkey_id AS hotkeyId, wallet_id AS walletId, name, address, place, link, has_words AS hasWords, created_at_ms AS createdAtMs FROM hotkeys";

const flag = <T extends { hasWords: unknown }>(row: unknown): T =>
  ({ ...(row as T), hasWords: (row as T).hasWords === 1 }) as T;

const COLUMNS: Readonly<Record<string, string>> = {
  name: "name",
  address: "address",
  kind: "kind",
  place: "place",
  link: "link",
  hasWords: "has_words",
  wordsCheckedAtMs: "words_checked_at_ms",
  createdAtMs: "created_at_ms",
};

export function createWalletRecords(store: Store): WalletRecords {
  const { db } = store;
  const update = (table: string, key: string, id: string, change: Readonly<Record<string, unknown>>): void => {
    const names = Object.keys(change).filter((name) => name in COLUMNS);
    if (names.length === 0) return;
    const values = names.map((name) => (typeof change[name] === "boolean" ? Number(change[name]) : change[name]));
    db.prepare(`UPDATE ${table} SET ${names.map((name) => `${COLUMNS[name]} = ?`).join(", ")} WHERE ${key} = ?`).run(
      ...(values as (string | number | null)[]),
      id,
    );
  };
  const taken = (what: string, field: string): AppError =>
    new AppError(field === "address" ? "KEY_ADDRESS_TAKEN" : "KEY_NAME_TAKEN", what, {
      hint: field === "address" ? "Use the one that is here already." : "Choose another name.",
      field,
    });

  return {
    wallets: () =>
      db
        .prepare(`${WALLET} ORDER BY created_at_ms, rowid`)
        .all()
        .map(flag<WalletRecord>),
    wallet(walletId) {
      const row = db.prepare(`${WALLET} WHERE wallet_id = ?`).get(walletId);
      if (row) return flag<WalletRecord>(row);
      throw new AppError("KEY_WALLET_UNKNOWN", "There is no such wallet in this profile.", {
        hint: "Choose one of the wallets that are listed.",
        field: "walletId",
      });
    },
    hotkeys: (walletId) =>
      db
        .prepare(`${HOTKEY} WHERE wallet_id = ? ORDER BY created_at_ms, rowid`)
        .all(walletId)
        .map(flag<HotkeyRecord>),
    hotkey(walletId, name) {
      const row = db.prepare(`${HOTKEY} WHERE wallet_id = ? AND name = ?`).get(walletId, name);
      if (row) return flag<HotkeyRecord>(row);
      throw new AppError("KEY_HOTKEY_UNKNOWN", `This wallet has no hotkey named "${name}".`, {
        hint: "Choose one of the wallet's hotkeys, or make a new one.",
        field: "hotkeyName",
      });
    },
    checkFree(name, address) {
      if (db.prepare("SELECT 1 FROM wallets WHERE name = ?").get(name)) {
        throw taken(`There is a wallet named "${name}" already.`, "name");
      }
      const holder = address && db.prepare("SELECT name FROM wallets WHERE address = ?").get(address);
      if (holder)
        throw taken(`The wallet "${(holder as { name: string }).name}" holds this coldkey already.`, "address");
    },
    checkHotkeyFree(walletId, name, address) {
      const holder =
        address && db.prepare("SELECT name FROM hotkeys WHERE address = ? AND place <> 'none'").get(address);
      if (holder) throw taken(`The hotkey "${(holder as { name: string }).name}" is this key already.`, "address");
      if (db.prepare("SELECT 1 FROM hotkeys WHERE wallet_id = ? AND name = ?").get(walletId, name)) {
        throw taken(`This wallet has a hotkey named "${name}" already.`, "name");
      }
    },
    holdsHotkey: (address) =>
      db.prepare("SELECT 1 FROM hotkeys WHERE address = ? AND place <> 'none'").get(address) !== undefined,
    addWallet(record) {
      const { walletId, name, address, kind, place, link, hasWords, wordsCheckedAtMs, createdAtMs } = record;
      db.prepare(
        "INSERT INTO wallets (wallet_id, name, address, kind, place, link, has_words, words_checked_at_ms, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ).run(walletId, name, address, kind, place, link, Number(hasWords), wordsCheckedAtMs, createdAtMs);
    },
    addHotkey(record) {
      const { hotkeyId, walletId, name, address, place, link, hasWords, createdAtMs } = record;
      db.prepare(
        "INSERT INTO hotkeys (hotkey_id, wallet_id, name, address, place, link, has_words, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      ).run(hotkeyId, walletId, name, address, place, link, Number(hasWords), createdAtMs);
    },
    updateWallet: (walletId, change) => update("wallets", "wallet_id", walletId, change),
    updateHotkey: (hotkeyId, change) => update("hotkeys", "hotkey_id", hotkeyId, change),
    removeWallet(walletId) {
      db.prepare("DELETE FROM wallets WHERE wallet_id = ?").run(walletId);
    },
    removeHotkey(hotkeyId) {
      db.prepare("DELETE FROM hotkeys WHERE hotkey_id = ?").run(hotkeyId);
    },
  };
}
