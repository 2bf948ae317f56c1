import { base64urlnopad, hex, utf8 } from "@scure/base";

/** How the bytes of a btcli keyfile are wrapped (facts C4, C5). */
export type Envelope =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "nacl"; readonly nonce: Uint8Array; readonly box: Uint8Array }
  | {
      readonly kind: "fernet";
      /** Everything the HMAC covers: version, time, IV, ciphertext. */
      readonly signed: Uint8Array;
      readonly iv: Uint8Array;
      readonly ciphertext: Uint8Array;
      readonly mac: Uint8Array;
    }
  | { readonly kind: "ansible"; readonly salt: Uint8Array; readonly mac: Uint8Array; readonly ciphertext: Uint8Array }
  | { readonly kind: "damaged"; readonly as: "nacl" | "fernet" | "ansible" | "text" };

export type EnvelopeKind = "plain" | "nacl" | "fernet" | "ansible" | "damaged";

const NACL = [0x24, 0x4e, 0x41, 0x43, 0x4c] as const;
const ANSIBLE = "$ANSIBLE_VAULT;";

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  [...text].every((character, at) => bytes[at] === character.charCodeAt(0));

/** Tells how a keyfile is wrapped and takes the parts out. Never throws. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  if (NACL.every((byte, at) => bytes[at] === byte)) {
    if (bytes.length < 46) return { kind: "damaged", as: "nacl" };
    return { kind: "nacl", nonce: bytes.slice(5, 29), box: bytes.slice(29) };
  }
  if (startsWith(bytes, "gAAAAA")) return readFernet(bytes);
  if (startsWith(bytes, ANSIBLE)) return readAnsible(bytes);
  try {
    return { kind: "plain", text: utf8.encode(bytes) };
  } catch {
    return { kind: "damaged", as: "text" };
  }
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function readFernet(bytes: Uint8Array): Envelope {
  const damaged = { kind: "damaged", as: "fernet" } as const;
  try {
    const token = base64urlnopad.decode(
      ascii(bytes)
        .trim()
        .replace(/={1,2}$/, ""),
    );
    // Version, 8 bytes of time, 16 of IV, whole AES blocks, 32 of HMAC.
    if (token[0] !== 0x80 || token.length < 73 || (token.length - 57) % 16 !== 0) return damaged;
    const signed = token.slice(0, -32);
    return { kind: "fernet", signed, iv: signed.slice(9, 25), ciphertext: signed.slice(25), mac: token.slice(-32) };
  } catch {
    return damaged;
  }
}

function readAnsible(bytes: Uint8Array): Envelope {
  const damaged = { kind: "damaged", as: "ansible" } as const;
  const lines = ascii(bytes).split(/\r?\n/);
  if (lines[0]?.trim() !== "$ANSIBLE_VAULT;1.1;AES256") return damaged;
  try {
    const inner = ascii(hex.decode(lines.slice(1).join("").replace(/\s/g, "").toLowerCase()));
    const [salt, mac, ciphertext, ...rest] = inner.split("\n").map((line) => hex.decode(line.trim().toLowerCase()));
    if (
      !salt ||
      mac?.length !== 32 ||
      !ciphertext ||
      ciphertext.length === 0 ||
      ciphertext.length % 16 ||
      rest.length
    ) {
      return damaged;
    }
    return { kind: "ansible", salt, mac, ciphertext };
  } catch {
    return damaged;
  }
}

/** The bytes of a `$NACL` file. */
export function writeNaclEnvelope(nonce: Uint8Array, box: Uint8Array): Uint8Array {
  const out = new Uint8Array(29 + box.length);
  out.set(NACL);
  out.set(nonce, 5);
  out.set(box, 29);
  return out;
}
