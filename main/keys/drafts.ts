import { randomInt, randomUUID } from "node:crypto";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import { wipe } from "#src/keys/secret-record.ts";
import type { WordCount } from "#src/keys/words.ts";
import { newWords } from "./key-material.ts";

const LIFETIME_MS = 15 * 60_000;
const ASKED = 3;
const MOST = 8;

export interface Draft {
  readonly draftId: string;
  readonly words: string[];
  readonly asks: number[];
  readonly expiresAtMs: number;
}

export interface Answer {
  readonly index: number;
  readonly word: string;
}

/** New words that wait for their confirmation, in this process's memory only. */
export interface Drafts {
  make(count: WordCount): Draft;
  /** The words of a draft whose answers are right. Errors: `KEY_DRAFT_UNKNOWN`, `KEY_WORDS_MISMATCH`. */
  confirm(draftId: string, answers: readonly Answer[]): string[];
  drop(draftId: string): void;
  dropAll(): void;
}

interface Kept {
  readonly words: Uint8Array;
  readonly asks: readonly number[];
  readonly expiresAtMs: number;
  readonly cancel: () => void;
}

/** Whether each asked word was given back; capital letters and spaces are forgiven. */
export function answersMatch(words: readonly string[], asks: readonly number[], answers: readonly Answer[]): boolean {
  const given = new Map(answers.map(({ index, word }) => [index, word.trim().toLowerCase()]));
  return asks.every((index) => given.get(index) === words[index]);
}

/** `count` different positions, ascending. */
export function askPositions(wordCount: number, count = ASKED): number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(randomInt(wordCount));
  return [...chosen].toSorted((a, b) => a - b);
}

/** Drafts live for 15 minutes; the oldest is dropped when there are more than eight. */
export function createDrafts(clock: Clock): Drafts {
  const kept = new Map<string, Kept>();
  const drop = (draftId: string): void => {
    const draft = kept.get(draftId);
    draft?.cancel();
    wipe(draft?.words);
    kept.delete(draftId);
  };
  return {
    drop,
    dropAll: () => [...kept.keys()].forEach(drop),
    make(count) {
      const oldest = kept.keys().next().value;
      if (kept.size >= MOST && oldest) drop(oldest);
      const words = newWords(count);
      const draftId = randomUUID();
      const asks = askPositions(count);
      const expiresAtMs = clock.nowMs() + LIFETIME_MS;
      const cancel = clock.after(LIFETIME_MS, () => drop(draftId));
      kept.set(draftId, { words: new TextEncoder().encode(words.join(" ")), asks, expiresAtMs, cancel });
      return { draftId, words, asks, expiresAtMs };
    },
    confirm(draftId, answers) {
      const draft = kept.get(draftId);
      if (!draft || draft.expiresAtMs <= clock.nowMs()) {
        throw new AppError("KEY_DRAFT_UNKNOWN", "These new words are no longer waiting here.", {
          hint: "Begin again with new words. Do not use the old ones.",
          field: "draftId",
        });
      }
      const words = new TextDecoder().decode(draft.words).split(" ");
      if (!answersMatch(words, draft.asks, answers)) {
        const places = draft.asks.map((index) => index + 1).join(", ");
        throw new AppError("KEY_WORDS_MISMATCH", `Words ${places} were not given back as they were shown.`, {
          hint: "Look at your paper and correct what was written down before going on.",
          field: "answers",
        });
      }
      return words;
    },
  };
}
