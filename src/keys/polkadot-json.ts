import { base64 } from "@scure/base";
import { z } from "zod";

/** A polkadot.js account export, taken apart (facts C7). */
export interface PolkadotJson {
  readonly address: string;
  readonly name: string | null;
  /** Present where the key is made by scrypt; without it the password padded with zeros is the key. */
  readonly scrypt: { readonly salt: Uint8Array; readonly n: number; readonly p: number; readonly r: number } | null;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
}

export type PolkadotJsonProblem =
  | "notExport"
  | "batch"
  | "ethereumOrOther"
  | "version"
  | "plain"
  | "scryptCost"
  | "damaged";

const shape = z.object({
  address: z.string(),
  encoded: z.string().max(65_536),
  encoding: z.object({
    content: z.array(z.string()),
    type: z.union([z.string(), z.array(z.string())]),
    version: z.string(),
  }),
  meta: z.object({ name: z.string().optional() }).optional(),
});

/** Reads an export of one account. The scrypt cost has bounds: N up to 2^18, r up to 8, p 1, as SDK 11 has them. */
export function readPolkadotJson(
  text: string,
): { ok: true; json: PolkadotJson } | { ok: false; problem: PolkadotJsonProblem } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { ok: false, problem: "notExport" };
  }
  if (z.object({ accounts: z.array(z.unknown()), encoded: z.string() }).safeParse(data).success) {
    return { ok: false, problem: "batch" };
  }
  const parsed = shape.safeParse(data);
  if (!parsed.success) return { ok: false, problem: "notExport" };
  const { address, encoded, encoding, meta } = parsed.data;
  if (encoding.version !== "3") return { ok: false, problem: "version" };
  if (encoding.content[0] !== "pkcs8" || encoding.content[1] !== "sr25519")
    return { ok: false, problem: "ethereumOrOther" };
  const types = [encoding.type].flat();
  if (!types.includes("xsalsa20-poly1305")) return { ok: false, problem: "plain" };
  let bytes: Uint8Array;
  try {
    bytes = base64.decode(encoded);
  } catch {
    return { ok: false, problem: "damaged" };
  }
  const name = meta?.name ?? null;
  const at = types.includes("scrypt") ? 44 : 0;
  if (bytes.length < at + 24 + 16 + 1) return { ok: false, problem: "damaged" };
  const rest = { address, name, nonce: bytes.slice(at, at + 24), box: bytes.slice(at + 24) };
  if (at === 0) return { ok: true, json: { ...rest, scrypt: null } };
  const view = new DataView(bytes.buffer, bytes.byteOffset, 44);
  const [n, p, r] = [view.getUint32(32, true), view.getUint32(36, true), view.getUint32(40, true)];
  const power = n >= 1024 && (n & (n - 1)) === 0;
  if (!power || n > 2 ** 18 || r < 1 || r > 8 || p !== 1) return { ok: false, problem: "scryptCost" };
  return { ok: true, json: { ...rest, scrypt: { salt: bytes.slice(0, 32), n, p, r } } };
}

const HEADER = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const DIVIDER = [161, 35, 3, 33, 0];

/** The 64-byte secret (Substrate form) and the public key of the decrypted PKCS8 bytes; null where it is not that. */
export function readPkcs8(plain: Uint8Array): { secretKey: Uint8Array; publicKey: Uint8Array } | null {
  const fits = plain.length === 117 && HEADER.every((byte, at) => plain[at] === byte);
  if (!fits || !DIVIDER.every((byte, at) => plain[80 + at] === byte)) return null;
  return { secretKey: plain.slice(16, 80), publicKey: plain.slice(85, 117) };
}
