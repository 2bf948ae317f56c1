import { Button, Checkbox, PasswordInput, SegmentedControl, Select, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { SignedMessage } from "#src/contract/wallet-messages.ts";
import classes from "./MessagesPage.module.css";
import { useSigningKeys } from "./use-signing-keys.ts";

/** Signs a message with a cold or hot key, wrapped or raw. */
export function SignMessage({ walletId, hotkeyName }: { walletId: string | null; hotkeyName: string | null }) {
  const keys = useSigningKeys();
  const sign = useAction("wallet.sign");
  const [chosen, setChosen] = useState<string | null>(
    walletId === null ? null : JSON.stringify([walletId, hotkeyName]),
  );
  const [message, setMessage] = useState("");
  const [encoding, setEncoding] = useState<"text" | "hex">("text");
  const [wrapped, setWrapped] = useState(true);
  const [password, setPassword] = useState("");
  const [signed, setSigned] = useState<SignedMessage | null>(null);
  useEffect(() => () => setPassword(""), []);
  const key = keys.find(({ value }) => value === chosen) ?? keys[0];

  if (!key) {
    return (
      <Panel title="Sign a message">
        <EmptyState
          title="No key can sign here"
          text="A message is signed with a key whose secret is on this machine."
          action={
            <Button component="a" href={href("wallet")}>
              See wallets
            </Button>
          }
        />
      </Panel>
    );
  }
  const wantsPassword = key.hotkeyName === null && key.wallet.kind === "password";
  const submit = async () => {
    const result = await sign.run({
      walletId: key.wallet.walletId,
      ...(key.hotkeyName === null ? {} : { hotkeyName: key.hotkeyName }),
      message,
      encoding,
      form: wrapped ? "bytes" : "raw",
      ...(wantsPassword && password !== "" ? { password } : {}),
    });
    setPassword("");
    if (result.ok) setSigned(result.value);
  };
  return (
    <Panel title="Sign a message">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Select
          label="Key"
          data={keys.map(({ value, label }) => ({ value, label }))}
          value={key.value}
          onChange={(value) => {
            setSigned(null);
            setChosen(value);
          }}
        />
        <Textarea
          label="Message"
          rows={4}
          maxLength={65_536}
          value={message}
          onChange={(event) => {
            setSigned(null);
            setMessage(event.currentTarget.value);
          }}
        />
        <div className={classes.row}>
          <SegmentedControl
            aria-label="Message is"
            size="xs"
            value={encoding}
            onChange={(value) => setEncoding(value === "hex" ? "hex" : "text")}
            data={[
              { value: "text", label: "Text" },
              { value: "hex", label: "Hex" },
            ]}
          />
          <Checkbox
            label="Wrapped in <Bytes>"
            checked={wrapped}
            onChange={(event) => setWrapped(event.currentTarget.checked)}
          />
        </div>
        {wrapped ? null : (
          <p className="warning">
            Unwrapped, only plain text is signed: anything else could be a transaction in disguise.
          </p>
        )}
        {wantsPassword ? (
          <PasswordInput
            label={`Password of ${key.wallet.name}`}
            description={
              key.wallet.unlockedUntilMs === null ? undefined : "It is unlocked; the password may be left out."
            }
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        {sign.error ? <ErrorPanel error={sign.error} title="It was not signed" /> : null}
        <div className={classes.row}>
          <Button type="submit" loading={sign.busy} disabled={message === ""}>
            Sign message
          </Button>
        </div>
        {signed ? (
          <section className={classes.result} aria-label="Signed message">
            <Address address={signed.address} />
            <span className="dim">
              {signed.form === "bytes" ? "signed between <Bytes> and </Bytes>" : "signed as it is"}
            </span>
            <span>
              <code>{signed.signature}</code> <CopyButton text={signed.signature} label="Copy signature" />
            </span>
            <span className="dim">
              {"all of it as JSON "}
              <CopyButton text={JSON.stringify(signed)} label="Copy signed message as JSON" />
            </span>
          </section>
        ) : null}
      </form>
    </Panel>
  );
}
