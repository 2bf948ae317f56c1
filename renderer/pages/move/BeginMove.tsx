import { Button, Select } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { isNewPasswordReady, NewPassword } from "#renderer/components/NewPassword.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import type { MoveView } from "#src/contract/move.ts";
import classes from "./MovePage.module.css";

/** The beginning on the old machine: choose the miner, choose a passphrase, save the file. */
export function BeginMove({ minerId, moves }: { minerId: string | null; moves: readonly MoveView[] }) {
  const { keychain } = useSession();
  const miners = useMirror("miners").value ?? [];
  const wallets = useMirror("wallets").value ?? [];
  const make = useAction("move.export");
  const [chosen, setChosen] = useState<string | null>(minerId);
  const [passphrase, setPassphrase] = useState({ value: "", repeated: "" });
  useEffect(() => () => setPassphrase({ value: "", repeated: "" }), []);
  const miner = miners.find((one) => one.minerId === chosen) ?? (miners.length === 1 ? miners[0] : undefined);
  const under = moves.find(
    (move) => move.minerId === miner?.minerId && (!move.over || (move.stage === "handedOver" && move.mayTakeBack)),
  );
  const wallet = wallets.find(({ walletId }) => walletId === miner?.walletId);
  const place = wallet?.hotkeys.find(({ name }) => name === miner?.hotkeyName)?.place;
  const closed = place === "vault" && keychain !== null && !keychain.open;
  const names = miner ? [miner.hotkeyName, miner.walletName] : [];
  const submit = async () => {
    if (!miner) return;
    const result = await make.run({ minerId: miner.minerId, passphrase: passphrase.value });
    if (!result.ok) return;
    setPassphrase({ value: "", repeated: "" });
    saveText(result.value.fileName, result.value.file, "application/json");
    go(href("move", result.value.move.moveId));
  };
  return (
    <Panel title="Move a miner away">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="dim">
          One encrypted file carries the hotkey and the miner's set-up to the other machine. The coldkey stays here:
          only its address goes along. The miner runs on until you stop it in a later step.
        </p>
        {miners.length === 0 ? (
          <p>
            There is no miner in this profile. <a href={href("miners")}>Go to Miners</a>
          </p>
        ) : (
          <Select
            label="Miner"
            placeholder="Choose one"
            data={miners.map(({ minerId: value, name }) => ({ value, label: name }))}
            value={miner?.minerId ?? null}
            allowDeselect={false}
            onChange={setChosen}
          />
        )}
        {under ? (
          <p>
            {under.over ? "It was handed over to another machine. " : "It is being moved already. "}
            <a href={href("move", under.moveId)}>Go to that move</a>
          </p>
        ) : closed ? (
          <p>
            The hotkey lies in the vault, which is closed. <a href={href("settings", "keychain")}>Open the vault</a>
          </p>
        ) : miner ? (
          <>
            <p className="dim">The file gets a passphrase of its own; you type it on the other machine.</p>
            <NewPassword
              {...passphrase}
              names={names}
              onChange={(value, repeated) => setPassphrase({ value, repeated })}
            />
          </>
        ) : null}
        {make.error ? <ErrorPanel error={make.error} title="No move file was made" /> : null}
        <div className={classes.row}>
          <Button
            type="submit"
            loading={make.busy}
            disabled={!miner || !!under || closed || !isNewPasswordReady(passphrase.value, passphrase.repeated, names)}
          >
            Make the move file
          </Button>
        </div>
      </form>
    </Panel>
  );
}
