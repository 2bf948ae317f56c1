import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { isNewPasswordReady, NewPassword } from "#renderer/components/NewPassword.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import type { Output } from "#src/contract/index.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { OpenVault } from "../vault/OpenVault.tsx";
import { AskWords } from "./AskWords.tsx";
import classes from "./NewWallet.module.css";
import { ShowWords } from "./ShowWords.tsx";

type Draft = Output<"wallet.draft">;
type Step = "name" | "words" | "ask" | "password";
const STEPS: readonly { readonly step: Step; readonly label: string }[] = [
  { step: "name", label: "Name" },
  { step: "words", label: "Words" },
  { step: "ask", label: "Check" },
  { step: "password", label: "Password" },
];

export interface NewWalletProps {
  readonly onDone: (wallet: WalletView) => void;
  readonly onCancel: () => void;
}

/**
 * A new coldkey: name, words shown once, three asked back, password. Words and password live in this component's
 * state only and go with it.
 * Accessible names: "Wallet name", "Number of words", "Make words", (ShowWords, AskWords), "New password",
 * "Repeat password", "Create wallet", "Cancel".
 */
export function NewWallet({ onDone, onCancel }: NewWalletProps) {
  const { keychain } = useSession();
  const makeDraft = useAction("wallet.draft");
  const create = useAction("wallet.create");
  const wallets = useMirror("wallets").value ?? [];
  const taken = (wanted: string): boolean => wallets.some((known) => known.name === wanted.trim());
  const [step, setStep] = useState<Step>("name");
  const [name, setName] = useState("");
  const [wordCount, setWordCount] = useState<"12" | "24">("12");
  const [draft, setDraft] = useState<Draft | null>(null);
  const [answers, setAnswers] = useState<{ index: number; word: string }[]>([]);
  const [password, setPassword] = useState({ value: "", repeated: "" });

  useEffect(
    () => () => {
      setDraft(null);
      setAnswers([]);
      setPassword({ value: "", repeated: "" });
    },
    [],
  );

  if (keychain && !keychain.open) return <OpenVault keychain={keychain} />;

  const begin = async () => {
    const result = await makeDraft.run({ wordCount: wordCount === "12" ? 12 : 24 });
    if (!result.ok) return;
    setDraft(result.value);
    setStep("words");
  };
  const finish = async () => {
    if (!draft) return;
    const result = await create.run({
      draftId: draft.draftId,
      name: name.trim(),
      password: password.value,
      answers,
      hotkeyName: "default",
    });
    if (!result.ok) return;
    setPassword({ value: "", repeated: "" });
    onDone(result.value);
  };
  const startOver = () => {
    setDraft(null);
    setAnswers([]);
    create.clear();
    setStep("name");
  };
  const forget = (): void => setDraft((kept) => (kept ? { ...kept, words: [] } : null));

  return (
    <div className={classes.flow}>
      <ol className={classes.steps} aria-label="Steps">
        {STEPS.map(({ step: own, label }) => (
          <li key={own} aria-current={own === step ? "step" : undefined}>
            {label}
          </li>
        ))}
      </ol>
      {step === "name" ? (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          <TextInput
            label="Wallet name"
            description="As it is called on this machine, for example “main”."
            maxLength={64}
            value={name}
            error={taken(name) ? "There is a wallet of that name already." : null}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <div>
            <div className={classes.label} id="word-count-label">
              Number of words
            </div>
            <SegmentedControl
              aria-label="Number of words"
              value={wordCount}
              onChange={(value) => setWordCount(value === "24" ? "24" : "12")}
              data={[
                { value: "12", label: "12 words" },
                { value: "24", label: "24 words" },
              ]}
            />
          </div>
          <p className="dim">
            The words are the wallet. Whoever has them has the money, and without them nobody can bring it back. Have
            pen and paper ready: they are shown once, for you alone.
          </p>
          {makeDraft.error ? <ErrorPanel error={makeDraft.error} title="No words could be made" /> : null}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === "" || taken(name)} loading={makeDraft.busy}>
              Make words
            </Button>
          </div>
        </form>
      ) : null}
      {step === "words" && draft ? (
        <ShowWords words={draft.words} onCancel={startOver} onWritten={() => setStep("ask")} />
      ) : null}
      {step === "ask" && draft ? (
        <AskWords
          words={draft.words}
          asks={draft.asks}
          onBack={() => setStep("words")}
          onRight={(given) => {
            setAnswers(given);
            forget();
            setStep("password");
          }}
        />
      ) : null}
      {step === "password" ? (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void finish();
          }}
        >
          <p className="dim">The password seals the key on this machine and is asked whenever it signs.</p>
          <NewPassword {...password} names={[name]} onChange={(value, repeated) => setPassword({ value, repeated })} />
          {create.error?.code === "KEY_NAME_TAKEN" ? (
            <TextInput
              label="Wallet name"
              maxLength={64}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          ) : null}
          {create.error ? (
            <ErrorPanel
              error={create.error}
              title="The wallet was not made"
              action={
                create.error.code === "KEY_DRAFT_UNKNOWN" ? (
                  <Button variant="default" size="xs" onClick={startOver}>
                    Start over
                  </Button>
                ) : undefined
              }
            />
          ) : null}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={create.busy}
              disabled={!isNewPasswordReady(password.value, password.repeated, [name])}
            >
              Create wallet
            </Button>
          </div>
        </form>
      ) : null}
    </div>
  );
}
