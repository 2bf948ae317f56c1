import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { type HotkeyProof, hotkeyProof } from "#src/contract/wallet-messages.ts";
import classes from "./MessagesPage.module.css";

function readProof(text: string): HotkeyProof | null {
  try {
    const parsed = hotkeyProof.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Checks a hotkey proof that somebody else made. */
export function VerifyProof() {
  const verify = useAction("wallet.verifyHotkeyProof");
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<{ valid: boolean; reason: string | null } | null>(null);
  const proof = readProof(text);
  const submit = async () => {
    if (!proof) return;
    const result = await verify.run({ proof });
    if (result.ok) setAnswer(result.value);
  };
  return (
    <Panel title="Verify a hotkey proof">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Textarea
          label="Proof"
          description="The JSON text you were given."
          rows={4}
          maxLength={8_192}
          spellCheck={false}
          value={text}
          error={text.trim() !== "" && !proof ? "This is not a hotkey proof, or a part of it is missing." : null}
          onChange={(event) => {
            setAnswer(null);
            setText(event.currentTarget.value);
          }}
        />
        {proof ? (
          <div className={classes.result}>
            <span>{proof.statement}</span>
            <span>
              <span className="dim">hotkey </span>
              <Address address={proof.hotkey} />
            </span>
            <span>
              <span className="dim">coldkey </span>
              <Address address={proof.coldkey} />
            </span>
          </div>
        ) : null}
        {verify.error ? <ErrorPanel error={verify.error} title="It cannot be checked as it stands" /> : null}
        {answer ? (
          <div className={classes.result} role="status" aria-label="Result of the proof check">
            <StateMark tone={answer.valid ? "good" : "danger"}>
              {answer.valid
                ? proof?.coldkeySignature
                  ? "Valid: both keys signed this statement"
                  : "Valid: the hotkey signed it; the coldkey did not"
                : `Not valid: ${answer.reason ?? "a signature does not fit"}`}
            </StateMark>
          </div>
        ) : null}
        <div className={classes.row}>
          <Button type="submit" loading={verify.busy} disabled={!proof}>
            Check proof
          </Button>
        </div>
      </form>
    </Panel>
  );
}
