import { Button, Loader, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { DelegationView, HotkeyDelegationView, HotkeySubnetView } from "#src/contract/delegation.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./AccountPage.module.css";
import { ChildrenEditor } from "./ChildrenEditor.tsx";
import { useOnline } from "./use-online.ts";
import { useWhen } from "./use-when.ts";

function Ties({ ties, none }: { ties: readonly { hotkey: string; percent: string }[]; none: string }) {
  const names = useOwnNames();
  if (ties.length === 0) return <span className="dim">{none}</span>;
  return (
    <span className={classes.ties}>
      {ties.map(({ hotkey, percent }) => (
        <span key={hotkey}>
          <Address address={hotkey} name={names.get(hotkey)} plain /> {`${percent} %`}
        </span>
      ))}
    </span>
  );
}

interface HotkeyProps {
  readonly wallet: WalletView;
  readonly view: DelegationView;
  readonly hotkey: HotkeyDelegationView;
  readonly onChanged: () => void;
}

function TakeForm({ wallet, view, hotkey, onChanged }: HotkeyProps) {
  const client = useClient();
  const { missing, reason } = useFeature("takes");
  const when = useWhen(view.atBlock);
  const [percent, setPercent] = useState("");
  return (
    <div className={classes.form}>
      <Bill>
        <BillLine name="Take now">{`${hotkey.take.percent} %`}</BillLine>
        <BillLine name="It may rise">
          {view.takeRiseAtBlock === 0 ? "now" : `from ${when(view.takeRiseAtBlock)} on`}
        </BillLine>
        <BillLine name="It may fall">at any time</BillLine>
      </Bill>
      <TextInput
        label="Take in percent"
        description={`${view.minTake.percent} to ${view.maxTake.percent} %: what this hotkey keeps of its delegators' dividends`}
        inputMode="decimal"
        autoComplete="off"
        value={percent}
        onChange={(event) => setPercent(event.currentTarget.value)}
      />
      <PlanButton
        wallet={wallet}
        label="Change take"
        disabled={percent.trim() === ""}
        missing={missing ? reason : null}
        prepare={() =>
          client.call("delegation.prepareTake", { walletId: wallet.walletId, hotkey: hotkey.hotkey, percent })
        }
        onIncluded={onChanged}
      />
    </div>
  );
}

function SubnetTable({
  hotkey,
  atBlock,
  onEdit,
}: {
  hotkey: HotkeyDelegationView;
  atBlock: number;
  onEdit: (subnet: HotkeySubnetView) => void;
}) {
  const when = useWhen(atBlock);
  return (
    <div className={classes.wide}>
      <table className={classes.table} aria-label={`Subnets of ${hotkey.name}`}>
        <thead>
          <tr>
            <th scope="col">Subnet</th>
            <th scope="col">UID</th>
            <th scope="col">Children</th>
            <th scope="col">Parents</th>
            <th scope="col">Take as a child</th>
            <th scope="col">
              <span className="dim">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {hotkey.subnets.map((subnet) => (
            <tr key={subnet.netuid}>
              <td>{subnet.netuid}</td>
              <td>{subnet.uid ?? "–"}</td>
              <td>
                <Ties ties={subnet.children} none="none" />
                {subnet.pending ? (
                  <span className={classes.ties}>
                    <span className="warning">{`Waiting: from the first epoch after ${when(subnet.pending.fromBlock)}`}</span>
                    <Ties ties={subnet.pending.children} none="no children then" />
                  </span>
                ) : null}
              </td>
              <td>
                <Ties ties={subnet.parents} none="none" />
              </td>
              <td>{`${subnet.childkeyTake.percent} %`}</td>
              <td>
                <Button size="compact-xs" variant="default" onClick={() => onEdit(subnet)}>
                  Change
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HotkeyPanel(props: HotkeyProps) {
  const { wallet, view, hotkey, onChanged } = props;
  const client = useClient();
  const [edited, setEdited] = useState<number | null>(null);
  const subnet = hotkey.subnets.find(({ netuid }) => netuid === edited);
  return (
    <Panel title={hotkey.name} side={<Address address={hotkey.hotkey} />}>
      {hotkey.owner === "own" ? (
        <div className={classes.stack}>
          <TakeForm {...props} />
          {hotkey.subnets.length > 0 ? (
            <SubnetTable hotkey={hotkey} atBlock={view.atBlock} onEdit={({ netuid }) => setEdited(netuid)} />
          ) : (
            <p className="dim">It holds no UID, and has no children or parents.</p>
          )}
          {subnet ? (
            <ChildrenEditor
              key={subnet.netuid}
              wallet={wallet}
              view={view}
              hotkey={hotkey}
              subnet={subnet}
              onChanged={onChanged}
              onClose={() => setEdited(null)}
            />
          ) : null}
        </div>
      ) : null}
      {hotkey.owner === "other" ? (
        <p className="warning">On this chain the hotkey belongs to another coldkey; only that one can change it.</p>
      ) : null}
      {hotkey.owner === "none" ? (
        <div className={classes.form}>
          <p className="dim">
            This hotkey was never used on this chain. Registering ties it to the coldkey; so does this, without a UID.
          </p>
          <PlanButton
            wallet={wallet}
            label="Tie to coldkey"
            quiet
            prepare={() =>
              client.call("delegation.prepareAssociate", { walletId: wallet.walletId, hotkey: hotkey.hotkey })
            }
            onIncluded={onChanged}
          />
        </div>
      ) : null}
    </Panel>
  );
}

/** What each hotkey keeps of others' dividends, and whose stake weight it carries or lends. */
export function TakesTab({ wallet }: { wallet: WalletView }) {
  const { online, tick } = useOnline();
  const view = useQuery("delegation.view", online ? { walletId: wallet.walletId } : null, tick);
  const shown = view.value;
  return (
    <div className={classes.stack}>
      {online ? null : <EmptyState title="Not connected" text="Takes and children are read from the chain." />}
      {view.error ? <ErrorPanel error={view.error} title="Takes could not be read" onRetry={view.reload} /> : null}
      {view.loading ? <Loader size="sm" aria-label="Reading takes and children" /> : null}
      {shown ? <span className="dim">{`read at block ${count(shown.atBlock)}`}</span> : null}
      {shown && shown.hotkeys.length === 0 ? (
        <Panel>
          <EmptyState
            title="This wallet has no hotkeys"
            text="A take belongs to a hotkey."
            action={
              <Button component="a" size="xs" href={href("wallet", wallet.walletId)}>
                Add a hotkey
              </Button>
            }
          />
        </Panel>
      ) : null}
      {shown?.hotkeys.map((hotkey) => (
        <HotkeyPanel key={hotkey.hotkey} wallet={wallet} view={shown} hotkey={hotkey} onChanged={view.reload} />
      ))}
    </div>
  );
}
