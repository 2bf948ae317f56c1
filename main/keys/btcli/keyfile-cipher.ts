import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AppError } from "#src/app-error.ts";
import { type Envelope, type EnvelopeKind, readEnvelope, writeNaclEnvelope } from "#src/keys/keyfile-envelope.ts";
import { wipe } from "#src/keys/secret-record.ts";
import type { KeyCrypto } from "../key-crypto.ts";

/** PBKDF2 with SHA-256, in Node's own threads. */
export type Pbkdf2 = (
  password: Uint8Array,
  salt: Uint8Array | string,
  rounds: number,
  length: number,
) => Promise<Uint8Array>;

const run = promisify(pbkdf2);
const nodePbkdf2: Pbkdf2 = (password, salt, rounds, length) => run(password, salt, rounds, length, "sha256");
const utf8 = new TextEncoder();

/** btcli's cost and its salt, which is the same for everyone (facts C4): equal passwords give equal keys. */
export const NACL_COST = { opslimit: 8, memlimit: 536_870_912 } as const;
const NACL_SALT = Uint8Array.from([
  0x13, 0x71, 0x83, 0xdf, 0xf1, 0x5a, 0x09, 0xbc, 0x9c, 0x90, 0xb5, 0x51, 0x87, 0x39, 0xe9, 0xb1,
]);
const FERNET_SALT = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";
const FERNET_ROUNDS = 10_000_000;
const ANSIBLE_ROUNDS = 10_000;

/** Opens and seals btcli's keyfiles. Passwords are the caller's to wipe or forget. */
export interface KeyfileCipher {
  /**
   * The plain bytes of a keyfile, or null where the password is wrong or the content was changed (which look the
   * same). Errors: `KEY_FILE_DAMAGED`, `KEY_PASSWORD_NEEDED`.
   */
  open(bytes: Uint8Array, password: string | null, name: string): Promise<Uint8Array | null>;
  /** The `$NACL` form of plain bytes. */
  seal(plain: Uint8Array, password: string): Promise<Uint8Array>;
}

/** Removes PKCS#7 padding; null where it is none. */
function unpad(bytes: Buffer): Uint8Array | null {
  const count = bytes.at(-1) ?? 0;
  const fits =
    count >= 1 && count <= 16 && bytes.length >= count && bytes.subarray(-count).every((byte) => byte === count);
  return fits ? new Uint8Array(bytes.subarray(0, -count)) : null;
}

const macFits = (key: Uint8Array, data: Uint8Array, mac: Uint8Array): boolean =>
  timingSafeEqual(createHmac("sha256", key).update(data).digest(), mac);

async function openFernet(
  derive: Pbkdf2,
  parts: Envelope & { kind: "fernet" },
  password: Uint8Array,
): Promise<Uint8Array | null> {
  const key = await derive(password, FERNET_SALT, FERNET_ROUNDS, 32);
  try {
    if (!macFits(key.subarray(0, 16), parts.signed, parts.mac)) return null;
    const cipher = createDecipheriv("aes-128-cbc", key.subarray(16), parts.iv).setAutoPadding(false);
    return unpad(Buffer.concat([cipher.update(parts.ciphertext), cipher.final()]));
  } finally {
    wipe(key);
  }
}

async function openAnsible(
  derive: Pbkdf2,
  parts: Envelope & { kind: "ansible" },
  password: Uint8Array,
): Promise<Uint8Array | null> {
  const keys = await derive(password, parts.salt, ANSIBLE_ROUNDS, 80);
  try {
    if (!macFits(keys.subarray(32, 64), parts.ciphertext, parts.mac)) return null;
    const cipher = createDecipheriv("aes-256-ctr", keys.subarray(0, 32), keys.subarray(64));
    return unpad(Buffer.concat([cipher.update(parts.ciphertext), cipher.final()]));
  } finally {
    wipe(keys);
  }
}

export function createKeyfileCipher(
  crypto: KeyCrypto,
  random: (length: number) => Uint8Array,
  derive: Pbkdf2 = nodePbkdf2,
): KeyfileCipher {
  const naclKey = (password: Uint8Array): Promise<Uint8Array> =>
    crypto.argon2("argon2i13", password, NACL_SALT, NACL_COST);

  const openWith = async (envelope: Envelope, password: string): Promise<Uint8Array | null> => {
    const bytes = utf8.encode(password);
    try {
      if (envelope.kind === "fernet") return await openFernet(derive, envelope, bytes);
      if (envelope.kind === "ansible") return await openAnsible(derive, envelope, bytes);
      if (envelope.kind !== "nacl") return null;
      const key = await naclKey(bytes);
      try {
        return await crypto.boxOpen(key, envelope.nonce, envelope.box);
      } finally {
        wipe(key);
      }
    } finally {
      wipe(bytes);
    }
  };

  return {
    async open(bytes, password, name) {
      const envelope = readEnvelope(bytes);
      if (envelope.kind === "damaged") {
        throw new AppError(
          "KEY_FILE_DAMAGED",
          `The file ${name} is damaged: it begins like a ${envelope.as} file and breaks off or breaks the format.`,
          {
            hint: "Take it from a backup, or restore the key from its words.",
            field: "path",
          },
        );
      }
      if (envelope.kind === "plain") return utf8.encode(envelope.text);
      if (password === null) {
        throw new AppError("KEY_PASSWORD_NEEDED", `The file ${name} is encrypted.`, {
          hint: "Give the password it was encrypted with.",
          field: "password",
        });
      }
      const opened = await openWith(envelope, password);
      // btcli cuts spaces off the ends of a typed password (facts C6).
      const trimmed = password.trim();
      return opened ?? (trimmed !== password && trimmed !== "" ? openWith(envelope, trimmed) : null);
    },
    async seal(plain, password) {
      const bytes = utf8.encode(password);
      const key = await naclKey(bytes);
      const nonce = random(24);
      try {
        return writeNaclEnvelope(nonce, await crypto.boxSeal(key, nonce, plain));
      } finally {
        wipe(bytes, key);
      }
    },
  };
}

/** How a keyfile is encrypted. */
export const envelopeKind = (bytes: Uint8Array): EnvelopeKind => readEnvelope(bytes).kind;
