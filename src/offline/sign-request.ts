import { z } from "zod";
import { hash32, hex, ss58 } from "#src/contract/scalars.ts";
import { planRow } from "#src/contract/transactions.ts";

/** A transaction that waits for its signature elsewhere. Rows are what the online side said; the call says what is true. */
export const signRequest = z.strictObject({
  format: z.literal("tausmith-sign-request"),
  version: z.literal(1),
  network: z.strictObject({ name: z.string().max(512), genesisHash: hash32, specName: z.string().max(64) }),
  title: z.string().max(256),
  rows: z.array(planRow).max(64),
  signer: ss58,
  callHex: hex,
  nonce: z.int().min(0),
  tip: z.literal("0"),
  era: z.strictObject({
    periodBlocks: z.int().min(4).max(65_536),
    birthBlock: z.int().min(0),
    birthHash: hash32,
  }),
  specVersion: z.int().min(0),
  transactionVersion: z.int().min(0),
  /** The chain's own digest of its metadata, where it checks one. */
  metadataHash: hash32.nullable(),
  /** The chain's token, which that digest covers. */
  token: z.strictObject({ symbol: z.string().min(1).max(32), decimals: z.int().min(0).max(38) }).optional(),
  /** The metadata itself, gzip and base64, where it travels along. */
  metadata: z.string().max(8_388_608).nullable(),
});
export type SignRequest = z.infer<typeof signRequest>;

/** The answer to a request: the signature and what it is for. */
export const signAnswer = z.strictObject({
  format: z.literal("tausmith-signature"),
  version: z.literal(1),
  /** The fingerprint of the request's call, to find the request again. */
  fingerprint: z.string().max(64),
  signer: ss58,
  signature: z.string().regex(/^0x[0-9a-f]{128}$/, "a 64-byte signature"),
});
export type SignAnswer = z.infer<typeof signAnswer>;

function read<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Reads a request's text; null where it is none. */
export const readSignRequest = (text: string): SignRequest | null => read(signRequest, text);

/** Reads an answer's text; null where it is none. */
export const readSignAnswer = (text: string): SignAnswer | null => read(signAnswer, text);
