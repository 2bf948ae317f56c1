import type { Tone } from "#renderer/components/StateMark.tsx";
import type { KeyfileFacts } from "#src/contract/wallet-btcli.ts";

/** How a keyfile is encrypted, in words. */
export const ENCRYPTION_WORDS: Record<KeyfileFacts["encryption"], { readonly tone: Tone; readonly text: string }> = {
  nacl: { tone: "good", text: "encrypted" },
  fernet: { tone: "warning", text: "old encryption (Fernet)" },
  ansible: { tone: "warning", text: "old encryption (Ansible Vault)" },
  plain: { tone: "warning", text: "clear text" },
  damaged: { tone: "danger", text: "damaged" },
  unreadable: { tone: "danger", text: "cannot be read" },
  missing: { tone: "quiet", text: "no secret here, address only" },
};
