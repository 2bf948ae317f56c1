import { z } from "zod";
import { procedure } from "./define.ts";
import { keyName, password, ss58 } from "./scalars.ts";
import { optionalPassword, walletId, walletView } from "./wallet-views.ts";

/** Where a key is restored from. Texts are taken as people paste them. */
export const keySource = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("words"),
    /** Numbered lists, line breaks and capital letters are forgiven. */
    words: z.string().min(1).max(2_048),
    /** A derivation path such as `//miner`. */
    path: z.string().max(256).optional(),
    /** The phrase's own password, where it has one. */
    phrasePassword: z.string().max(1_024).optional(),
  }),
  z.strictObject({
    kind: z.literal("seed"),
    /** 64 hex digits, with or without 0x. */
    seed: z.string().min(1).max(128),
    path: z.string().max(256).optional(),
  }),
  z.strictObject({
    kind: z.literal("polkadotjs"),
    /** The text of the JSON file. */
    json: z.string().min(1).max(65_536),
    filePassword: z.string().max(1_024),
  }),
  z.strictObject({
    kind: z.literal("btcli"),
    /** A keyfile, or a wallet folder (its coldkey). `~/` is the home folder. */
    path: z.string().min(1).max(4_096),
    filePassword: z.string().max(1_024).optional(),
  }),
]);
export type KeySource = z.infer<typeof keySource>;

/** Bringing keys in, and names. */
export const restoreProcedures = {
  inspect: procedure(
    "secret",
    "Look at a key before restoring it; nothing is stored",
    z.strictObject({ source: keySource }),
    z.strictObject({
      address: ss58,
      /** The source itself names the address, so a slip of the pen would have been noticed. */
      confirmed: z.boolean(),
      hasWords: z.boolean(),
      /** A name to start from, where the source has one. */
      suggestedName: z.string().nullable(),
      /** The wallet of this profile that has this coldkey already. */
      walletId: z.string().nullable(),
    }),
  ),
  restore: procedure(
    "secret",
    "Keep a coldkey from words, seed, polkadot.js JSON or btcli keyfile under a password",
    z.strictObject({
      name: keyName,
      password,
      source: keySource,
      /** The address it must have. Wanted where nothing in the source names it. */
      expectAddress: ss58.optional(),
    }),
    walletView,
  ),
  restoreHotkey: procedure(
    "secret",
    "Keep a hotkey from words, seed, polkadot.js JSON or btcli keyfile",
    z.strictObject({
      walletId,
      name: keyName,
      source: keySource,
      expectAddress: ss58.optional(),
      /** Opens the vault file where it is closed. */
      password: optionalPassword,
    }),
    walletView,
  ),
  watch: procedure(
    "write",
    "Watch a coldkey by its address",
    z.strictObject({ name: keyName, address: ss58 }),
    walletView,
  ),
  watchHotkey: procedure(
    "write",
    "Note a hotkey by its address; its secret stays elsewhere",
    z.strictObject({ walletId, name: keyName, address: ss58 }),
    walletView,
  ),
  rename: procedure("write", "Rename a wallet", z.strictObject({ walletId, name: keyName }), walletView),
  renameHotkey: procedure(
    "write",
    "Rename a hotkey",
    z.strictObject({ walletId, hotkeyName: keyName, name: keyName }),
    walletView,
  ),
} as const;
