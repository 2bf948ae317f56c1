import { Button } from "@mantine/core";
import { IconCopy, IconEye, IconEyeOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import classes from "./SecretText.module.css";

const HIDE_AFTER_MS = 30_000;
const CLIPBOARD_MS = 30_000;

export interface SecretTextProps {
  /** What it is, for the buttons: "API key". */
  readonly name: string;
  /** Fetches the secret; null where it was refused (the caller shows why). */
  readonly reveal: () => Promise<string | null>;
}

/** Empties the clipboard if it still holds what was copied; a text copied since then stays. */
async function clearClipboard(secret: string): Promise<void> {
  const held = await navigator.clipboard.readText().catch(() => secret);
  if (held === secret) await navigator.clipboard.writeText("").catch(() => undefined);
}

/** A secret that is shown on demand, hides by itself, and leaves the clipboard after 30 s. Kept in this component only. */
export function SecretText({ name, reveal }: SecretTextProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const [copiedAtMs, setCopiedAtMs] = useState<number | null>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);

  useEffect(() => {
    if (secret === null) return;
    const timer = setTimeout(() => setSecret(null), HIDE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [secret]);

  useEffect(() => {
    if (copiedAtMs === null) return;
    const timer = setInterval(() => {
      const left = Math.ceil((copiedAtMs + CLIPBOARD_MS - Date.now()) / 1_000);
      setSecondsLeft(left);
      if (left <= 0) setCopiedAtMs(null);
    }, 500);
    return () => clearInterval(timer);
  }, [copiedAtMs]);

  const copy = async () => {
    const text = secret ?? (await reveal());
    if (text === null) return;
    await navigator.clipboard.writeText(text);
    setSecondsLeft(CLIPBOARD_MS / 1_000);
    setCopiedAtMs(Date.now());
    setTimeout(() => void clearClipboard(text), CLIPBOARD_MS);
  };

  return (
    <div className={classes.row}>
      <code className={classes.text} aria-live="polite">
        {secret ?? "••••••••••••••••••••••••"}
      </code>
      {secret === null ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconEye size={14} />}
          onClick={() => void reveal().then(setSecret)}
        >
          {`Show ${name}`}
        </Button>
      ) : (
        <Button size="xs" variant="default" leftSection={<IconEyeOff size={14} />} onClick={() => setSecret(null)}>
          {`Hide ${name}`}
        </Button>
      )}
      <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={() => void copy()}>
        {copiedAtMs === null ? `Copy ${name}` : `Copied, cleared in ${secondsLeft} s`}
      </Button>
    </div>
  );
}
