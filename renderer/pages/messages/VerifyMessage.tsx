import { Button, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { Output } from "#src/contract/index.ts";
import { signedMessage } from "#src/contract/wallet-messages.ts";
import classes from "./MessagesPage.module.css";

/** A whole signed message pasted as JSON, as the sign panel copies it. */
function pasted(text: string) {
  try {
    const parsed = signedMessage.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Checks a signature, wrapped or not. */
export function VerifyMessage() {
  const verify = useAction("wallet.verify");
  const [address, setAddress] = useState("");
  const [message, setMessage] = useState("");
  const [signature, setSignature] = useState("");
  const [encoding, setEncoding] = useState<"text" | "hex">("text");
  const [answer, setAnswer] = useState<Output<"wallet.verify"> | null>(null);
  const forget = () => {
    setAnswer(null);
    verify.clear();
  };
  const takeMessage = (text: string) => {
    forget();
    const whole = pasted(text);
    setMessage(whole?.message ?? text);
    if (!whole) return;
    setAddress(whole.address);
    setSignature(whole.signature);
  };
  const submit = async () => {
    const result = await verify.run({
      address: address.trim(),
      message,
      encoding,
      signature: signature.trim(),
    });
    if (result.ok) setAnswer(result.value);
  };
  return (
    <Panel title="Verify a signature">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Textarea
          label="Signed text"
          description="Or the whole signed message as JSON, which fills all three fields."
          rows={4}
          maxLength={66_560}
          value={message}
          onChange={(event) => takeMessage(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="Signed text is"
          size="xs"
          value={encoding}
          onChange={(value) => {
            forget();
            setEncoding(value === "hex" ? "hex" : "text");
          }}
          data={[
            { value: "text", label: "Text" },
            { value: "hex", label: "Hex" },
          ]}
        />
        <TextInput
          label="Address"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => {
            forget();
            setAddress(event.currentTarget.value);
          }}
        />
        <TextInput
          label="Signature"
          autoComplete="off"
          spellCheck={false}
          maxLength={256}
          value={signature}
          onChange={(event) => {
            forget();
            setSignature(event.currentTarget.value);
          }}
        />
        {verify.error ? <ErrorPanel error={verify.error} title="It cannot be checked as it stands" /> : null}
        {answer ? (
          <div className={classes.result} role="status" aria-label="Result of the check">
            {answer.valid ? (
              <StateMark tone="good">
                {answer.form === "bytes" ? "Valid, signed between <Bytes> and </Bytes>" : "Valid, signed as it is"}
              </StateMark>
            ) : (
              <StateMark tone="danger">Not valid: another key, another text or a changed signature</StateMark>
            )}
          </div>
        ) : null}
        <div className={classes.row}>
          <Button
            type="submit"
            loading={verify.busy}
            disabled={address.trim() === "" || message === "" || signature.trim() === ""}
          >
            Check signature
          </Button>
        </div>
      </form>
    </Panel>
  );
}
