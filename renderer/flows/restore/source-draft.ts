import type { KeySource } from "#src/contract/wallet-restore.ts";
import { WORD_COUNTS } from "#src/keys/words.ts";

export type SourceKind = KeySource["kind"];

/** What is typed about a key, for every kind at once, so that changing the kind loses nothing. It never leaves the form. */
export interface SourceDraft {
  readonly kind: SourceKind;
  readonly words: string;
  readonly phrasePassword: string;
  readonly seed: string;
  readonly derivation: string;
  readonly json: string;
  readonly filePath: string;
  readonly filePassword: string;
}

export const emptyDraft = (kind: SourceKind = "words"): SourceDraft => ({
  kind,
  words: "",
  phrasePassword: "",
  seed: "",
  derivation: "",
  json: "",
  filePath: "",
  filePassword: "",
});

const path = (derivation: string) => (derivation.trim() === "" ? {} : { path: derivation.trim() });

/** The source as the contract wants it, or null while something is missing. `wordCount` is what was read, `wrong` how many are unknown. */
export function sourceOf(draft: SourceDraft, wordCount: number, wrong: number): KeySource | null {
  switch (draft.kind) {
    case "words":
      if (wrong > 0 || !(WORD_COUNTS as readonly number[]).includes(wordCount)) return null;
      return {
        kind: "words",
        words: draft.words,
        ...path(draft.derivation),
        ...(draft.phrasePassword === "" ? {} : { phrasePassword: draft.phrasePassword }),
      };
    case "seed":
      return draft.seed.trim() === "" ? null : { kind: "seed", seed: draft.seed.trim(), ...path(draft.derivation) };
    case "polkadotjs":
      return draft.json === "" ? null : { kind: "polkadotjs", json: draft.json, filePassword: draft.filePassword };
    case "btcli":
      if (draft.filePath.trim() === "") return null;
      return {
        kind: "btcli",
        path: draft.filePath.trim(),
        ...(draft.filePassword === "" ? {} : { filePassword: draft.filePassword }),
      };
  }
}
