import { z } from "zod";
import { procedure } from "./define.ts";
import { keyName, ss58 } from "./scalars.ts";
import { optionalPassword, walletId, walletView } from "./wallet-views.ts";

/** A keyfile of a btcli folder, looked at without opening it. */
export const keyfileFacts = z.strictObject({
  path: z.string(),
  address: ss58.nullable(),
  encryption: z.enum(["nacl", "fernet", "ansible", "plain", "damaged", "missing", "unreadable"]),
  /** Permission bits such as `0600`; null where there is no file. */
  mode: z.string().nullable(),
  /** What should be done about it, in a sentence; null where all is well. */
  advice: z.string().nullable(),
  /** It can be brought to current encryption in place. */
  upgradable: z.boolean(),
});
export type KeyfileFacts = z.infer<typeof keyfileFacts>;

/** A wallet of a btcli folder. */
export const btcliWalletView = z.strictObject({
  name: z.string(),
  path: z.string(),
  address: ss58.nullable(),
  coldkey: keyfileFacts,
  hotkeys: z.array(keyfileFacts.extend({ name: z.string() })),
  /** The wallet of this profile that has the same coldkey. */
  walletId: z.string().nullable(),
});
export type BtcliWalletView = z.infer<typeof btcliWalletView>;

/** btcli's own wallet folders, in place. */
export const btcliProcedures = {
  btcliList: procedure(
    "read",
    "Wallets of a btcli folder (~/.bittensor/wallets where none is named)",
    z.strictObject({ folder: z.string().min(1).max(4_096).optional() }),
    z.strictObject({ folder: z.string(), wallets: z.array(btcliWalletView) }),
  ),
  btcliLink: procedure(
    "write",
    "Use a btcli wallet folder in place, without copying its keys",
    z.strictObject({ path: z.string().min(1).max(4_096), name: keyName.optional() }),
    walletView,
  ),
  btcliImport: procedure(
    "secret",
    "Copy a btcli wallet folder with its hotkeys into this profile",
    z.strictObject({
      path: z.string().min(1).max(4_096),
      name: keyName.optional(),
      /** The password of the coldkey file. */
      filePassword: optionalPassword,
      /** The password here; the file's own where left out. */
      password: optionalPassword,
      /** Names of hotkeys; all where left out. */
      hotkeys: z.array(keyName).max(256).optional(),
      /** The password of encrypted hotkey files. */
      hotkeyPassword: optionalPassword,
    }),
    walletView,
  ),
  btcliExport: procedure(
    "secret",
    "Write a wallet as btcli keyfiles",
    z.strictObject({
      walletId,
      /** The folder of wallets; ~/.bittensor/wallets where none is named. */
      folder: z.string().min(1).max(4_096).optional(),
      /** The wallet's folder name; its own name where left out. */
      name: keyName.optional(),
      hotkeys: z.array(keyName).max(256).optional(),
      /** The wallet's password. */
      password: optionalPassword,
      /** The password of the written coldkey; the wallet's own where left out. */
      filePassword: optionalPassword,
      /** Replace files that are there already. */
      overwrite: z.boolean().default(false),
    }),
    z.strictObject({ path: z.string(), files: z.array(z.string()) }),
  ),
  btcliUpgrade: procedure(
    "secret",
    "Bring a keyfile to btcli's current encryption; what was written is read back before the old file goes",
    z.strictObject({
      path: z.string().min(1).max(4_096),
      /** The password it has now, where it has one. */
      password: optionalPassword,
      /** The password it gets; the present one where left out. */
      newPassword: optionalPassword,
    }),
    keyfileFacts,
  ),
} as const;
