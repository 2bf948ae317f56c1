import { z } from "zod";
import { procedure } from "./define.ts";
import { keyName, password, ss58, timeMs } from "./scalars.ts";
import { answers, optionalPassword, walletId, walletView } from "./wallet-views.ts";

/** What restoring a backup does with one thing in it. */
export const backupChange = z.strictObject({
  what: z.enum(["wallet", "hotkey", "address", "settings"]),
  name: z.string(),
  address: ss58.nullable(),
  /** `add` brings it in, `same` is here already, `complete` gives a watched key its secret, `rename` adds it under another name. */
  change: z.enum(["add", "same", "complete", "rename"]),
  /** The name it gets, where that differs. */
  newName: z.string().nullable(),
});
export type BackupChange = z.infer<typeof backupChange>;

const backupView = z.strictObject({ madeAtMs: timeMs, changes: z.array(backupChange) });
export type BackupView = z.infer<typeof backupView>;

const backupFile = z.string().min(1).max(16_777_216);

/** Looking after keys: words, places, backup, removal. */
export const careProcedures = {
  askWords: procedure(
    "read",
    "Which words the yearly check asks for",
    z.strictObject({ walletId }),
    z.strictObject({ /** Positions, from 0. */ asks: z.array(z.int()) }),
  ),
  confirmWords: procedure(
    "secret",
    "Give back the words that were asked for",
    z.strictObject({ walletId, password: optionalPassword, answers }),
    walletView,
  ),
  backup: procedure(
    "secret",
    "An encrypted backup of all keys, labels and settings, as the text of a file",
    z.strictObject({
      passphrase: password,
      /** Opens the vault file where it is closed. */
      vaultPassphrase: optionalPassword,
    }),
    z.strictObject({ fileName: z.string(), file: z.string() }),
  ),
  previewBackup: procedure(
    "secret",
    "What restoring a backup would change",
    z.strictObject({ file: backupFile, passphrase: password }),
    backupView,
  ),
  restoreBackup: procedure(
    "secret",
    "Bring in what a backup has and this profile lacks; nothing here is replaced",
    z.strictObject({ file: backupFile, passphrase: password, vaultPassphrase: optionalPassword }),
    backupView,
  ),
  remove: procedure(
    "secret",
    "Remove a wallet. A coldkey asks for its password and its words or a backup that holds it",
    z.strictObject({
      walletId,
      password: optionalPassword,
      words: z.string().max(2_048).optional(),
      backup: z.strictObject({ file: backupFile, passphrase: password }).optional(),
    }),
    z.array(walletView),
  ),
  removeHotkey: procedure(
    "secret",
    "Remove a hotkey, after the wallet's password",
    z.strictObject({ walletId, hotkeyName: keyName, password: optionalPassword }),
    walletView,
  ),
  move: procedure(
    "secret",
    "Move a secret between OS keychain, vault file and btcli file; it is read back before the old one goes",
    z.strictObject({
      walletId,
      /** The coldkey where left out. */
      hotkeyName: keyName.optional(),
      to: z.enum(["keychain", "vault"]),
      /** Wanted for a coldkey that comes out of a btcli file, for an encrypted hotkey, and to open the vault. */
      password: optionalPassword,
      /** Remove the btcli keyfile too; otherwise it stays where it is. */
      removeFile: z.boolean().default(false),
    }),
    walletView,
  ),
  show: procedure(
    "secret",
    "The words (or seed) of a coldkey or hotkey, after the password",
    z.strictObject({ walletId, hotkeyName: keyName.optional(), password: optionalPassword }),
    z.strictObject({
      address: ss58,
      words: z.array(z.string()).nullable(),
      /** `0x`-hex, where there are no words. */
      seed: z.string().nullable(),
      /** The derivation path that belongs to words or seed. */
      path: z.string().nullable(),
    }),
  ),
} as const;
