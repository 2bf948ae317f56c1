import { timingSafeEqual } from "node:crypto";
import { AppError } from "#src/app-error.ts";
import { decodeSecret, encodeSecret, type KeySecret, wipe, wipeSecret } from "#src/keys/secret-record.ts";
import type { Attempts } from "./attempts.ts";
import { addressOf, publicKeyOf } from "./key-material.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import type { Places } from "./places.ts";
import type { Sealing } from "./sealing.ts";
import type { HotkeyRecord, WalletRecord } from "./wallet-records.ts";

/** Puts key secrets into their places and takes them out again. Whoever gets a `KeySecret` wipes it. */
export interface Secrets {
  /** Keeps a coldkey, encrypted with its password (or plainly in the practice place), and reads it back to be sure. */
  keepColdkey(record: WalletRecord, secret: KeySecret, password: string | null): Promise<void>;
  /** Errors: `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`, `KEY_SECRET_MISSING`, `KEY_FILE_DAMAGED`, those of the place. */
  openColdkey(record: WalletRecord, password: string | null): Promise<KeySecret>;
  keepHotkey(record: HotkeyRecord, secret: KeySecret): Promise<void>;
  openHotkey(record: HotkeyRecord): Promise<KeySecret>;
  /** Removes what was kept; used to undo a creation and to remove a wallet. */
  forget(place: string, account: string): Promise<void>;
}

/** Refuses a secret that does not lead to the address it is filed under. */
function checked(secret: KeySecret | null, address: string): KeySecret {
  if (secret && addressOf(publicKeyOf(secret.secretKey)) === address) return secret;
  if (secret) wipeSecret(secret);
  throw new AppError("KEY_FILE_DAMAGED", "The stored key is damaged: it does not belong to its address.", {
    hint: "Restore it from a backup, or from the written-down words.",
  });
}

const missing = (): AppError =>
  new AppError("KEY_SECRET_MISSING", "The key's secret is not where this profile put it.", {
    hint: "It may have been removed in the system's keychain program. Restore it from a backup, or from its words.",
  });

export function createSecrets(deps: {
  readonly places: Places;
  readonly sealing: Sealing;
  readonly attempts: Attempts;
}): Secrets {
  const { places, sealing, attempts } = deps;

  const keep = async (place: string, account: string, bytes: Uint8Array): Promise<void> => {
    const home = await places.at(place);
    await home.set(account, bytes);
    const back = await home.get(account);
    const same = back !== null && back.length === bytes.length && timingSafeEqual(back, bytes);
    wipe(back);
    if (!same) throw missing();
  };
  const take = async (place: string, account: string): Promise<Uint8Array> => {
    const bytes = await (await places.at(place)).get(account);
    if (!bytes) throw missing();
    return bytes;
  };
  const decode = (bytes: Uint8Array, address: string): KeySecret => {
    const secret = decodeSecret(bytes);
    wipe(bytes);
    return checked(secret, address);
  };

  return {
    async keepColdkey(record, secret, password) {
      const bytes = encodeSecret(secret);
      try {
        if (password === null) return await keep(record.place, coldkeyAccount(record.walletId), bytes);
        const text = await sealing.seal("coldkey", record.address, bytes, password);
        await keep(record.place, coldkeyAccount(record.walletId), new TextEncoder().encode(text));
      } finally {
        wipe(bytes);
      }
    },
    async openColdkey(record, password) {
      const account = coldkeyAccount(record.walletId);
      if (password === null) return decode(await take(record.place, account), record.address);
      const text = new TextDecoder().decode(await take(record.place, account));
      const opened = await attempts.guard(record.walletId, () =>
        sealing.open(text, "coldkey", record.address, password),
      );
      wipe(opened.key);
      return decode(opened.bytes, record.address);
    },
    async keepHotkey(record, secret) {
      const bytes = encodeSecret(secret);
      try {
        await keep(record.place, hotkeyAccount(record.hotkeyId), bytes);
      } finally {
        wipe(bytes);
      }
    },
    openHotkey: async (record) => decode(await take(record.place, hotkeyAccount(record.hotkeyId)), record.address),
    forget: async (place, account) => (await places.at(place)).remove(account),
  };
}
