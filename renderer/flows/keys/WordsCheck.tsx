import { Button, Modal, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./Keys.module.css";

function CheckDialog({ wallet, onClose }: { wallet: WalletView; onClose: () => void }) {
  const asked = useQuery("wallet.askWords", { walletId: wallet.walletId });
  const confirm = useAction("wallet.confirmWords");
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [password, setPassword] = useState("");
  useEffect(
    () => () => {
      setTyped({});
      setPassword("");
    },
    [],
  );
  const asks = asked.value?.asks ?? [];
  const wordOf = (index: number) => (typed[index] ?? "").trim().toLowerCase();
  const free = wallet.kind === "practice";
  const submit = async () => {
    const result = await confirm.run({
      walletId: wallet.walletId,
      answers: asks.map((index) => ({ index, word: wordOf(index) })),
      ...(free ? {} : { password }),
    });
    setPassword("");
    if (result.ok) onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Check your words" closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="dim">Read these from your paper, not from memory and not from this app.</p>
        {asked.error ? <ErrorPanel error={asked.error} title="No words were asked for" onRetry={asked.reload} /> : null}
        {asks.map((index, at) => (
          <TextInput
            key={index}
            label={`Word ${index + 1}`}
            autoComplete="off"
            spellCheck={false}
            maxLength={32}
            {...(at === 0 ? { "data-autofocus": true } : {})}
            value={typed[index] ?? ""}
            onChange={(event) => {
              const text = event.currentTarget.value;
              setTyped((before) => ({ ...before, [index]: text }));
            }}
          />
        ))}
        {free ? null : (
          <PasswordInput
            label="Password"
            description={`The one of ${wallet.name}.`}
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        {confirm.error ? <ErrorPanel error={confirm.error} title="The check did not pass" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Later
          </Button>
          <Button
            type="submit"
            loading={confirm.busy}
            disabled={asks.length === 0 || asks.some((index) => wordOf(index) === "") || (!free && password === "")}
          >
            Check them
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/**
 * When the words were last given back from paper, and the check that asks for three of them.
 * Accessible names: button "Check words"; dialog "Check your words" with "Word 3" (its place), "Password", "Check them".
 */
export function WordsCheck({ wallet }: { wallet: WalletView }) {
  const [open, setOpen] = useState(false);
  const { wordsCheckedAtMs, wordsCheckDue } = wallet;
  return (
    <div className={wordsCheckDue ? classes.card : undefined}>
      <span>
        {wordsCheckDue ? <strong>Time to check your words. </strong> : null}
        <span className="dim">
          {wordsCheckedAtMs === null
            ? "Nobody has read them back from paper yet."
            : `Last read back from paper on ${clockTime(wordsCheckedAtMs).slice(0, 10)}.`}
        </span>{" "}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        Check words
      </Button>
      {open ? <CheckDialog wallet={wallet} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
