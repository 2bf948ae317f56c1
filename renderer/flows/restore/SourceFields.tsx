import { PasswordInput, SegmentedControl, TextInput } from "@mantine/core";
import { FileField } from "#renderer/components/FileField.tsx";
import classes from "./Restore.module.css";
import type { SourceDraft, SourceKind } from "./source-draft.ts";
import { WordsField } from "./WordsField.tsx";

const KINDS: readonly { readonly value: SourceKind; readonly label: string }[] = [
  { value: "words", label: "Words" },
  { value: "seed", label: "Seed" },
  { value: "polkadotjs", label: "polkadot.js file" },
  { value: "btcli", label: "btcli keyfile" },
];

export interface SourceFieldsProps {
  readonly draft: SourceDraft;
  readonly onChange: (change: Partial<SourceDraft>) => void;
}

/**
 * What a key is restored from.
 * Accessible names: group "Restore from" (Words, Seed, polkadot.js file, btcli keyfile); "Your words", "Seed",
 * "Derivation path", "Password of the phrase", "polkadot.js file", "Keyfile or wallet folder", "Password of the file".
 */
export function SourceFields({ draft, onChange }: SourceFieldsProps) {
  const { kind } = draft;
  const filePassword = (description: string) => (
    <PasswordInput
      label="Password of the file"
      description={description}
      autoComplete="off"
      value={draft.filePassword}
      onChange={(event) => onChange({ filePassword: event.currentTarget.value })}
    />
  );
  const derivation = (
    <TextInput
      label="Derivation path"
      description="Only if your key has one, for example //miner. Most keys have none."
      autoComplete="off"
      spellCheck={false}
      maxLength={256}
      value={draft.derivation}
      onChange={(event) => onChange({ derivation: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.form}>
      <SegmentedControl
        aria-label="Restore from"
        value={kind}
        onChange={(value) => onChange({ kind: value as SourceKind })}
        data={[...KINDS]}
      />
      {kind === "words" ? (
        <>
          <WordsField value={draft.words} onChange={(words) => onChange({ words })} />
          <details className={classes.more}>
            <summary>Derivation path or password of the phrase</summary>
            <div className={classes.form}>
              {derivation}
              <PasswordInput
                label="Password of the phrase"
                description="The extra word some wallets let you add. It is not the password of the wallet."
                autoComplete="off"
                value={draft.phrasePassword}
                onChange={(event) => onChange({ phrasePassword: event.currentTarget.value })}
              />
            </div>
          </details>
        </>
      ) : null}
      {kind === "seed" ? (
        <>
          <PasswordInput
            label="Seed"
            description="64 hex digits, with or without 0x."
            autoComplete="off"
            maxLength={128}
            value={draft.seed}
            onChange={(event) => onChange({ seed: event.currentTarget.value })}
          />
          {derivation}
        </>
      ) : null}
      {kind === "polkadotjs" ? (
        <>
          <FileField
            label="polkadot.js file"
            description="The JSON file that the polkadot.js extension, Talisman, SubWallet and others export."
            accept=".json,application/json"
            maxBytes={65_536}
            onText={(text) => onChange({ json: text ?? "" })}
          />
          {filePassword("The one that was chosen at the export.")}
        </>
      ) : null}
      {kind === "btcli" ? (
        <>
          <TextInput
            label="Keyfile or wallet folder"
            description="On this machine, for example ~/.bittensor/wallets/main or …/main/hotkeys/default."
            autoComplete="off"
            spellCheck={false}
            value={draft.filePath}
            onChange={(event) => onChange({ filePath: event.currentTarget.value })}
          />
          {filePassword("Leave it empty where the file is not encrypted.")}
        </>
      ) : null}
    </div>
  );
}
