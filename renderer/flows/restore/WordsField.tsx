import { Button, Textarea } from "@mantine/core";
import { useMemo } from "react";
import { wordList } from "#renderer/lib/word-list.ts";
import { readWords, WORD_COUNTS, wrongWords } from "#src/keys/words.ts";
import classes from "./Restore.module.css";

/** What a pasted text says, told while it is typed. */
export function useWords(text: string) {
  return useMemo(() => {
    const words = readWords(text);
    return { words, wrong: wrongWords(words, wordList) };
  }, [text]);
}

export interface WordsFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/**
 * Words as people paste them: numbered lists, line breaks and stray spaces are forgiven, words that are not in the
 * list are pointed at with what may have been meant.
 * Accessible names: "Your words", status "Words read", buttons "Use “abandon” for word 3".
 */
export function WordsField({ value, onChange }: WordsFieldProps) {
  const { words, wrong } = useWords(value);
  const isCount = (WORD_COUNTS as readonly number[]).includes(words.length);
  const replace = (index: number, word: string) =>
    onChange(words.map((own, at) => (at === index ? word : own)).join(" "));
  return (
    <div className={classes.words}>
      <Textarea
        label="Your words"
        description="12, 15, 18, 21 or 24 words in their order. Numbers, commas and line breaks do not matter."
        rows={4}
        maxLength={2_048}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p role="status" aria-label="Words read" className={wrong.length > 0 ? "warning" : isCount ? "good" : "dim"}>
        {words.length === 0
          ? "No words yet."
          : wrong.length > 0
            ? `${words.length} words read, ${wrong.length} of them not in the word list.`
            : isCount
              ? `${words.length} words read, all of them in the word list.`
              : `${words.length} words read; a phrase has 12, 15, 18, 21 or 24.`}
      </p>
      {wrong.length > 0 ? (
        <ul className={classes.wrong} aria-label="Words that are not in the list">
          {wrong.slice(0, 8).map(({ index, word, suggestions }) => (
            <li key={index}>
              <span>
                {`Word ${index + 1}, “`}
                <code className="danger">{word}</code>
                {suggestions.length > 0 ? "”, perhaps:" : "”: nothing in the list is near it. Look at your paper."}
              </span>
              {suggestions.map((suggestion) => (
                <Button
                  key={suggestion}
                  size="compact-xs"
                  variant="default"
                  aria-label={`Use “${suggestion}” for word ${index + 1}`}
                  onClick={() => replace(index, suggestion)}
                >
                  {suggestion}
                </Button>
              ))}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
