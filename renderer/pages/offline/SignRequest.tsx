import { Button, PasswordInput, SegmentedControl, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { AnimatedQr } from "#renderer/flows/offline/AnimatedQr.tsx";
import { Fingerprint } from "#renderer/flows/offline/Fingerprint.tsx";
import flow from "#renderer/flows/offline/Offline.module.css";
import { TakeText } from "#renderer/flows/offline/TakeText.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { Output } from "#src/contract/index.ts";
import type { OfflineInspection } from "#src/contract/offline.ts";
import { DecodedRequest } from "./DecodedRequest.tsx";
import classes from "./OfflinePage.module.css";

type Answer = Output<"offline.sign">;

type Form = OfflineInspection["form"];

/** Which program waits for the answer decides how it is carried first: Vault's own form is a code. */
const CARRIED = {
  tausmith: [
    { value: "file", label: "File" },
    { value: "qr", label: "QR codes" },
    { value: "vault", label: "As Polkadot Vault" },
  ],
  vault: [
    { value: "vault", label: "As Polkadot Vault" },
    { value: "file", label: "File" },
  ],
};

function AnswerView({ answer, form, onNext }: { answer: Answer; form: Form; onNext: () => void }) {
  const [shown, setShown] = useState<"file" | "qr" | "vault">(form === "vault" ? "vault" : "file");
  return (
    <div className={flow.form}>
      <p className="good" role="status">
        {form === "vault"
          ? "Signed. Nothing was sent: let the other program scan this code."
          : "Signed. Nothing was sent: bring the answer to the machine that made the request."}
      </p>
      <Fingerprint value={answer.fingerprint} alone={form === "vault"} />
      <SegmentedControl
        aria-label="Carry the answer by"
        size="xs"
        value={shown}
        onChange={(value) => setShown(value as typeof shown)}
        data={CARRIED[form]}
      />
      {shown === "qr" ? <AnimatedQr content={{ kind: "text", text: answer.file }} label="the answer" /> : null}
      {shown === "vault" ? (
        <>
          <AnimatedQr content={{ kind: "plain", text: answer.vaultAnswer }} label="the signature" />
          <Textarea
            label="The same as text"
            readOnly
            rows={3}
            value={answer.vaultAnswer}
            classNames={{ input: "mono" }}
            onFocus={(event) => event.currentTarget.select()}
          />
        </>
      ) : null}
      <div className={flow.row}>
        {shown === "file" ? (
          <Button
            onClick={() => saveText(answer.fileName, answer.file, form === "vault" ? "text/plain" : "application/json")}
          >
            Save answer
          </Button>
        ) : null}
        <Button variant="default" onClick={onNext}>
          Another request
        </Button>
      </div>
    </div>
  );
}

/** The side that holds the key: takes a request, shows what it means, signs it and gives the answer out. */
export function SignRequest() {
  const inspect = useAction("offline.inspect");
  const sign = useAction("offline.sign");
  const [file, setFile] = useState<string | null>(null);
  const [seen, setSeen] = useState<OfflineInspection | null>(null);
  const [password, setPassword] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => () => setPassword(""), []);

  const take = async (text: string) => {
    setSeen(null);
    const result = await inspect.run({ file: text });
    if (!result.ok) return;
    setFile(text);
    setSeen(result.value);
  };
  const again = () => {
    setFile(null);
    setSeen(null);
    setAnswer(null);
    setPassword("");
    inspect.clear();
    sign.clear();
  };
  const submit = async () => {
    if (file === null || !seen) return;
    const result = await sign.run({
      file,
      fingerprint: seen.fingerprint,
      ...(seen.needs === "password" ? { password } : {}),
    });
    setPassword("");
    if (result.ok) setAnswer(result.value);
  };
  const body = () => {
    if (answer) return <AnswerView answer={answer} form={seen?.form ?? "tausmith"} onNext={again} />;
    if (!seen) {
      return (
        <div className={flow.form}>
          <ol className={classes.steps}>
            <li>Take the request from the online machine, or a code that another program made for Polkadot Vault.</li>
            <li>Read what it does and compare the fingerprint on both screens.</li>
            <li>Sign, and carry the answer back. Nothing is sent from here.</li>
          </ol>
          <TakeText what="request" onText={(text) => void take(text)} />
          {inspect.error ? <ErrorPanel error={inspect.error} title="It cannot be signed as it stands" /> : null}
        </div>
      );
    }
    return (
      <form
        className={flow.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <DecodedRequest seen={seen} />
        {seen.key && seen.needs === "password" ? (
          <PasswordInput
            label={`Password of ${seen.key.walletName}`}
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        {sign.error ? <ErrorPanel error={sign.error} title="It was not signed" /> : null}
        <div className={flow.row}>
          <Button variant="default" onClick={again}>
            Another request
          </Button>
          <Button
            type="submit"
            loading={sign.busy}
            disabled={seen.key === null || (seen.needs === "password" && password === "")}
          >
            Sign this request
          </Button>
        </div>
      </form>
    );
  };
  return <Panel title="Sign a request">{body()}</Panel>;
}
