import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, keyName, password, raoText, ss58, timeMs } from "./scalars.ts";

/** Where a secret lives. */
export const secretPlace = z.enum(["keychain", "vault", "btcli", "practice", "none"]);

export const hotkeyView = z.strictObject({
  name: keyName,
  address: ss58,
  place: secretPlace,
  /** The btcli keyfile it is read from, where it is linked rather than copied. */
  link: z.string().nullable(),
  /** Its words are known here and can be shown after the password. */
  hasWords: z.boolean(),
});
export type HotkeyView = z.infer<typeof hotkeyView>;

export const walletView = z.strictObject({
  walletId: z.string(),
  name: keyName,
  /** The coldkey's address. */
  address: ss58,
  /** `practice` wallets need no password and sign on practice networks only; `watch` has no secret. */
  kind: z.enum(["password", "practice", "watch"]),
  place: secretPlace,
  /** The btcli wallet folder it is read from, where it is linked rather than copied. */
  link: z.string().nullable(),
  /** Its words are known here. */
  hasWords: z.boolean(),
  /** When the words were last given back from paper. */
  wordsCheckedAtMs: timeMs.nullable(),
  /** A year has passed since; the words should be checked again. */
  wordsCheckDue: z.boolean(),
  unlockedUntilMs: timeMs.nullable(),
  hotkeys: z.array(hotkeyView),
  createdAtMs: timeMs,
});
export type WalletView = z.infer<typeof walletView>;

/** Which store of secrets is in use on this machine and why. */
export const keychainView = z.strictObject({
  kind: z.enum(["keychain", "vault"]),
  /** Shown in the status strip, for example "GNOME Keyring" or "vault file". */
  label: z.string(),
  reason: z.string(),
  /** A vault file is opened once a session; false where it still waits for its passphrase. */
  open: z.boolean(),
});
export type KeychainView = z.infer<typeof keychainView>;

/** Balances of one account, in rao, read in one block. */
export const balanceView = z.strictObject({
  address: ss58,
  freeRao: raoText,
  reservedRao: raoText,
  frozenRao: raoText,
  /** What may leave while the account stays alive. */
  transferableRao: raoText,
  /** All stake of this coldkey at the pools' spot price. */
  stakedRao: raoText,
  totalRao: raoText,
  nonce: z.int().min(0),
  atBlock: blockNumber,
});
export type BalanceView = z.infer<typeof balanceView>;

const walletId = z.string().min(1).max(64);

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
      answers: z.array(z.strictObject({ index: z.int().min(0).max(23), word: z.string().max(32) })).max(24),
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
  balance: procedure("read", "Balances of an address", z.strictObject({ address: ss58 }), balanceView),
  changed: stream("Wallets were added, changed, locked or unlocked", z.array(walletView)),
  balancesChanged: stream("Balances of this profile's coldkeys", z.array(balanceView)),
} as const;
