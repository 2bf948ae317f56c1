import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { HotkeyProof } from "#src/contract/wallet-messages.ts";
import classes from "./MessagesPage.module.css";
import { useSigningKeys } from "./use-signing-keys.ts";

/** A hotkey's signed statement that it belongs to its coldkey, signed by the coldkey too where that is possible. */
export function ProveHotkey() {
  const keys = useSigningKeys().filter(({ hotkeyName }) => hotkeyName !== null);
  const prove = useAction("wallet.proveHotkey");
  const [chosen, setChosen] = useState<string | null>(null);
  const [challenge, setChallenge] = useState("");
  const [password, setPassword] = useState("");
  const [proof, setProof] = useState<HotkeyProof | null>(null);
  useEffect(() => () => setPassword(""), []);
  const key = keys.find(({ value }) => value === chosen) ?? keys[0];
  if (!key?.hotkeyName) return null;
  const { wallet, hotkeyName } = key;
  const submit = async () => {
    const result = await prove.run({
      walletId: wallet.walletId,
      hotkeyName,
      challenge,
      ...(password === "" ? {} : { password }),
    });
    setPassword("");
    if (result.ok) setProof(result.value);
  };
  return (
    <Panel title="Prove a hotkey">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="dim">For somebody who asks whether a hotkey is yours: a statement that anyone can check.</p>
        <Select
          label="Hotkey"
          data={keys.map(({ value, label }) => ({ value, label }))}
          value={key.value}
          onChange={(value) => {
            setProof(null);
            setChosen(value);
          }}
        />
        <TextInput
          label="Challenge"
          description="What the asker chose, so that an old proof is of no use. It may be left out."
          maxLength={128}
          value={challenge}
          onChange={(event) => {
            setProof(null);
            setChallenge(event.currentTarget.value);
          }}
        />
        {wallet.kind === "password" ? (
          <PasswordInput
            label={`Coldkey password of ${wallet.name}`}
            description="With it the coldkey signs too. Without it the hotkey alone does."
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        {prove.error ? <ErrorPanel error={prove.error} title="No proof was made" /> : null}
        <div className={classes.row}>
          <Button type="submit" loading={prove.busy}>
            Make proof
          </Button>
          {proof ? (
            <Button
              variant="default"
              onClick={() => saveText(`proof-${hotkeyName}.json`, JSON.stringify(proof, null, 2), "application/json")}
            >
              Save proof
            </Button>
          ) : null}
        </div>
        {proof ? (
          <section className={classes.result} aria-label="Hotkey proof">
            <span>{proof.statement}</span>
            <span className="dim">
              {proof.coldkeySignature === null ? "signed by the hotkey alone " : "signed by hotkey and coldkey "}
              <CopyButton text={JSON.stringify(proof)} label="Copy proof" />
            </span>
          </section>
        ) : null}
      </form>
    </Panel>
  );
}
