/**
 * A place that keeps secrets. Accounts are `coldkey/<walletId>` (bytes that are encrypted with the user's password
 * already) and `hotkey/<hotkeyId>`.
 */
export interface Keychain {
  readonly kind: "keychain" | "vault" | "practice";
  /** Shown to a person, for example "GNOME Keyring". */
  readonly label: string;
  /** False while a vault file still waits for its passphrase. */
  isOpen(): boolean;
  /** The secret, or null where there is none. The caller wipes it. */
  get(account: string): Promise<Uint8Array | null>;
  /** Keeps a secret, replacing an older one. The bytes stay the caller's. */
  set(account: string, secret: Uint8Array): Promise<void>;
  /** Forgets a secret; a missing one is no error. */
  remove(account: string): Promise<void>;
}

/** The account of a coldkey's sealed record. */
export const coldkeyAccount = (walletId: string): string => `coldkey/${walletId}`;

/** The account of a hotkey's record. */
export const hotkeyAccount = (hotkeyId: string): string => `hotkey/${hotkeyId}`;
