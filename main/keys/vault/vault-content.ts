import { base64 } from "@scure/base";
import { z } from "zod";
import { AppError } from "#src/app-error.ts";

/** What the vault file holds once it is open: accounts and their secrets, base64. */
const current = z.strictObject({ version: z.literal(1), entries: z.record(z.string().max(256), z.string()) });

/** Reads the opened bytes of a vault. Error: `KEY_VAULT_DAMAGED`. The values of the map are secrets. */
export function readVaultContent(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    const { entries } = current.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return new Map(Object.entries(entries).map(([account, text]) => [account, base64.decode(text)]));
  } catch {
    throw new AppError("KEY_VAULT_DAMAGED", "The vault file opened, but its content cannot be read.", {
      hint: "Restore the vault from a backup.",
    });
  }
}

/** The bytes to encrypt. They are a secret: wipe them. */
export function writeVaultContent(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const plain = Object.fromEntries([...entries].map(([account, bytes]) => [account, base64.encode(bytes)]));
  return new TextEncoder().encode(JSON.stringify({ version: 1, entries: plain }));
}
