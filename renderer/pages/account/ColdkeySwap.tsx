import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import { isAddress } from "#src/address/ss58.ts";
import type { AnnouncementView, SwapsView } from "#src/contract/swaps.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./AccountPage.module.css";
import { useWhen } from "./use-when.ts";

interface PartProps {
  readonly wallet: WalletView;
  readonly view: SwapsView;
  readonly onChanged: () => void;
}

function Announce({ wallet, view, onChanged }: PartProps) {
  const client = useClient();
  const network = useMirror("network").value;
  const wallets = useMirror("wallets").value ?? [];
  const { missing, reason } = useFeature("coldkey-swap");
  const [next, setNext] = useState("");
  const others = wallets.filter(({ address }) => address !== wallet.address);
  const span = (blocks: number) =>
    `${count(blocks)} blocks${network?.blockTimeMs ? `, about ${duration(blocks * network.blockTimeMs)}` : ""}`;
  return (
    <div className={classes.form}>
      <p className="dim">
        Everything of this coldkey moves to a fresh one: TAO, stake, hotkeys with their UIDs, subnets, identity. It is
        announced first and carried out after a wait, so that an owner can stop what a thief announces.
      </p>
      <Select
        label="New coldkey"
        placeholder={others.length === 0 ? "Make another wallet first, or paste an address" : "One of your wallets"}
        disabled={others.length === 0}
        data={others.map(({ address, name }) => ({ value: address, label: name }))}
        value={others.some(({ address }) => address === next.trim()) ? next.trim() : null}
        onChange={(value) => setNext(value ?? "")}
      />
      <TextInput
        label="New coldkey's address"
        autoComplete="off"
        spellCheck={false}
        value={next}
        error={next.trim() !== "" && !isAddress(next.trim()) ? "This is not a Bittensor address." : null}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <Bill label="What a coldkey swap costs">
        <BillLine name="Price of the announcement, apart from the fee">
          <Amount rao={view.costs.announcementRao} full />
        </BillLine>
        <BillLine name="Wait before it can be carried out">{span(view.announcementDelayBlocks)}</BillLine>
        <BillLine name="Wait before it can be taken back">
          {span(view.announcementDelayBlocks + view.reannouncementDelayBlocks)}
        </BillLine>
        <BillLine name="Meanwhile" tone="warning">
          this coldkey can do nothing else
        </BillLine>
      </Bill>
      <PlanButton
        wallet={wallet}
        label="Announce the swap"
        disabled={!isAddress(next.trim())}
        missing={missing ? reason : null}
        prepare={() => client.call("swaps.prepareAnnounce", { walletId: wallet.walletId, newColdkey: next.trim() })}
        onIncluded={onChanged}
      />
    </div>
  );
}

function Dispute({ wallet, onChanged, quiet }: Omit<PartProps, "view"> & { quiet: boolean }) {
  const client = useClient();
  return (
    <PlanButton
      wallet={wallet}
      label="Dispute the swap"
      danger
      quiet={quiet}
      prepare={() => client.call("swaps.prepareDispute", { walletId: wallet.walletId })}
      onIncluded={onChanged}
    />
  );
}

function Acknowledge({ wallet, onChanged }: Omit<PartProps, "view">) {
  const acknowledge = useAction("swaps.acknowledge");
  const [address, setAddress] = useState("");
  return (
    <details>
      <summary>It was me, with another program</summary>
      <div className={classes.form}>
        <TextInput
          label="The new coldkey that you announced"
          description="It is held against the hash on the chain; the alarm ends only where both agree."
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        {acknowledge.error ? <ErrorPanel error={acknowledge.error} title="This was not what was announced" /> : null}
        <Button
          size="xs"
          variant="default"
          style={{ alignSelf: "flex-start" }}
          disabled={!isAddress(address.trim())}
          loading={acknowledge.busy}
          onClick={() =>
            void acknowledge
              .run({ walletId: wallet.walletId, newColdkey: address.trim() })
              .then((result) => result.ok && onChanged())
          }
        >
          It is mine
        </Button>
      </div>
    </details>
  );
}

function Announced({ wallet, view, onChanged, announcement }: PartProps & { announcement: AnnouncementView }) {
  const client = useClient();
  const names = useOwnNames();
  const network = useMirror("network").value;
  const when = useWhen(view.atBlock);
  const [typed, setTyped] = useState("");
  const block = Math.max(view.atBlock, network?.block ?? 0);
  const { known, disputed, newColdkey, executeAtBlock, clearableAtBlock } = announcement;
  const facts = (
    <Bill label="The announced swap">
      <BillLine name="To">
        {newColdkey ? (
          <Address address={newColdkey} name={names.get(newColdkey)} />
        ) : (
          <code>{announcement.newColdkeyHash}</code>
        )}
      </BillLine>
      <BillLine name="Can be carried out">{`from ${when(executeAtBlock)}`}</BillLine>
      <BillLine name="Can be taken back">{`from ${when(clearableAtBlock)}`}</BillLine>
      <BillLine name="Meanwhile" tone="warning">
        this coldkey can do nothing else
      </BillLine>
    </Bill>
  );
  if (disputed) {
    return (
      <div className={classes.form}>
        <p className="warning">
          This coldkey is frozen by a dispute: the chain takes nothing from it, not even the announced swap. Only the
          network's team can lift it; tell them what happened.
        </p>
        {facts}
      </div>
    );
  }
  if (!known) {
    return (
      <div className={classes.alarm} role="alert">
        <strong>Nobody announced this swap with Tausmith</strong>
        <span>
          If it was not you, somebody else has your coldkey, and from {when(executeAtBlock)} on takes everything. A
          dispute freezes the account until the network's team has looked at it: you lose its use, and keep what is in
          it.
        </span>
        {facts}
        <Dispute wallet={wallet} onChanged={onChanged} quiet={false} />
        <Acknowledge wallet={wallet} onChanged={onChanged} />
      </div>
    );
  }
  return (
    <div className={classes.form}>
      {facts}
      {newColdkey ? null : (
        <TextInput
          label="New coldkey's address"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <PlanButton
        wallet={wallet}
        label="Move everything now"
        disabled={block < executeAtBlock}
        prepare={() =>
          client.call("swaps.prepareExecute", {
            walletId: wallet.walletId,
            ...(newColdkey ? {} : { newColdkey: typed.trim() }),
          })
        }
        onIncluded={onChanged}
      />
      <details>
        <summary>Take it back, or dispute it</summary>
        <div className={classes.form}>
          <PlanButton
            wallet={wallet}
            label="Take the announcement back"
            quiet
            disabled={block < clearableAtBlock}
            prepare={() => client.call("swaps.prepareClear", { walletId: wallet.walletId })}
            onIncluded={onChanged}
          />
          <p className="warning">
            A dispute freezes this coldkey until the network's team lifts it. Use it only against somebody else's
            announcement.
          </p>
          <Dispute wallet={wallet} onChanged={onChanged} quiet />
        </div>
      </details>
    </div>
  );
}

/** A fresh coldkey in the place of this one: announced, waited for, carried out; taken back or disputed. */
export function ColdkeySwap(props: PartProps) {
  const { announcement } = props.view;
  return (
    <Panel title="Swap this coldkey">
      {announcement ? <Announced {...props} announcement={announcement} /> : <Announce {...props} />}
    </Panel>
  );
}
