import { timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { AppError } from "#src/app-error.ts";
import { btPasswordVariable, decodeBtPassword } from "#src/keys/bt-password.ts";
import { decodeSecret, encodeSecret, type KeySecret, wipe, wipeSecret } from "#src/keys/secret-record.ts";
import { envelopeKind } from "./btcli/keyfile-cipher.ts";
import { parseKeyfile, secretOfKeyfile } from "./btcli/keyfile-secret.ts";
import { readKeyFile } from "./btcli/read-key-file.ts";
import { addressOf, publicKeyOf } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import { coldkeyAccount, hotkeyAccount } from "./keychain.ts";
import type { HotkeyRecord, WalletRecord } from "./wallet-records.ts";

/** First bytes of our own forms: a sealed file's brace and a plain record's version. */
const SEALED_START = 0x7b;
const RECORD_START = 0x01;

/** Puts key secrets into their places and takes them out again. Whoever gets a `KeySecret` wipes it. */
export interface Secrets {
  /** Keeps a coldkey, encrypted with its password (or plainly in the practice place), and reads it back to be sure. */
  keepColdkey(record: WalletRecord, secret: KeySecret, password: string | null): Promise<void>;
  /** Errors: `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`, `KEY_SECRET_MISSING`, `KEY_FILE_DAMAGED`, those of the place. */
  openColdkey(record: WalletRecord, password: string | null): Promise<KeySecret>;
  keepHotkey(record: HotkeyRecord, secret: KeySecret): Promise<void>;
  /** `password` is for a linked keyfile that is encrypted. Errors: as above and `KEY_PASSWORD_NEEDED`. */
  openHotkey(record: HotkeyRecord, password?: string): Promise<KeySecret>;
  /** The password of a linked coldkey in btcli's own environment variable; null where there is none. */
  envPassword(walletId: string): string | null;
  /** A coldkey's stored bytes as they lie in their place: encrypted, except for a practice wallet. */
  coldkeyBytes(record: WalletRecord): Promise<Uint8Array>;
  /** Whether `bytes`, taken from a backup, open to this coldkey with its password. */
  opensTo(record: WalletRecord, bytes: Uint8Array, password: string | null): Promise<boolean>;
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

export function createSecrets({
  places,
  sealing,
  cipher,
  attempts,
  records,
  env,
}: Pick<KeyParts, "places" | "sealing" | "cipher" | "attempts" | "records" | "env">): Secrets {
  const envPasswordOf = (path: string): string | null => {
    const variable = btPasswordVariable(path);
    const value = env[variable];
    return value === undefined ? null : decodeBtPassword(value, variable);
  };

  /** Opens what may be our own sealed record or a btcli keyfile. Null for a wrong password. */
  const openSealed = async (
    bytes: Uint8Array,
    address: string,
    password: string,
    name: string,
  ): Promise<KeySecret | null> => {
    if (bytes[0] === SEALED_START) {
      const opened = await sealing.open(new TextDecoder().decode(bytes), "coldkey", address, password);
      wipe(opened?.key);
      return opened && decode(opened.bytes, address);
    }
    const plain = await cipher.open(bytes, password, name);
    return plain && keyfileSecret(plain, address, name);
  };
  const keyfileSecret = async (plain: Uint8Array, address: string, name: string): Promise<KeySecret> => {
    const content = parseKeyfile(plain, name);
    wipe(plain);
    const found = await secretOfKeyfile(content, name);
    if (!found) throw missing();
    return checked(found.secret, address);
  };

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

  const coldkeyBytes = async (record: WalletRecord): Promise<Uint8Array> => {
    if (record.place === "btcli" && record.link !== null)
      return (await readKeyFile(join(record.link, "coldkey"))).bytes;
    return take(record.place, coldkeyAccount(record.walletId));
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
    coldkeyBytes,
    async openColdkey(record, password) {
      const bytes = await coldkeyBytes(record);
      if (password === null) return decode(bytes, record.address);
      // A plain keyfile begins with the same brace as a file of ours, so the place decides.
      if (record.place === "btcli" && envelopeKind(bytes) === "plain") {
        wipe(bytes);
        throw new AppError("KEY_FILE_PLAIN", "The linked coldkey file is no longer encrypted.", {
          hint: "Encrypt it with the upgrade of its btcli folder, then try again.",
        });
      }
      const name = record.link === null ? record.name : join(record.link, "coldkey");
      return attempts.guard(record.walletId, () => openSealed(bytes, record.address, password, name));
    },
    async opensTo(record, bytes, password) {
      if (password === null) {
        const secret = decodeSecret(bytes);
        if (!secret) return false;
        const fits = addressOf(publicKeyOf(secret.secretKey)) === record.address;
        wipeSecret(secret);
        return fits;
      }
      const secret = await attempts.guard(record.walletId, () =>
        openSealed(bytes, record.address, password, record.name),
      );
      wipeSecret(secret);
      return true;
    },
    envPassword(walletId) {
      const { place, link } = records.wallet(walletId);
      return place === "btcli" && link !== null ? envPasswordOf(join(link, "coldkey")) : null;
    },
    async keepHotkey(record, secret) {
      const bytes = encodeSecret(secret);
      try {
        await keep(record.place, hotkeyAccount(record.hotkeyId), bytes);
      } finally {
        wipe(bytes);
      }
    },
    async openHotkey(record, password) {
      const linked = record.place === "btcli" && record.link !== null;
      const name = record.link ?? record.name;
      const bytes = linked ? (await readKeyFile(name)).bytes : await take(record.place, hotkeyAccount(record.hotkeyId));
      if (!linked && bytes[0] === RECORD_START) return decode(bytes, record.address);
      const given = password ?? (linked ? envPasswordOf(name) : null);
      const encrypted = envelopeKind(bytes) !== "plain";
      if (given === null && encrypted) {
        throw new AppError("KEY_PASSWORD_NEEDED", `The hotkey file ${name} is encrypted.`, {
          hint: "Move the hotkey into the keychain or vault with its password; then it opens unattended.",
          field: "password",
        });
      }
      if (given === null || !encrypted) {
        const plain = await cipher.open(bytes, null, name);
        if (!plain) throw missing();
        return keyfileSecret(plain, record.address, name);
      }
      return attempts.guard(record.hotkeyId, async () => {
        const plain = await cipher.open(bytes, given, name);
        return plain && keyfileSecret(plain, record.address, name);
      });
    },
    forget: async (place, account) => {
      if (place !== "btcli" && place !== "none") await (await places.at(place)).remove(account);
    },
  };
}
