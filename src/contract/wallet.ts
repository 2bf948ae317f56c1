import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { keyName, password, ss58, timeMs } from "./scalars.ts";
import { bookProcedures } from "./wallet-book.ts";
import { btcliProcedures } from "./wallet-btcli.ts";
import { careProcedures } from "./wallet-care.ts";
import { messageProcedures } from "./wallet-messages.ts";
import { restoreProcedures } from "./wallet-restore.ts";
import { answers, balanceView, keychainView, walletId, walletView } from "./wallet-views.ts";

export * from "./wallet-views.ts";

export const walletContract = {
  list: procedure("read", "Wallets of this profile", z.strictObject({}), z.array(walletView)),
  keychain: procedure("read", "Where secrets are kept on this machine", z.strictObject({}), keychainView),
  openVault: procedure(
    "secret",
    "Open (or make) the passphrase vault where there is no OS keychain",
    z.strictObject({ passphrase: password }),
    keychainView,
  ),
  draft: procedure(
    "secret",
    "New words, shown once; nothing is stored before `create`",
    z.strictObject({
      wordCount: z.union([z.literal(12), z.literal(15), z.literal(18), z.literal(21), z.literal(24)]).default(12),
    }),
    z.strictObject({
      draftId: z.string(),
      words: z.array(z.string()),
      /** Positions (from 0) that `create` will ask back. */
      asks: z.array(z.int()),
      expiresAtMs: timeMs,
    }),
  ),
  create: procedure(
    "secret",
    "Keep a drafted coldkey under a password, after three words were given back",
    z.strictObject({
      draftId: z.string().min(1).max(64),
      name: keyName,
      password,
      answers,
      /** Nobody gave the words back from paper, as in a script: they do not count as checked. */
      unasked: z.boolean().optional(),
      hotkeyName: keyName.optional(),
    }),
    walletView,
  ),
  createPractice: procedure(
    "write",
    "A wallet and hotkey for practising at once, without a password",
    z.strictObject({ name: keyName.default("practice"), hotkeyName: keyName.default("default") }),
    walletView,
  ),
  createHotkey: procedure(
    "secret",
    "A new hotkey under a wallet, kept so that a miner can start unattended",
    /** `password` opens the vault file where this machine has no OS keychain and the vault is still closed. */
    z.strictObject({ walletId, name: keyName, password: password.optional() }),
    walletView,
  ),
  unlock: procedure("secret", "Unlock a coldkey until auto-lock", z.strictObject({ walletId, password }), walletView),
  lock: procedure("write", "Lock all coldkeys now", z.strictObject({}), z.array(walletView)),
  ...restoreProcedures,
  ...careProcedures,
  ...btcliProcedures,
  ...messageProcedures,
  ...bookProcedures,
  balance: procedure("read", "Balances of an address", z.strictObject({ address: ss58 }), balanceView),
  changed: stream("Wallets were added, changed, locked or unlocked", z.array(walletView)),
  balancesChanged: stream("Balances of this profile's coldkeys", z.array(balanceView)),
} as const;
