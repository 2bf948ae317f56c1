/** Word counts BIP39 allows, with the bits of entropy behind them. */
export const WORD_COUNTS = [12, 15, 18, 21, 24] as const;
export type WordCount = (typeof WORD_COUNTS)[number];

/** Entropy behind a number of words, in bytes (BIP39: 32 bits for every three words). */
export const entropyBytes = (count: WordCount): number => (count / 3) * 4;

export const isWordCount = (count: number): count is WordCount => (WORD_COUNTS as readonly number[]).includes(count);

/**
 * The words in pasted text. Forgives capital letters, line breaks, commas, stray spaces and numbered lists
 * (`1. foo`, `2) bar`, `3-baz`); numbered words in another order are put in order.
 */
export function readWords(text: string): string[] {
  const clean = text.normalize("NFKD").toLowerCase();
  const parts = clean.match(/\d+\s*[.):-]*\s*[a-z]+|[^\s\d,;.]+/g) ?? [];
  const found = parts.map((part) => {
    const numbered = /^(\d+)\s*[.):-]*\s*([a-z]+)$/.exec(part);
    return numbered
      ? { at: Number(numbered[1]), word: numbered[2] ?? "" }
      : { at: null, word: part.replace(/^[^a-z]+|[^a-z]+$/g, "") };
  });
  const words = found.filter(({ word }) => word !== "");
  const numbers = words.map(({ at }) => at);
  const complete =
    numbers.every((at) => at !== null) &&
    new Set(numbers).size === words.length &&
    Math.max(...(numbers as number[])) - Math.min(...(numbers as number[])) === words.length - 1;
  return (complete ? words.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)) : words).map(({ word }) => word);
}

/** Edits (insert, delete, replace, swap of neighbours) from one word to another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** A word that is not in the list, where it stands (from 0), and what may have been meant. */
export interface WrongWord {
  readonly index: number;
  readonly word: string;
  readonly suggestions: readonly string[];
}

/** Words of the list nearest to `word`, at most `limit`, best first. BIP39 words are told apart by four letters. */
export function suggestWords(word: string, wordlist: readonly string[], limit = 3): string[] {
  const prefix = wordlist.filter((known) => word.length >= 2 && known.startsWith(word.slice(0, 4)));
  const near = wordlist
    .map((known) => ({ known, far: distance(word, known) }))
    .filter(({ far }) => far <= 2)
    .toSorted((a, b) => a.far - b.far || (a.known < b.known ? -1 : 1))
    .map(({ known }) => known);
  return [...new Set([...near.slice(0, 1), ...prefix, ...near])].slice(0, limit);
}

/** Every word that is not in the list. Empty where all are known. */
export function wrongWords(words: readonly string[], wordlist: readonly string[]): WrongWord[] {
  const known = new Set(wordlist);
  return words.flatMap((word, index) =>
    known.has(word) ? [] : [{ index, word, suggestions: suggestWords(word, wordlist) }],
  );
}
