import { Button, Modal, PasswordInput, SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FileField } from "#renderer/components/FileField.tsx";
import { useWords, WordsField } from "#renderer/flows/restore/WordsField.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useStores } from "#renderer/stores/use-stores.tsx";
import type { WalletView } from "#src/contract/wallet.ts";
import { WORD_COUNTS } from "#src/keys/words.ts";
import classes from "./Keys.module.css";

/** The largest backup file that is taken, as in the contract. */
const BACKUP_MAX_BYTES = 16_777_216;

function consequence({ kind, place }: WalletView): string {
  if (kind === "practice") return "A practice wallet holds play money only. It is removed at once.";
  if (kind === "watch") return "It is taken off this list. There is no secret here, and nothing on the chain changes.";
  if (place === "btcli") return "It is taken off this list. btcli's files stay where they are.";
  return "Its secret is removed from this machine. What it holds on the chain stays there, and only its words or a backup reach it again.";
}

/**
 * Removes a wallet. A coldkey whose secret lies here asks for its password and for its words or a backup that holds it.
 * Accessible names: dialog "Remove NAME?"; group "Proof that it can be brought back" (Words, Backup file); "Your words",
 * "Backup file", "Passphrase of the backup", "Password", "Remove wallet", "Keep it".
 */
export function RemoveWallet({ wallet, onClose }: { wallet: WalletView; onClose: () => void }) {
  const { session } = useStores();
  const remove = useAction("wallet.remove");
  const [proof, setProof] = useState<"words" | "backup">("words");
  const [words, setWords] = useState("");
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [password, setPassword] = useState("");
  const read = useWords(words);
  useEffect(
    () => () => {
      setWords("");
      setPassphrase("");
      setPassword("");
    },
    [],
  );
  const guarded = wallet.kind === "password" && wallet.place !== "btcli";
  const proven =
    proof === "words"
      ? read.wrong.length === 0 && (WORD_COUNTS as readonly number[]).includes(read.words.length)
      : file !== null && passphrase !== "";
  const submit = async () => {
    const given = proof === "words" ? { words } : { backup: { file: file ?? "", passphrase } };
    const result = await remove.run({ walletId: wallet.walletId, ...(guarded ? { password, ...given } : {}) });
    if (!result.ok) return;
    onClose();
    session.setState({ chosenWalletId: null });
    go(href("wallet"));
  };
  return (
    <Modal opened onClose={onClose} title={`Remove ${wallet.name}?`} size="lg" closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{consequence(wallet)}</p>
        {guarded ? (
          <>
            <SegmentedControl
              aria-label="Proof that it can be brought back"
              value={proof}
              onChange={(value) => setProof(value === "backup" ? "backup" : "words")}
              data={[
                { value: "words", label: "Words from paper" },
                { value: "backup", label: "Backup file" },
              ]}
            />
            {proof === "words" ? (
              <WordsField value={words} onChange={setWords} />
            ) : (
              <>
                <FileField
                  label="Backup file"
                  description="One that holds this wallet and its hotkeys."
                  maxBytes={BACKUP_MAX_BYTES}
                  onText={(text) => setFile(text)}
                />
                <PasswordInput
                  label="Passphrase of the backup"
                  autoComplete="off"
                  value={passphrase}
                  onChange={(event) => setPassphrase(event.currentTarget.value)}
                />
              </>
            )}
            <PasswordInput
              label="Password"
              description={`The one of ${wallet.name}.`}
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </>
        ) : null}
        {remove.error ? <ErrorPanel error={remove.error} title="It stays" /> : null}
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button
            type="submit"
            color="red"
            variant="outline"
            loading={remove.busy}
            disabled={guarded && (!proven || password === "")}
          >
            Remove wallet
          </Button>
        </div>
      </form>
    </Modal>
  );
}
