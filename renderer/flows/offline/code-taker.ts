import { joinVaultParts, readVaultSignature } from "#src/offline/polkadot-vault.ts";
import { createFrameCollector } from "#src/offline/qr-frames.ts";
import { vaultText } from "#src/offline/vault-content.ts";

/** How far a transfer by QR codes is. */
export interface Taken {
  /** Parts known and needed; both 0 before the first. */
  readonly have: number;
  readonly need: number;
  /** The whole text, once it is there; for a code made for Polkadot Vault its bytes as hex. */
  readonly text: string | null;
  /** The last code was none of ours. */
  readonly foreign: boolean;
  /** The last code is known by its form and not taken; this says why. */
  readonly refusal?: string;
}

const MULTIPART = 0x00;
const SUBSTRATE = 0x53;
/** The highest bit of the first byte marks a frame of Vault's fountain code (RaptorQ; rust/qr_reader_phone of Vault). */
const FOUNTAIN = 0x80;
const FOUNTAIN_REFUSED =
  "This is a moving code of Polkadot Vault 7 (RaptorQ), used for proofs and updates of metadata. Let the other program show the code without a proof.";

/** Codes are read byte for byte, so a text in UTF-8 is no code of ours and looks as little like one as before. */
const bytesOf = (code: string): Uint8Array => Uint8Array.from(code, (letter) => letter.charCodeAt(0) & 0xff);

/** Vault's parts in any order; a part of another set begins anew. */
function createPartCollector() {
  let parts = new Map<string, Uint8Array>();
  let head = "";
  return (part: Uint8Array): Taken => {
    const count = `${part.subarray(1, 3)}`;
    if (count !== head) {
      head = count;
      parts = new Map();
    }
    parts.set(`${part.subarray(3, 5)}`, part);
    const whole = joinVaultParts([...parts.values()]);
    const need = ((part[1] ?? 0) << 8) | (part[2] ?? 0);
    return { have: parts.size, need, text: whole?.[0] === SUBSTRATE ? vaultText(whole) : null, foreign: false };
  };
}

/**
 * Puts together what single QR codes say: frames of ours in any order, codes made for Polkadot Vault (whole or in its parts), or a bare
 * signature as Vault shows it.
 */
export function createCodeTaker(): { take(code: string): Taken } {
  const frames = createFrameCollector();
  const takePart = createPartCollector();
  const signs = (first: number, second: number): boolean => first === SUBSTRATE && (second <= 2 || second === 0xff);
  return {
    take(code) {
      if (readVaultSignature(code)) return { have: 1, need: 1, text: code.trim(), foreign: false };
      const bytes = bytesOf(code);
      const [first = 0x20, second = 0x20] = bytes;
      if (first === MULTIPART && bytes.length > 5) return takePart(bytes);
      if (signs(first, second)) return { have: 1, need: 1, text: vaultText(bytes), foreign: false };
      const ours = frames.add(code);
      const { have, need, message } = frames.progress();
      const taken = { have, need, text: message && new TextDecoder().decode(message), foreign: !ours };
      return first >= FOUNTAIN && !ours ? { ...taken, refusal: FOUNTAIN_REFUSED } : taken;
    },
  };
}
