import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#src/app-error.ts";
import { wipe } from "#src/keys/secret-record.ts";
import type { Keychain } from "../keychain.ts";
import type { Opened, Sealing } from "../sealing.ts";
import { removeFile, writeFileAtomic } from "../write-file-atomic.ts";
import { readVaultContent, writeVaultContent } from "./vault-content.ts";

/** The keychain of a machine without one: files in the profile's `vault` folder. */
export interface Vault extends Keychain {
  readonly kind: "vault";
  /** A vault was made in this profile. */
  exists(): boolean;
  /** Makes the vault under a passphrase, or opens it. False where the passphrase is wrong. */
  open(passphrase: string): Promise<boolean>;
  /** Forgets the passphrase and the secrets in memory. */
  close(): void;
}

const SUBJECT = "hotkeys";

/**
 * Hotkey secrets lie together in one file that its passphrase opens once a session. Coldkeys are encrypted with
 * their own passwords already and lie beside it, one file each, so they need no passphrase.
 * Errors: `KEY_VAULT_CLOSED`, `KEY_VAULT_DAMAGED`, `KEY_FILE_DAMAGED`, `KEY_WRITE_FAILED`.
 */
export function createVault(folder: string, sealing: Sealing): Vault {
  const file = join(folder, "hotkeys.vault");
  const coldkeyFile = (account: string): string | null => {
    const match = /^coldkey\/([\w-]{1,64})$/.exec(account);
    return match ? join(folder, `coldkey-${match[1]}.sealed`) : null;
  };
  let opened: Omit<Opened, "bytes"> | null = null;
  let entries = new Map<string, Uint8Array>();
  // One write after the other: each holds the whole content.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const mustBeOpen = (): Omit<Opened, "bytes"> => {
    if (opened) return opened;
    throw new AppError("KEY_VAULT_CLOSED", "The vault file is closed, and this key lies in it.", {
      hint: existsSync(file)
        ? "Open the vault with its passphrase first."
        : "Choose a passphrase for the vault first (this machine has no OS keychain).",
    });
  };

  const write = async (next: Map<string, Uint8Array>, key: Omit<Opened, "bytes">): Promise<void> => {
    const bytes = writeVaultContent(next);
    try {
      await writeFileAtomic(file, new TextEncoder().encode(await sealing.sealAgain("vault", SUBJECT, bytes, key)));
    } finally {
      wipe(bytes);
    }
    entries = next;
  };

  return {
    kind: "vault",
    label: "vault file",
    exists: () => existsSync(file),
    isOpen: () => opened !== null,
    open: (passphrase) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        if (!existsSync(file)) {
          const fresh = await sealing.newKey(passphrase);
          await write(new Map(), fresh);
          opened = fresh;
          return true;
        }
        const found = await sealing.open(await readFile(file, "utf8"), "vault", SUBJECT, passphrase);
        if (!found) return false;
        try {
          entries = readVaultContent(found.bytes);
        } finally {
          wipe(found.bytes);
        }
        opened = { key: found.key, kdf: found.kdf };
        if (sealing.isWeak(found.kdf)) {
          // Written when machines were slower: the same content under a key of today's cost.
          const fresh = await sealing.newKey(passphrase);
          await write(entries, fresh);
          wipe(found.key);
          opened = fresh;
        }
        return true;
      }),
    close() {
      wipe(opened?.key, ...entries.values());
      opened = null;
      entries = new Map();
    },
    async get(account) {
      const own = coldkeyFile(account);
      if (own) return existsSync(own) ? new Uint8Array(await readFile(own)) : null;
      mustBeOpen();
      return entries.get(account)?.slice() ?? null;
    },
    set: (account, secret) =>
      inTurn(async () => {
        const own = coldkeyFile(account);
        if (own) return writeFileAtomic(own, secret);
        await write(new Map(entries).set(account, secret.slice()), mustBeOpen());
      }),
    remove: (account) =>
      inTurn(async () => {
        const own = coldkeyFile(account);
        if (own) return removeFile(own);
        const key = mustBeOpen();
        const next = new Map(entries);
        const old = next.get(account);
        if (!next.delete(account)) return;
        await write(next, key);
        wipe(old);
      }),
  };
}
