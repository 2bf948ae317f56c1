import type { Keys } from "#main/keys/keys.ts";
import { AppError } from "#src/app-error.ts";
import type { OfflineInspection } from "#src/contract/offline.ts";

export type RequestKey = OfflineInspection["key"];

/** The keys of this profile that requests can be signed with. */
export interface RequestKeys {
  /** The key of an address; null where it is not held here. */
  of(address: string): RequestKey;
  /** Errors: `OFFLINE_KEY_ABSENT`, `KEY_PASSWORD_NEEDED`, those of the key room. */
  sign(
    seen: Pick<OfflineInspection, "key" | "signer" | "kind">,
    payload: Uint8Array,
    password: string | undefined,
  ): Promise<Uint8Array>;
}

export const needsOf = (key: RequestKey): OfflineInspection["needs"] =>
  key && (key.hotkeyName === null ? "password" : "confirmation");

export const NO_KEY = "No key of this profile can sign this request.";

export function createRequestKeys(keys: Pick<Keys, "list" | "signAsColdkey" | "signAsHotkey">): RequestKeys {
  return {
    of(address) {
      for (const { walletId, name: walletName, address: coldkey, kind, hotkeys } of keys.list()) {
        if (coldkey === address && kind !== "watch") return { walletId, walletName, hotkeyName: null };
        const hotkey = hotkeys.find((one) => one.address === address && one.place !== "none");
        if (hotkey) return { walletId, walletName, hotkeyName: hotkey.name };
      }
      return null;
    },
    async sign({ key, signer, kind }, payload, password) {
      if (!key) {
        throw new AppError("OFFLINE_KEY_ABSENT", NO_KEY, {
          hint: `Restore the key of ${signer} here, or take the request to the machine that holds it.`,
          field: "file",
        });
      }
      const { walletId, hotkeyName } = key;
      if (hotkeyName !== null) return keys.signAsHotkey(walletId, hotkeyName, payload);
      if (password === undefined) {
        // Main's own confirmation window shows plans of the connected chain only, so here the password stands for it.
        throw new AppError("KEY_PASSWORD_NEEDED", "Signing a request with a coldkey asks for its password.", {
          hint: "Read what will be signed and compare the fingerprint, then give the password.",
          field: "password",
        });
      }
      // A message moves nothing, so a practice key may sign it; a request could be for any chain.
      return keys.signAsColdkey(walletId, payload, { password, practiceNetwork: kind === "message" });
    },
  };
}
