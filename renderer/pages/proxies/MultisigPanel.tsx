import { Button, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import { isAddress } from "#src/address/ss58.ts";
import type { MultisigOperation, MultisigsView } from "#src/contract/multisig.ts";
import { CallLine } from "./CallLine.tsx";
import { LearnCall } from "./LearnCall.tsx";
import { PlanButton } from "./PlanButton.tsx";
import classes from "./ProxiesPage.module.css";

function Operation({ one, onChange }: { one: MultisigOperation; onChange: () => void }) {
  const client = useClient();
  const names = useOwnNames();
  const wallets = useMirror("wallets").value ?? [];
  const nameOf = (walletId: string) => wallets.find((own) => own.walletId === walletId)?.name ?? walletId;
  const { address, callHash, approvals, threshold, missing, canApprove, canCancel, call, title } = one;
  const named = { address, callHash };
  return (
    <div className={classes.item}>
      <div className={classes.line}>
        <strong>{title ?? (call ? `${call.section}.${call.method}` : "A call that is not known here")}</strong>
        <span className="dim">{`${approvals.length} of ${threshold} approvals`}</span>
      </div>
      <span>
        <span className="dim">From </span>
        <Address address={address} name={names.get(address)} />
      </span>
      <span>
        <span className="dim">Approved by </span>
        {approvals.map((who) => (
          <Address key={who} address={who} name={names.get(who)} />
        ))}
      </span>
      <span>
        <span className="dim">Deposit, goes back to who began it: </span>
        <Amount rao={one.depositRao} full /> <Address address={one.depositor} name={names.get(one.depositor)} />
      </span>
      {call ? <CallLine call={call} /> : <LearnCall callHash={callHash} onKnown={onChange} />}
      <code className={`${classes.hash} dim`}>{callHash}</code>
      <div className={classes.buttons}>
        {canApprove.map((walletId) => (
          <PlanButton
            key={walletId}
            variant="filled"
            disabled={missing <= 1 && call === null}
            label={`${missing <= 1 ? "Approve and run" : "Approve"} as ${nameOf(walletId)}…`}
            prepare={() => client.call("multisig.prepareApprove", { ...named, signatoryWalletId: walletId })}
          />
        ))}
        {canCancel ? (
          <PlanButton
            label="Cancel it…"
            color="red"
            variant="outline"
            prepare={() => client.call("multisig.prepareCancel", { ...named, signatoryWalletId: canCancel })}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Accounts that several signatories share, and what waits for approvals. */
export function MultisigPanel({ view, onChange }: { view: MultisigsView; onChange: () => void }) {
  const names = useOwnNames();
  const wallets = useMirror("wallets").value ?? [];
  const add = useAction("multisig.add");
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [threshold, setThreshold] = useState(2);
  const signatories = text
    .split(/[\s,]+/)
    .filter((one) => one !== "")
    .map((one) => wallets.find((own) => own.name === one)?.address ?? one);
  const sound = signatories.length >= 2 && signatories.every((one) => isAddress(one)) && threshold >= 1;
  const derived = useQuery("multisig.address", sound ? { signatories, threshold } : null);
  const save = async () => {
    const result = await add.run({ name: name.trim(), signatories, threshold });
    if (!result.ok) return;
    setName("");
    setText("");
    onChange();
  };
  return (
    <Panel title="Multisigs">
      <div className={classes.form}>
        {view.operations.map((one) => (
          <Operation key={`${one.address} ${one.callHash}`} one={one} onChange={onChange} />
        ))}
        {view.multisigs.map((one) => (
          <div key={one.address} className={classes.item}>
            <div className={classes.line}>
              <strong>{names.get(one.address) ?? one.name}</strong>
              <span className="dim">{`${one.threshold} of ${one.signatories.length} have to agree`}</span>
            </div>
            <Address address={one.address} />
            <span className="dim">{one.signatories.map((who) => who.name ?? who.address.slice(0, 8)).join(", ")}</span>
          </div>
        ))}
        <p className="dim">
          To send from a multisig, choose its wallet on the Stake page and propose the order to its signatories.
        </p>
        <TextInput label="Name" maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea
          label="Signatories"
          description="Addresses or your wallets' names, one a line."
          rows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NumberInput
          label="How many have to agree"
          min={1}
          max={100}
          allowDecimal={false}
          value={threshold}
          onChange={(value) => setThreshold(Number(value) || 1)}
        />
        {derived.error ? <ErrorPanel error={derived.error} title="These make no multisig" /> : null}
        {derived.value ? (
          <p>
            <span className="dim">Its address: </span>
            <Address address={derived.value.address} />
          </p>
        ) : null}
        {add.error ? <ErrorPanel error={add.error} title="It was not added" /> : null}
        <Button
          size="xs"
          loading={add.busy}
          disabled={!derived.value || name.trim() === ""}
          onClick={() => void save()}
        >
          Watch this multisig
        </Button>
      </div>
    </Panel>
  );
}
