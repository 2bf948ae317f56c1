import { Button, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./NewWallet.module.css";

export interface AskWordsProps {
  readonly words: readonly string[];
  /** Places (from 0) asked back. */
  readonly asks: readonly number[];
  readonly onBack: () => void;
  readonly onRight: (answers: { index: number; word: string }[]) => void;
}

/**
 * Asks the words back that main named. A slip is told at once; main checks again.
 * Accessible names: "Word 3" (its place), "Check the words", "See the words again".
 */
export function AskWords({ words, asks, onBack, onRight }: AskWordsProps) {
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [checked, setChecked] = useState(false);
  useEffect(() => () => setTyped({}), []);

  const clean = (index: number): string => (typed[index] ?? "").trim().toLowerCase();
  const isRight = (index: number): boolean => clean(index) === words[index];
  const submit = () => {
    setChecked(true);
    if (asks.every(isRight)) onRight(asks.map((index) => ({ index, word: clean(index) })));
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="dim">Read these from your paper, not from memory.</p>
      {asks.map((index, at) => (
        <TextInput
          key={index}
          label={`Word ${index + 1}`}
          autoComplete="off"
          spellCheck={false}
          autoFocus={at === 0}
          value={typed[index] ?? ""}
          error={checked && !isRight(index) ? `This is not word ${index + 1}. Look at your paper again.` : null}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped((before) => ({ ...before, [index]: text }));
          }}
        />
      ))}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack}>
          See the words again
        </Button>
        <Button type="submit" disabled={asks.some((index) => clean(index) === "")}>
          Check the words
        </Button>
      </div>
    </form>
  );
}
