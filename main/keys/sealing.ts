import { base64 } from "@scure/base";
import { AppError } from "#src/app-error.ts";
import {
  readSealedFile,
  type SealedFile,
  type SealedHeader,
  type SealedPurpose,
  sealedHeaderBytes,
  writeSealedFile,
} from "#src/keys/sealed-file.ts";
import { wipe } from "#src/keys/secret-record.ts";
import type { KdfCost, KeyCrypto } from "./key-crypto.ts";

/** libsodium's MODERATE: 3 passes over 256 MiB, about a second. RFC 9106 asks for 64 MiB at least. */
export const DEFAULT_COST: KdfCost = { opslimit: 3, memlimit: 256 * 1024 * 1024 };

/** An opened file: its content and the key that opened it, for writing it again without asking. Both are secrets. */
export interface Opened {
  readonly bytes: Uint8Array;
  readonly key: Uint8Array;
  readonly kdf: SealedHeader["kdf"];
}

export interface Sealing {
  /** Encrypts under a password. `bytes` stays the caller's. */
  seal(purpose: SealedPurpose, subject: string, bytes: Uint8Array, password: string): Promise<string>;
  /** Derives a key for a file that will be written many times. */
  newKey(password: string): Promise<Omit<Opened, "bytes">>;
  /** Encrypts under a key that was derived before, with a new nonce. */
  sealAgain(purpose: SealedPurpose, subject: string, bytes: Uint8Array, opened: Omit<Opened, "bytes">): Promise<string>;
  /** The file was made with a smaller cost than new ones are; it should be written again under a new key. */
  isWeak(kdf: SealedHeader["kdf"]): boolean;
  /**
   * Opens a sealed text. Null where password and content do not fit (a wrong password and a damaged body cannot be
   * told apart). Errors: `KEY_FILE_DAMAGED`, `KEY_FILE_NEWER`.
   */
  open(text: string, purpose: SealedPurpose, subject: string | null, password: string): Promise<Opened | null>;
}

const utf8 = new TextEncoder();

/** Encrypts and opens Tausmith's own files with a password. */
export function createSealing(
  crypto: KeyCrypto,
  random: (length: number) => Uint8Array,
  cost: KdfCost = DEFAULT_COST,
): Sealing {
  const derive = async (password: string, kdf: SealedHeader["kdf"]): Promise<Uint8Array> => {
    const bytes = utf8.encode(password.normalize("NFKC"));
    try {
      return await crypto.argon2("argon2id13", bytes, base64.decode(kdf.salt), kdf);
    } finally {
      wipe(bytes);
    }
  };

  const newKey: Sealing["newKey"] = async (password) => {
    const kdf = { name: "argon2id13", ...cost, salt: base64.encode(random(16)) } as const;
    return { kdf, key: await derive(password, kdf) };
  };

  const sealAgain: Sealing["sealAgain"] = async (purpose, subject, bytes, { key, kdf }) => {
    const nonce = random(24);
    const header: SealedHeader = {
      format: "tausmith-sealed",
      version: 1,
      purpose,
      subject,
      kdf,
      cipher: "xchacha20poly1305-ietf",
      nonce: base64.encode(nonce),
    };
    const body = await crypto.aeadSeal(key, nonce, bytes, sealedHeaderBytes(header));
    return writeSealedFile({ ...header, body: base64.encode(body) });
  };

  return {
    newKey,
    sealAgain,
    isWeak: ({ opslimit, memlimit }) => opslimit < cost.opslimit || memlimit < cost.memlimit,
    async seal(purpose, subject, bytes, password) {
      const made = await newKey(password);
      try {
        return await sealAgain(purpose, subject, bytes, made);
      } finally {
        wipe(made.key);
      }
    },
    async open(text, purpose, subject, password) {
      const file = readSealedFile(text);
      if (file === "newer") {
        throw new AppError("KEY_FILE_NEWER", "This encrypted record was written by a newer version of Tausmith.", {
          hint: "Install the newer version again.",
        });
      }
      if (!file || file.purpose !== purpose || (subject !== null && file.subject !== subject)) {
        throw new AppError(
          "KEY_FILE_DAMAGED",
          `The encrypted ${purpose} record is damaged or belongs to something else.`,
          {
            hint: "Restore it from a backup, or from the written-down words.",
          },
        );
      }
      const key = await derive(password, file.kdf);
      const bytes = await crypto.aeadOpen(
        key,
        base64.decode(file.nonce),
        base64.decode(file.body),
        sealedHeaderBytes(file as SealedFile),
      );
      if (bytes) return { bytes, key, kdf: file.kdf };
      wipe(key);
      return null;
    },
  };
}
