import { Button, Portal } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useNow } from "#renderer/lib/use-now.ts";
import classes from "./NewWallet.module.css";

const VISIBLE_MS = 60_000;

export interface ShowWordsProps {
  readonly words: readonly string[];
  readonly onWritten: () => void;
  readonly onCancel: () => void;
}

/**
 * The words, over the whole page. They hide by themselves and when the window loses the focus.
 * Accessible names: dialog "Your words", list "Words", "Show the words", "I have written them down", "Start over".
 */
export function ShowWords({ words, onWritten, onCancel }: ShowWordsProps) {
  const [hiddenAtMs, setHiddenAtMs] = useState<number | null>(null);
  const [seen, setSeen] = useState(false);
  const nowMs = useNow(500);
  const visible = hiddenAtMs !== null && nowMs < hiddenAtMs;

  useEffect(() => {
    const hide = () => setHiddenAtMs(null);
    window.addEventListener("blur", hide);
    return () => window.removeEventListener("blur", hide);
  }, []);

  return (
    <Portal>
      <div className={classes.takeover} role="dialog" aria-modal="true" aria-label="Your words">
        <div className={classes.words}>
          <h1>Write these words down, in this order</h1>
          <ol className={classes.grid} aria-label="Words" data-hidden={!visible || undefined}>
            {words.map((word, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what identifies a word, and the list never changes
              <li key={at}>
                <span className={classes.place}>{at + 1}</span>
                <span className={classes.word}>{visible ? word : "••••••"}</span>
              </li>
            ))}
          </ol>
          <p className="dim">
            {visible
              ? `They hide again in ${Math.max(0, Math.ceil(((hiddenAtMs ?? 0) - nowMs) / 1_000))} s.`
              : "Make sure that nobody and no camera looks at this screen."}
          </p>
          <ul className={classes.rules}>
            <li>On paper, twice, in two places. No photo, no screenshot, no cloud, no e-mail, no chat.</li>
            <li>Nobody who helps you ever needs them. Tausmith asks for three of them now, and for nothing more.</li>
            <li>They cannot be shown again unless you ask for it with the password.</li>
          </ul>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onCancel}>
              Start over
            </Button>
            <Button
              variant={seen ? "default" : "filled"}
              leftSection={<IconEye size={16} />}
              autoFocus
              disabled={visible}
              onClick={() => {
                setSeen(true);
                setHiddenAtMs(Date.now() + VISIBLE_MS);
              }}
            >
              Show the words
            </Button>
            <Button disabled={!seen} onClick={onWritten}>
              I have written them down
            </Button>
          </div>
        </div>
      </div>
    </Portal>
  );
}
