import { readVaultSignature } from "#src/offline/polkadot-vault.ts";
import { createFrameCollector } from "#src/offline/qr-frames.ts";

/** How far a transfer by QR codes is. */
export interface Taken {
  /** Parts known and needed; both 0 before the first. */
  readonly have: number;
  readonly need: number;
  /** The whole text, once it is there. */
  readonly text: string | null;
  /** The last code was none of ours. */
  readonly foreign: boolean;
}

/** Puts together what single QR codes say: frames of ours in any order, or a bare signature as Polkadot Vault shows it. */
export function createCodeTaker(): { take(code: string): Taken } {
  const frames = createFrameCollector();
  return {
    take(code) {
      if (readVaultSignature(code)) return { have: 1, need: 1, text: code.trim(), foreign: false };
      const ours = frames.add(code);
      const { have, need, message } = frames.progress();
      return { have, need, text: message && new TextDecoder().decode(message), foreign: !ours };
    },
  };
}
