import { base64, utf8 } from "@scure/base";
import { z } from "zod";

/** What a sealed file may hold; part of the authenticated header, so that one kind is never taken for another. */
export const sealedPurpose = z.enum(["coldkey", "vault", "backup", "move"]);
export type SealedPurpose = z.infer<typeof sealedPurpose>;

/** Base64 in its one canonical form, so that two texts never mean the same bytes. */
const bytesText = (length?: number): z.ZodType<string> =>
  z.string().refine((text) => {
    try {
      const bytes = base64.decode(text);
      return base64.encode(bytes) === text && (length === undefined || bytes.length === length);
    } catch {
      return false;
    }
  }, "canonical base64");

const MIB = 1024 * 1024;

/**
 * Tausmith's own encrypted file: one line of JSON. The key is Argon2id of the password; the body is
 * XChaCha20-Poly1305, with every other field as associated data. Costs have bounds, so that a foreign file cannot
 * make the app run for hours or take all memory.
 */
export const sealedFile = z.strictObject({
  format: z.literal("tausmith-sealed"),
  version: z.literal(1),
  purpose: sealedPurpose,
  /** Whose secret it is: an address for a coldkey, free text otherwise. */
  subject: z.string().max(256),
  kdf: z.strictObject({
    name: z.literal("argon2id13"),
    opslimit: z.int().min(1).max(16),
    memlimit: z
      .int()
      .min(MIB)
      .max(1024 * MIB),
    salt: bytesText(16),
  }),
  cipher: z.literal("xchacha20poly1305-ietf"),
  nonce: bytesText(24),
  body: bytesText(),
});
export type SealedFile = z.infer<typeof sealedFile>;
export type SealedHeader = Omit<SealedFile, "body">;

/** The header's bytes in one fixed order: the associated data of the body. */
export function sealedHeaderBytes(file: SealedHeader): Uint8Array {
  const { format, version, purpose, subject, kdf, cipher, nonce } = file;
  const { name, opslimit, memlimit, salt } = kdf;
  return utf8.decode(
    JSON.stringify([format, version, purpose, subject, name, opslimit, memlimit, salt, cipher, nonce]),
  );
}

/** The file's text. */
export const writeSealedFile = (file: SealedFile): string => `${JSON.stringify(file)}\n`;

/** Reads a sealed file's text; null where it is none. `newer` where a later version wrote it. */
export function readSealedFile(text: string): SealedFile | "newer" | null {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = sealedFile.safeParse(data);
  if (parsed.success) return parsed.data;
  const head = z.object({ format: z.literal("tausmith-sealed"), version: z.int().min(2) }).safeParse(data);
  return head.success ? "newer" : null;
}
