import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { HotkeyView, KeychainView, WalletView } from "#src/contract/wallet.ts";
import { type AddressBook, createAddressBook } from "./address-book.ts";
import { createAttempts } from "./attempts.ts";
import { type Backup, type BackupSettings, createBackup } from "./backup.ts";
import { type BtcliWallets, createBtcliWallets } from "./btcli/btcli-wallets.ts";
import { createKeyfileCipher } from "./btcli/keyfile-cipher.ts";
import { type Care, createCare } from "./care.ts";
import { createDrafts, type Drafts } from "./drafts.ts";
import { createKeeping } from "./keeping.ts";
import { createKeyCrypto, type KdfCost, type KeyCrypto } from "./key-crypto.ts";
import type { KeyParts } from "./key-parts.ts";
import { createKeySources } from "./key-sources.ts";
import { keyTables } from "./key-tables.ts";
import { type KeychainProbe, probeKeytar } from "./keytar-keychain.ts";
import { createMaking, type Making } from "./making.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createMoveFiles, type MoveFiles } from "./move-files.ts";
import { createMoving, type Moving } from "./moving.ts";
import { createPlaces } from "./places.ts";
import { createPracticeKeychain } from "./practice-keychain.ts";
import { createRestoring, type Restoring } from "./restoring.ts";
import { createSealing, DEFAULT_COST } from "./sealing.ts";
import { createSecrets } from "./secrets.ts";
import { createSessions } from "./sessions.ts";
import { createSigning, type Signing } from "./signing.ts";
import { createVault } from "./vault/vault.ts";
import { createViews } from "./views.ts";
import { createWalletRecords } from "./wallet-records.ts";

export interface KeysDeps {
  /** This profile's folder; the vault and the practice key live in it. */
  readonly profileDir: string;
  readonly store: Store;
  readonly events: Pick<Events, "publish">;
  readonly clock: Clock;
  /** Whether an unlocked coldkey signs without its password: only where main itself asks the person. Yes where left out. */
  readonly unlockedSigns?: boolean;
  /** Minutes without use until an unlocked coldkey locks itself; asked at each use. */
  readonly autoLockMinutes: () => number;
  /** `vault` leaves the OS keychain alone (tests, servers); `auto` uses it where it answers. */
  readonly keychain?: "auto" | "vault";
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  /** How long the OS keychain may take to answer the probe. */
  readonly probeTimeoutMs?: number;
  /** Cost of new encryptions; only tests lower it. */
  readonly kdfCost?: KdfCost;
  readonly crypto?: KeyCrypto;
  /** Settings that a backup carries; none where left out. */
  readonly settings?: BackupSettings;
}

/** Everything the app does with keys. Errors are `AppError`s whose codes begin with `KEY_` or `AUTH_`. */
export interface Keys extends Making, Signing, Restoring, Care, Moving, MoveFiles, BtcliWallets, Messages, AddressBook {
  list(): WalletView[];
  /** Error: `KEY_WALLET_UNKNOWN`. */
  get(walletId: string): WalletView;
  /** Errors: `KEY_WALLET_UNKNOWN`, `KEY_HOTKEY_UNKNOWN`. */
  hotkey(walletId: string, name: string): HotkeyView;
  keychain(): Promise<KeychainView>;
  draft: Drafts["make"];
  backup: Backup["backup"];
  previewBackup: Backup["previewBackup"];
  restoreBackup: Backup["restoreBackup"];
  /** Locks everything, forgets drafts, closes the vault and ends the worker. */
  stop(): Promise<void>;
}

/**
 * Opens the key room of a profile. Does not wait for the OS keychain: its probe runs meanwhile, and only calls that
 * need a secret's place wait for it.
 */
export async function createKeys(deps: KeysDeps): Promise<Keys> {
  const { profileDir, store, events, clock } = deps;
  store.migrate("keys", keyTables);
  const crypto = deps.crypto ?? createKeyCrypto();
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const sealing = createSealing(crypto, random, deps.kdfCost ?? DEFAULT_COST);
  const probe = async (): Promise<KeychainProbe> =>
    deps.keychain === "vault"
      ? { keychain: null, reason: "The vault file was chosen for this profile." }
      : probeKeytar({
          platform: deps.platform ?? process.platform,
          env: deps.env ?? process.env,
          timeoutMs: deps.probeTimeoutMs ?? 5_000,
        });
  const vault = createVault(join(profileDir, "vault"), sealing);
  const places = createPlaces(probe, vault, createPracticeKeychain(profileDir, store));
  const attempts = createAttempts(store, clock);
  const records = createWalletRecords(store);
  const env = deps.env ?? process.env;
  const cipher = createKeyfileCipher(crypto, random);
  const secrets = createSecrets({ places, sealing, cipher, attempts, records, env });
  const drafts = createDrafts(clock);
  const publish = (): void => events.publish("wallet.changed", views.list());
  const sessions = createSessions(clock, () => deps.autoLockMinutes() * 60_000, publish);
  const views = createViews(records, sessions, clock);
  const base = { clock, store, env, crypto, sealing, cipher, attempts, places, records, secrets, sessions, drafts };
  const parts: KeyParts = {
    ...base,
    views,
    publish,
    unlockedSigns: deps.unlockedSigns ?? true,
    keeping: createKeeping({ ...base, views, publish }),
  };

  const signing = createSigning(parts);
  const sources = createKeySources(parts);
  const book = createAddressBook(parts);
  const settings = deps.settings ?? { read: () => ({}), write: () => undefined };
  const backup = createBackup({ ...parts, book, settings });
  const restoring = createRestoring({ ...parts, sources });

  return {
    ...createMaking(parts),
    ...signing,
    ...restoring,
    ...createCare({ ...parts, readBackup: backup.readBackup }),
    ...createMoving(parts),
    ...createMoveFiles({ ...parts, restoring }),
    ...createBtcliWallets({ ...parts, sources }),
    ...createMessages({ records, signing }),
    ...book,
    backup: backup.backup,
    previewBackup: backup.previewBackup,
    restoreBackup: backup.restoreBackup,
    list: views.list,
    get: views.get,
    hotkey: views.hotkey,
    keychain: () => places.view(),
    draft: drafts.make,
    async stop() {
      sessions.lockAll();
      drafts.dropAll();
      vault.close();
      await crypto.close();
    },
  };
}
