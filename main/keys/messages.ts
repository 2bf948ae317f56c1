import { decodeAddress, sr25519Verify } from "@polkadot/util-crypto";
import { AppError } from "#src/app-error.ts";
import type { HotkeyProof, SignedMessage } from "#src/contract/wallet-messages.ts";
import { type MessageForm, mayBeSignedRaw, wrapBytes } from "#src/keys/message-form.ts";
import type { KeyParts } from "./key-parts.ts";
import { checkedAddress } from "./restoring.ts";
import type { Signing } from "./signing.ts";

type Encoding = "text" | "hex";

/** Messages signed with keys, and their checking. */
export interface Messages {
  /** Errors: `KEY_MESSAGE_INVALID`, `KEY_MESSAGE_RISKY` and those of signing. */
  signMessage(input: {
    readonly walletId: string;
    readonly hotkeyName?: string | undefined;
    readonly message: string;
    readonly encoding: Encoding;
    readonly form: MessageForm;
    readonly password?: string | undefined;
  }): Promise<SignedMessage>;
  /** Errors: `KEY_ADDRESS_INVALID`, `KEY_MESSAGE_INVALID`, `KEY_SIGNATURE_INVALID`. */
  verifyMessage(input: {
    readonly address: string;
    readonly message: string;
    readonly encoding: Encoding;
    readonly signature: string;
  }): { valid: boolean; form: MessageForm | null };
  proveHotkey(input: {
    readonly walletId: string;
    readonly hotkeyName: string;
    readonly challenge: string;
    readonly password?: string | undefined;
  }): Promise<HotkeyProof>;
  verifyHotkeyProof(proof: HotkeyProof): { valid: boolean; reason: string | null };
}

function messageBytes(message: string, encoding: Encoding): Uint8Array {
  if (encoding === "text") return new TextEncoder().encode(message);
  const digits = message.replace(/^0x/, "");
  if (/^([0-9a-fA-F]{2})+$/.test(digits)) return new Uint8Array(Buffer.from(digits, "hex"));
  throw new AppError("KEY_MESSAGE_INVALID", "The message is not hex.", {
    hint: "Give whole bytes as hex digits, or sign it as text.",
    field: "message",
  });
}

const hexOf = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** 64 bytes, also with the one-byte scheme mark that some wallets put in front. */
function signatureBytes(text: string): Uint8Array {
  const digits = text.trim().replace(/^0x/, "");
  const bytes = /^[0-9a-fA-F]*$/.test(digits) ? new Uint8Array(Buffer.from(digits, "hex")) : new Uint8Array(0);
  if (bytes.length === 65 && bytes[0] === 1) return bytes.slice(1);
  if (bytes.length === 64) return bytes;
  throw new AppError("KEY_SIGNATURE_INVALID", "This is not a signature: it takes 64 bytes, 128 hex digits.", {
    hint: "Copy the whole signature.",
    field: "signature",
  });
}

/** False instead of an error for a signature that is no point on the curve. */
function fits(message: Uint8Array, signature: Uint8Array, address: string): boolean {
  try {
    return sr25519Verify(message, signature, decodeAddress(address));
  } catch {
    return false;
  }
}

const statementOf = (coldkey: string, hotkey: string, challenge: string): string =>
  `Tausmith hotkey proof 1\nhotkey ${hotkey}\nbelongs to coldkey ${coldkey}\nchallenge ${challenge}`;

export function createMessages({
  records,
  signing,
}: Pick<KeyParts, "records"> & { readonly signing: Signing }): Messages {
  const sign = (
    walletId: string,
    hotkeyName: string | undefined,
    bytes: Uint8Array,
    password: string | undefined,
  ): Promise<Uint8Array> =>
    hotkeyName === undefined
      ? // A message moves nothing, so a practice key may sign it anywhere.
        signing.signAsColdkey(walletId, bytes, { password, practiceNetwork: true })
      : signing.signAsHotkey(walletId, hotkeyName, bytes);

  return {
    async signMessage({ walletId, hotkeyName, message, encoding, form, password }) {
      const wallet = records.wallet(walletId);
      const address = hotkeyName === undefined ? wallet.address : records.hotkey(walletId, hotkeyName).address;
      const bytes = messageBytes(message, encoding);
      if (form === "raw" && !mayBeSignedRaw(bytes)) {
        throw new AppError(
          "KEY_MESSAGE_RISKY",
          "These bytes could be a transaction, so they are not signed unwrapped.",
          {
            hint: "Sign them in the wrapped form, which every Substrate wallet can verify.",
            field: "form",
          },
        );
      }
      const signed = form === "bytes" ? wrapBytes(bytes) : bytes;
      const signature = hexOf(await sign(walletId, hotkeyName, signed, password));
      return { address, message: encoding === "hex" ? hexOf(bytes) : message, form, signature };
    },
    verifyMessage({ address, message, encoding, signature }) {
      const known = checkedAddress(address);
      const bytes = messageBytes(message, encoding);
      const given = signatureBytes(signature);
      if (fits(wrapBytes(bytes), given, known)) return { valid: true, form: "bytes" };
      if (fits(bytes, given, known)) return { valid: true, form: "raw" };
      return { valid: false, form: null };
    },
    async proveHotkey({ walletId, hotkeyName, challenge, password }) {
      const coldkey = records.wallet(walletId).address;
      const hotkey = records.hotkey(walletId, hotkeyName).address;
      const statement = statementOf(coldkey, hotkey, challenge);
      const bytes = wrapBytes(new TextEncoder().encode(statement));
      const hotkeySignature = hexOf(await sign(walletId, hotkeyName, bytes, undefined));
      const free = records.wallet(walletId).kind !== "watch" && signing.needs(walletId) === "confirmation";
      const both = password !== undefined || free;
      const coldkeySignature = both ? hexOf(await sign(walletId, undefined, bytes, password)) : null;
      return { statement, coldkey, hotkey, hotkeySignature, coldkeySignature };
    },
    verifyHotkeyProof({ statement, coldkey, hotkey, hotkeySignature, coldkeySignature }) {
      const challenge = statement.slice(statement.indexOf("\nchallenge ") + "\nchallenge ".length);
      const no = (reason: string): { valid: false; reason: string } => ({ valid: false, reason });
      if (statement !== statementOf(coldkey, hotkey, challenge))
        return no("The statement does not name these two keys.");
      const bytes = wrapBytes(new TextEncoder().encode(statement));
      if (!fits(bytes, signatureBytes(hotkeySignature), checkedAddress(hotkey))) {
        return no("The hotkey did not sign this statement.");
      }
      if (coldkeySignature !== null && !fits(bytes, signatureBytes(coldkeySignature), checkedAddress(coldkey))) {
        return no("The coldkey did not sign this statement.");
      }
      return { valid: true, reason: null };
    },
  };
}
