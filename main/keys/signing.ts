import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { wipe, wipeSecret } from "#src/keys/secret-record.ts";
import { addressOf, publicKeyOf, signWith } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import type { Secrets } from "./secrets.ts";

/** A hotkey for the miner process. `secretKey` is a secret: the caller wipes it. */
export interface MinerKey {
  readonly address: string;
  readonly publicKey: Uint8Array;
  /** 64 bytes, as Substrate libraries hold it. */
  readonly secretKey: Uint8Array;
}

export interface Signing {
  /** Whether a signature of this coldkey wants the password, or a confirmation only (practice, or unlocked). */
  needs(walletId: string): "password" | "confirmation";
  /**
   * A 64-byte sr25519 signature in the context `substrate`. A password that is given is always checked; without one
   * the coldkey must be unlocked, and the front must be one whose confirmation no page can give by itself. `practiceNetwork` tells whether the signature is for our own practice network.
   * Errors: `KEY_WATCH_ONLY`, `KEY_PRACTICE_ONLY`, `KEY_LOCKED`, `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`.
   */
  signAsColdkey(
    walletId: string,
    payload: Uint8Array,
    auth: { readonly password?: string | undefined; readonly practiceNetwork: boolean },
  ): Promise<Uint8Array>;
  /** Signs with a hotkey, which needs no password. Errors: `KEY_HOTKEY_UNKNOWN`, `KEY_VAULT_CLOSED`, `KEY_WATCH_ONLY`. */
  signAsHotkey(walletId: string, hotkeyName: string, payload: Uint8Array): Promise<Uint8Array>;
  /** The key a miner process gets. Same errors as `signAsHotkey`. */
  minerKey(walletId: string, hotkeyName: string): Promise<MinerKey>;
  /** Unlocks a coldkey until auto-lock; opens the vault too where its passphrase is the same. */
  unlock(walletId: string, password: string): Promise<WalletView>;
  /** Locks all coldkeys now: by hand, at sleep, at screen lock. */
  lock(): WalletView[];
}

const watchOnly = (what: string): AppError =>
  new AppError("KEY_WATCH_ONLY", `This ${what} is watched by its address only; its secret is not here.`, {
    hint: "Restore it from its words, a backup or a keyfile to sign with it.",
  });

export function createSigning({
  records,
  secrets,
  sessions,
  places,
  views,
  publish,
  unlockedSigns,
}: Pick<KeyParts, "records" | "secrets" | "sessions" | "places" | "views" | "publish" | "unlockedSigns">): Signing {
  const isUnlocked = (walletId: string): boolean => unlockedSigns && sessions.untilMs(walletId) !== null;

  const hotkeySecret: (walletId: string, name: string) => ReturnType<Secrets["openHotkey"]> = (walletId, name) => {
    records.wallet(walletId);
    const record = records.hotkey(walletId, name);
    if (record.place === "none") throw watchOnly("hotkey");
    return secrets.openHotkey(record);
  };

  return {
    needs(walletId) {
      const { kind } = records.wallet(walletId);
      const free = kind === "practice" || isUnlocked(walletId) || secrets.envPassword(walletId) !== null;
      return free ? "confirmation" : "password";
    },
    async signAsColdkey(walletId, payload, auth) {
      const record = records.wallet(walletId);
      if (record.kind === "watch") throw watchOnly("coldkey");
      if (record.kind === "practice" && !auth.practiceNetwork) {
        throw new AppError(
          "KEY_PRACTICE_ONLY",
          "A practice wallet has no password and signs on the practice network only.",
          {
            hint: "Make or restore a wallet with a password for this network.",
          },
        );
      }
      const usesSession = record.kind === "password" && auth.password === undefined && isUnlocked(walletId);
      const unlocked = usesSession ? sessions.use(walletId) : null;
      if (unlocked) return signWith(unlocked.secretKey, payload);
      const password = auth.password ?? secrets.envPassword(walletId);
      if (record.kind === "password" && password === null) {
        throw new AppError("KEY_LOCKED", `The coldkey of "${record.name}" is locked.`, {
          hint: "Give its password, or unlock the wallet first.",
          field: "password",
        });
      }
      const secret = await secrets.openColdkey(record, record.kind === "practice" ? null : password);
      try {
        return signWith(secret.secretKey, payload);
      } finally {
        wipeSecret(secret);
      }
    },
    async signAsHotkey(walletId, hotkeyName, payload) {
      const secret = await hotkeySecret(walletId, hotkeyName);
      try {
        return signWith(secret.secretKey, payload);
      } finally {
        wipeSecret(secret);
      }
    },
    async minerKey(walletId, hotkeyName) {
      const secret = await hotkeySecret(walletId, hotkeyName);
      wipe(secret.seed, secret.words);
      const publicKey = publicKeyOf(secret.secretKey);
      return { address: addressOf(publicKey), publicKey, secretKey: secret.secretKey };
    },
    async unlock(walletId, password) {
      const record = records.wallet(walletId);
      if (record.kind === "watch") throw watchOnly("coldkey");
      // A practice wallet has nothing to unlock.
      if (record.kind === "practice") return views.get(walletId);
      const { secretKey, seed, words } = await secrets.openColdkey(record, password);
      // Signing needs the key alone; words and seed do not stay in memory.
      wipe(seed, words);
      sessions.unlock(walletId, { secretKey });
      const { kind } = await places.preferred();
      if (kind === "vault" && places.vault.exists() && !places.vault.isOpen()) {
        // Most people use one password for both; another one is no error here.
        if (await places.vault.open(password)) publish();
      }
      return views.get(walletId);
    },
    lock() {
      sessions.lockAll();
      return views.list();
    },
  };
}
