import { AppError } from "#src/app-error.ts";
import type { KeychainView } from "#src/contract/wallet.ts";
import type { Keychain } from "./keychain.ts";
import type { KeychainProbe } from "./keytar-keychain.ts";
import type { Vault } from "./vault/vault.ts";

/** Where a secret of ours lives. `btcli` and `none` have no place here. */
export type OwnPlace = "keychain" | "vault" | "practice";

/** All places of this profile and which one new secrets go to. */
export interface Places {
  /** The place by name. Error: `KEY_KEYCHAIN_ABSENT` with the reason. */
  at(place: string): Promise<Keychain>;
  /** Where new secrets go: the OS keychain where one answers, else the vault file. */
  preferred(): Promise<Keychain & { readonly kind: "keychain" | "vault" }>;
  view(): Promise<KeychainView>;
  readonly vault: Vault;
}

/**
 * The probe starts at once and is waited for only by those who need its answer. Whoever asks for a secret in a
 * keychain that did not answer has it probed again: it may have been unlocked since.
 */
export function createPlaces(probeNow: () => Promise<KeychainProbe>, vault: Vault, practice: Keychain): Places {
  let probe = probeNow();
  const preferred = async (): Promise<Keychain & { kind: "keychain" | "vault" }> =>
    ((await probe).keychain ?? vault) as Keychain & { kind: "keychain" | "vault" };
  return {
    vault,
    preferred,
    async at(place) {
      if (place === "practice") return practice;
      if (place === "vault") return vault;
      if (place === "keychain" && (await probe).keychain === null) probe = probeNow();
      const found = await probe;
      if (place === "keychain" && found.keychain) return found.keychain;
      const reason = found.keychain === null ? found.reason : "This key has no secret in this app.";
      throw new AppError("KEY_KEYCHAIN_ABSENT", `This key lies in the OS keychain, which does not answer. ${reason}`, {
        hint: "Unlock the keychain in its own program, or start Tausmith in your desktop session, then try again.",
      });
    },
    async view() {
      const found = await probe;
      if (found.keychain) {
        const { label } = found.keychain;
        return { kind: "keychain", label, reason: `${label} keeps the secrets of this profile.`, open: true };
      }
      const next = vault.exists() ? "opens with its passphrase" : "is made with the first passphrase";
      return {
        kind: "vault",
        label: vault.label,
        reason: `${found.reason} Secrets are kept in an encrypted vault file, which ${next}.`,
        open: vault.isOpen(),
      };
    },
  };
}
