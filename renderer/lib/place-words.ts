import type { WalletView } from "#src/contract/wallet.ts";

/** Where a secret lives, in words a person can act on. */
export const PLACE_WORDS: Record<WalletView["place"], string> = {
  keychain: "in this system's keychain",
  vault: "in Tausmith's encrypted vault file",
  btcli: "in btcli's wallet folder",
  practice: "in the practice profile, unprotected (play money only)",
  none: "no secret here, watched only",
};
