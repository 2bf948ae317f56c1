import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import type { Keychain } from "./keychain.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/**
 * Secrets of practice wallets: no password, encrypted (AES-256-GCM) with a random key in `<profile>/practice.key`
 * (0600). Whoever can read the profile can use these keys, which is why they sign on the practice network only.
 */
export function createPracticeKeychain(profileDir: string, store: Store): Keychain {
  const file = join(profileDir, "practice.key");
  const read = store.db.prepare("SELECT sealed FROM practice_secrets WHERE account = ?");
  const write = store.db.prepare("INSERT OR REPLACE INTO practice_secrets (account, sealed) VALUES (?, ?)");
  const erase = store.db.prepare("DELETE FROM practice_secrets WHERE account = ?");

  /** Two first writes at once make one key; the second finds the first's. */
  const makeKey = async (): Promise<void> => {
    if (existsSync(file)) return;
    await writeFileAtomic(file, randomBytes(32), { exclusive: true }).catch((error) => {
      if (!existsSync(file)) throw error;
    });
  };
  const damaged = (cause?: unknown): AppError =>
    new AppError("KEY_PRACTICE_DAMAGED", "The practice wallet's key file is missing or damaged.", {
      hint: "Make a new practice wallet; practice TAO has no value.",
      cause,
    });

  return {
    kind: "practice",
    label: "practice wallet",
    isOpen: () => true,
    async get(account) {
      const row = read.get(account) as { sealed: Uint8Array } | undefined;
      if (!row) return null;
      const sealed = row.sealed;
      try {
        const decipher = createDecipheriv("aes-256-gcm", readFileSync(file), sealed.subarray(0, 12));
        decipher.setAAD(Buffer.from(account));
        decipher.setAuthTag(sealed.subarray(12, 28));
        return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]));
      } catch (cause) {
        throw damaged(cause);
      }
    },
    async set(account, secret) {
      await makeKey();
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", readFileSync(file), nonce);
      cipher.setAAD(Buffer.from(account));
      const body = Buffer.concat([cipher.update(secret), cipher.final()]);
      write.run(account, Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    async remove(account) {
      erase.run(account);
    },
  };
}
