import { Button, Checkbox, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { isNewPasswordReady, NewPassword } from "#renderer/components/NewPassword.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import type { Output } from "#src/contract/index.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { KeySource } from "#src/contract/wallet-restore.ts";
import { OpenVault } from "../vault/OpenVault.tsx";
import classes from "./Restore.module.css";
import { SourceFields } from "./SourceFields.tsx";
import { emptyDraft, type SourceDraft, sourceOf } from "./source-draft.ts";
import { useWords } from "./WordsField.tsx";

export interface RestoreProps {
  /** Restores a hotkey under this wallet; a coldkey where left out. */
  readonly into?: WalletView;
  readonly onDone: (wallet: WalletView) => void;
  readonly onCancel: () => void;
}

interface Found {
  readonly source: KeySource;
  readonly key: Output<"wallet.inspect">;
}

/**
 * Brings a key in: what it is restored from, the address it gives, then name and password. Everything secret lives in
 * this component only and goes with it.
 * Accessible names: those of SourceFields, "Look at the key", "Wallet name" or "Hotkey name", "New password",
 * "Repeat password", "This is the address I expect", "Restore wallet" or "Restore hotkey", "Another source", "Cancel".
 */
export function Restore({ into, onDone, onCancel }: RestoreProps) {
  const { keychain } = useSession();
  const wallets = useMirror("wallets").value ?? [];
  const inspect = useAction("wallet.inspect");
  const restore = useAction("wallet.restore");
  const restoreHotkey = useAction("wallet.restoreHotkey");
  const [draft, setDraft] = useState<SourceDraft>(emptyDraft());
  const [found, setFound] = useState<Found | null>(null);
  const [name, setName] = useState("");
  const [expected, setExpected] = useState(false);
  const [password, setPassword] = useState({ value: "", repeated: "" });
  const { words, wrong } = useWords(draft.kind === "words" ? draft.words : "");

  useEffect(
    () => () => {
      setDraft(emptyDraft());
      setFound(null);
      setPassword({ value: "", repeated: "" });
    },
    [],
  );

  if (keychain && !keychain.open && into?.kind !== "practice") return <OpenVault keychain={keychain} />;

  const source = sourceOf(draft, words.length, wrong.length);
  const taken = (into ? into.hotkeys : wallets).some((known) => known.name === name.trim());
  const look = async () => {
    if (!source) return;
    const result = await inspect.run({ source });
    if (!result.ok) return;
    setFound({ source, key: result.value });
    if (name === "") setName(result.value.suggestedName?.slice(0, 64) ?? "");
  };
  const back = () => {
    setFound(null);
    setExpected(false);
    restore.clear();
    restoreHotkey.clear();
  };
  const finish = async () => {
    if (!found) return;
    const given = {
      name: name.trim(),
      source: found.source,
      ...(expected ? { expectAddress: found.key.address } : {}),
    };
    const result = into
      ? await restoreHotkey.run({ walletId: into.walletId, ...given })
      : await restore.run({ ...given, password: password.value });
    if (result.ok) onDone(result.value);
  };

  if (!found) {
    return (
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <SourceFields
          draft={draft}
          onChange={(change) => {
            inspect.clear();
            setDraft((before) => ({ ...before, ...change }));
          }}
        />
        {inspect.error ? <ErrorPanel error={inspect.error} title="This key cannot be read" /> : null}
        <p className="dim">
          Nothing is stored before you have seen the address. Nothing here ever goes to the network.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" disabled={!source} loading={inspect.busy}>
            Look at the key
          </Button>
        </div>
      </form>
    );
  }

  const { key } = found;
  const here = into ? null : wallets.find(({ walletId, kind }) => walletId === key.walletId && kind !== "watch");
  const mustExpect = found.source.kind === "btcli" && !key.confirmed;
  const error = restore.error ?? restoreHotkey.error;
  const ready =
    name.trim() !== "" &&
    !taken &&
    (!mustExpect || expected) &&
    (into !== undefined || isNewPasswordReady(password.value, password.repeated, [name]));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void finish();
      }}
    >
      <div className={classes.found} role="status" aria-label="The key that was found">
        <Address address={key.address} large />
        <span className={key.confirmed ? "good" : "dim"}>
          {key.confirmed
            ? "The file itself names this address, so the key is whole."
            : "Compare it with the address you know. Another address means a wrong word, path or password."}
        </span>
      </div>
      {here ? (
        <p className="warning">
          {"This key is here already, as "}
          <a href={href("wallet", here.walletId)}>{here.name}</a>.
        </p>
      ) : (
        <>
          {key.confirmed ? null : (
            <Checkbox
              label="This is the address I expect"
              checked={expected}
              onChange={(event) => setExpected(event.currentTarget.checked)}
            />
          )}
          <TextInput
            label={into ? "Hotkey name" : "Wallet name"}
            maxLength={64}
            value={name}
            error={taken ? "That name is taken already." : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {into ? null : (
            <NewPassword
              {...password}
              names={[name]}
              onChange={(value, repeated) => setPassword({ value, repeated })}
            />
          )}
        </>
      )}
      {error ? <ErrorPanel error={error} title="It was not restored" /> : null}
      <div className={classes.buttons}>
        <Button variant="default" onClick={back}>
          Another source
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        {here ? null : (
          <Button type="submit" disabled={!ready} loading={restore.busy || restoreHotkey.busy}>
            {into ? "Restore hotkey" : "Restore wallet"}
          </Button>
        )}
      </div>
    </form>
  );
}
