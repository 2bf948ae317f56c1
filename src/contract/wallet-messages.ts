import { z } from "zod";
import { procedure } from "./define.ts";
import { hex, keyName, ss58 } from "./scalars.ts";
import { optionalPassword, walletId } from "./wallet-views.ts";

const messageText = z.string().min(1).max(65_536);

const messageEncoding = z.enum(["text", "hex"]).default("text");

/** A message's signature and everything needed to check it. */
export const signedMessage = z.strictObject({
  address: ss58,
  /** The signed text, or `0x`-hex where hex was given. */
  message: z.string(),
  /** `bytes`: signed between `<Bytes>` and `</Bytes>`; `raw`: as it is. */
  form: z.enum(["bytes", "raw"]),
  signature: hex,
});
export type SignedMessage = z.infer<typeof signedMessage>;

/** A hotkey's signed statement that it belongs to a coldkey. */
export const hotkeyProof = z.strictObject({
  statement: z.string().max(1_024),
  coldkey: ss58,
  hotkey: ss58,
  hotkeySignature: hex,
  coldkeySignature: hex.nullable(),
});
export type HotkeyProof = z.infer<typeof hotkeyProof>;

/** Messages signed with keys, and their checking. */
export const messageProcedures = {
  sign: procedure(
    "sign",
    "Sign a message with a coldkey or hotkey",
    z.strictObject({
      walletId,
      hotkeyName: keyName.optional(),
      message: messageText,
      encoding: messageEncoding,
      /** `raw` is allowed for plain text only, because other bytes could be a transaction. */
      form: z.enum(["bytes", "raw"]).default("bytes"),
      password: optionalPassword,
    }),
    signedMessage,
  ),
  verify: procedure(
    "read",
    "Check a message's signature, wrapped or not",
    z.strictObject({
      address: ss58,
      message: messageText,
      encoding: messageEncoding,
      signature: z.string().min(1).max(256),
    }),
    z.strictObject({ valid: z.boolean(), form: z.enum(["bytes", "raw"]).nullable() }),
  ),
  proveHotkey: procedure(
    "sign",
    "A hotkey's signed statement that it belongs to this wallet's coldkey",
    z.strictObject({
      walletId,
      hotkeyName: keyName,
      /** Something the asker chose, so that an old proof is of no use. */
      challenge: z
        .string()
        .max(128)
        .regex(/^[\x20-\x7e]*$/, "plain characters")
        .default(""),
      password: optionalPassword,
    }),
    hotkeyProof,
  ),
  verifyHotkeyProof: procedure(
    "read",
    "Check such a statement",
    z.strictObject({ proof: hotkeyProof }),
    z.strictObject({ valid: z.boolean(), reason: z.string().nullable() }),
  ),
} as const;
