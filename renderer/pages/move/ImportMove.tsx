import { Button, NumberInput, PasswordInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FileField } from "#renderer/components/FileField.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { OpenVault } from "#renderer/flows/vault/OpenVault.tsx";
import { clockTime, count } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useSession, useStores } from "#renderer/stores/use-stores.tsx";
import type { MovePreview } from "#src/contract/move.ts";
import classes from "./MovePage.module.css";

/** The largest move file that is taken, as in the contract. */
const FILE_MAX_BYTES = 240_000;

function Preview({ view }: { view: MovePreview }) {
  const positions = view.positions.map(({ pair, leverage }) => `${pair} ${leverage}`).join(", ");
  return (
    <Bill label="What the file brings">
      <BillLine name="Fingerprint">
        <span className={classes.mono}>{view.fingerprint}</span>
      </BillLine>
      <BillLine name="Made">{clockTime(view.madeAtMs)}</BillLine>
      <BillLine name="Hotkey">
        <Address address={view.hotkey} name={view.hotkeyName} />
      </BillLine>
      <BillLine name="Coldkey, watched">
        <Address address={view.coldkey} name={view.walletHere ?? view.walletName} />
      </BillLine>
      <BillLine name="Miner">{`${view.kind} on subnet ${view.netuid}, port ${view.port}`}</BillLine>
      <BillLine name="Network" tone={view.networkFits === false ? "danger" : "normal"}>
        {view.networkFits === false ? `${view.network}, not the one connected now` : view.network}
      </BillLine>
      {view.role === "sender" ? (
        <>
          <BillLine name="Signals">{`${count(view.signals)}, ${count(view.unsettled)} unsettled then`}</BillLine>
          <BillLine name="Open positions">{positions === "" ? "none" : positions}</BillLine>
        </>
      ) : null}
    </Bill>
  );
}

/** The beginning on the new machine: the file, what it brings, and its import. */
export function ImportMove() {
  const { session } = useStores();
  const { keychain } = useSession();
  const preview = useAction("move.preview");
  const bringIn = useAction("move.import");
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [port, setPort] = useState<number | null>(null);
  const [seen, setSeen] = useState<MovePreview | null>(null);
  useEffect(() => () => setPassphrase(""), []);
  const reset = () => {
    setSeen(null);
    preview.clear();
    bringIn.clear();
  };
  const look = async () => {
    if (file === null) return;
    const result = await preview.run({ file, passphrase });
    if (result.ok) setSeen(result.value);
  };
  const take = async () => {
    if (file === null) return;
    const result = await bringIn.run({ file, passphrase, ...(port === null ? {} : { port }) });
    if (!result.ok) return;
    setPassphrase("");
    void session.reload();
    go(href("move", result.value.moveId));
  };
  // A machine without an OS keychain keeps the hotkey in its vault, which has a passphrase of its own.
  const closed = seen !== null && keychain !== null && !keychain.open;
  return (
    <Panel title="Bring a miner here">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void (seen ? take() : look());
        }}
      >
        <p className="dim">
          With the move file of the other machine. The hotkey and its miner are set up here; nothing starts before you
          say so.
        </p>
        <FileField
          label="Move file"
          maxBytes={FILE_MAX_BYTES}
          onText={(text) => {
            reset();
            setFile(text);
          }}
        />
        <PasswordInput
          label="Passphrase of the move file"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => {
            reset();
            setPassphrase(event.currentTarget.value);
          }}
        />
        {preview.error ? <ErrorPanel error={preview.error} title="The move file was not opened" /> : null}
        {seen ? (
          <>
            <Preview view={seen} />
            <NumberInput
              label="Port here"
              description="The old one, or the next free one, where left empty"
              placeholder={String(seen.port)}
              min={1}
              max={65_535}
              allowDecimal={false}
              hideControls
              value={port ?? ""}
              onChange={(value) => setPort(typeof value === "number" ? value : null)}
            />
          </>
        ) : null}
        {seen?.problem ? <p className="danger" role="alert">{`It cannot be imported: ${seen.problem}`}</p> : null}
        {bringIn.error ? <ErrorPanel error={bringIn.error} title="Nothing was imported" /> : null}
        <div className={classes.row}>
          {seen ? (
            <Button type="submit" loading={bringIn.busy} disabled={seen.problem !== null || closed}>
              Import
            </Button>
          ) : (
            <Button type="submit" loading={preview.busy} disabled={file === null || passphrase === ""}>
              Show what it brings
            </Button>
          )}
        </div>
      </form>
      {closed ? <OpenVault keychain={keychain} withReason={false} /> : null}
    </Panel>
  );
}
