import { z } from "zod";
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
  /** All stake of this coldkey at the pools' spot price; null where the runtime does not tell stake. */
  stakedRao: raoText.nullable(),
  /** Free, reserved and staked; null where the stake is not known. */
  totalRao: raoText.nullable(),
  nonce: z.int().min(0),
  atBlock: blockNumber,
});
export type BalanceView = z.infer<typeof balanceView>;

/** A wallet's id, as `wallet.list` tells it. */
export const walletId = z.string().min(1).max(64);

/** A password that some calls can do without. */
export const optionalPassword = password.optional();

/** Words given back, by their position from 0. */
export const answers = z.array(z.strictObject({ index: z.int().min(0).max(23), word: z.string().max(32) })).max(24);
