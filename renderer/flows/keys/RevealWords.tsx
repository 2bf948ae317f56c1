import { Button, Modal, PasswordInput, Portal } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import newWallet from "#renderer/flows/new-wallet/NewWallet.module.css";
import { useAction } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import type { Output } from "#src/contract/index.ts";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";
import classes from "./Keys.module.css";

const VISIBLE_MS = 60_000;

export interface RevealWordsProps {
  readonly wallet: WalletView;
  readonly hotkey?: HotkeyView;
  readonly onClose: () => void;
}

type Shown = Output<"wallet.show">;

/** The words over the whole page. They go after a minute, with the window's focus, with Escape or by the button. */
function Takeover({ shown, name, onHide }: { shown: Shown; name: string; onHide: () => void }) {
  const [untilMs] = useState(() => Date.now() + VISIBLE_MS);
  const nowMs = useNow(500);
  const left = Math.ceil((untilMs - nowMs) / 1_000);
  const hide = useRef(onHide);
  hide.current = onHide;
  useEffect(() => {
    const now = () => hide.current();
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && now();
    const timer = setTimeout(now, VISIBLE_MS);
    window.addEventListener("blur", now);
    window.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("blur", now);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
  return (
    <Portal>
      <div className={newWallet.takeover} role="dialog" aria-modal="true" aria-label={`Words of ${name}`}>
        <div className={newWallet.words}>
          <h1>{shown.words ? `The words of ${name}` : `The seed of ${name}`}</h1>
          {shown.words ? (
            <ol className={newWallet.grid} aria-label="Words">
              {shown.words.map((word, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is what identifies a word, and the list never changes
                <li key={at}>
                  <span className={newWallet.place}>{at + 1}</span>
                  <span className={newWallet.word}>{word}</span>
                </li>
              ))}
            </ol>
          ) : shown.seed ? (
            <code className={classes.seed}>{shown.seed}</code>
          ) : (
            <p className={classes.note}>
              This key was brought in without words or seed. It can be exported as a btcli keyfile or put into a backup.
            </p>
          )}
          {shown.path ? (
            <p>
              {"With the derivation path "}
              <code>{shown.path}</code>
            </p>
          ) : null}
          <p className="dim" role="status">{`They hide in ${Math.max(0, left)} s, and when you leave this window.`}</p>
          <ul className={newWallet.rules}>
            <li>On paper only. No photo, no screenshot, no cloud, no e-mail, no chat.</li>
            <li>Nobody who helps you ever needs them. Whoever asks for them is stealing from you.</li>
            <li>Type them into no web page. Another wallet of your own is the only place they belong.</li>
          </ul>
          <div className={newWallet.buttons}>
            <Button autoFocus onClick={onHide}>
              Hide now
            </Button>
          </div>
        </div>
      </div>
    </Portal>
  );
}

/**
 * Shows words again, after the password.
 * Accessible names: dialog "Show words" with "Password" and "Show them"; then dialog "Words of NAME" with list "Words"
 * and "Hide now".
 */
export function RevealWords({ wallet, hotkey, onClose }: RevealWordsProps) {
  const show = useAction("wallet.show");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(
    () => () => {
      setPassword("");
      setShown(null);
    },
    [],
  );
  const name = hotkey ? `${wallet.name} / ${hotkey.name}` : wallet.name;
  const free = wallet.kind === "practice";
  const submit = async () => {
    const result = await show.run({
      walletId: wallet.walletId,
      ...(hotkey ? { hotkeyName: hotkey.name } : {}),
      ...(password === "" ? {} : { password }),
    });
    setPassword("");
    if (result.ok) setShown(result.value);
  };
  if (shown) return <Takeover shown={shown} name={name} onHide={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Show words">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={classes.note}>
          Whoever sees these words has everything this key holds. Make sure that nobody and no camera looks at this
          screen, and that no screen is being shared.
        </p>
        {free ? null : (
          <PasswordInput
            label="Password"
            description={
              wallet.kind === "watch"
                ? "The passphrase of the vault, where there is one."
                : `The one of ${wallet.name}.`
            }
            autoComplete="off"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        {show.error ? <ErrorPanel error={show.error} title="They stay hidden" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={show.busy} disabled={!free && wallet.kind === "password" && password === ""}>
            Show them
          </Button>
        </div>
      </form>
    </Modal>
  );
}
