import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { isAddress } from "#src/address/ss58.ts";
import type { DelegationView, HotkeyDelegationView, HotkeySubnetView } from "#src/contract/delegation.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { MAX_CHILDREN } from "#src/delegation/children.ts";
import classes from "./AccountPage.module.css";
import { useWhen } from "./use-when.ts";

interface Draft {
  readonly id: number;
  readonly hotkey: string;
  readonly percent: string;
}

let nextId = 0;
const draft = (hotkey: string, percent: string): Draft => ({ id: nextId++, hotkey, percent });

/** The children of one hotkey on one subnet, and what it keeps as a child itself. */
export function ChildrenEditor({
  wallet,
  view,
  hotkey,
  subnet,
  onChanged,
  onClose,
}: {
  wallet: WalletView;
  view: DelegationView;
  hotkey: HotkeyDelegationView;
  subnet: HotkeySubnetView;
  onChanged: () => void;
  onClose: () => void;
}) {
  const client = useClient();
  const children = useFeature("children");
  const takes = useFeature("takes");
  const when = useWhen(view.atBlock);
  const known = subnet.pending?.children ?? subnet.children;
  const [drafts, setDrafts] = useState<readonly Draft[]>(known.map((child) => draft(child.hotkey, child.percent)));
  const [take, setTake] = useState("");
  const change = (id: number, part: Partial<Draft>) =>
    setDrafts((before) => before.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const place = { walletId: wallet.walletId, hotkey: hotkey.hotkey, netuid: subnet.netuid };
  return (
    <Panel
      title={`Children of ${hotkey.name} on subnet ${subnet.netuid}`}
      side={
        <Button size="compact-xs" variant="subtle" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={classes.stack}>
        <p className="dim">
          A child uses its share of this hotkey's stake weight on the subnet. At most {MAX_CHILDREN}, 100 % together;
          what is not given stays. A change waits some blocks before it counts.
        </p>
        <div className={classes.form}>
          {drafts.map(({ id, hotkey: child, percent }, index) => (
            <div key={id} className={classes.child}>
              <TextInput
                label={`Child ${index + 1}: hotkey address`}
                autoComplete="off"
                spellCheck={false}
                value={child}
                error={child.trim() !== "" && !isAddress(child.trim()) ? "This is not a Bittensor address." : null}
                onChange={(event) => change(id, { hotkey: event.currentTarget.value })}
              />
              <TextInput
                label="Share in %"
                inputMode="decimal"
                autoComplete="off"
                value={percent}
                onChange={(event) => change(id, { percent: event.currentTarget.value })}
              />
              <ActionIcon
                variant="default"
                size={34}
                aria-label={`Remove child ${index + 1}`}
                onClick={() => setDrafts((before) => before.filter((one) => one.id !== id))}
              >
                <IconX size={16} />
              </ActionIcon>
            </div>
          ))}
          {drafts.length === 0 ? (
            <p className="dim">No children: all of the stake weight stays with this hotkey.</p>
          ) : null}
          <Button
            size="compact-xs"
            variant="default"
            style={{ alignSelf: "flex-start" }}
            leftSection={<IconPlus size={13} />}
            disabled={drafts.length >= MAX_CHILDREN}
            onClick={() => setDrafts((before) => [...before, draft("", "")])}
          >
            Add a child
          </Button>
          {subnet.childrenChangeAtBlock > 0 ? (
            <p className="warning">{`Children may change again from ${when(subnet.childrenChangeAtBlock)} on.`}</p>
          ) : null}
          <PlanButton
            wallet={wallet}
            label={drafts.length === 0 ? "Take all children away" : "Set children"}
            disabled={drafts.some((one) => !isAddress(one.hotkey.trim()) || one.percent.trim() === "")}
            missing={children.missing ? children.reason : null}
            prepare={() =>
              client.call("delegation.prepareChildren", {
                ...place,
                children: drafts.map((one) => ({ hotkey: one.hotkey.trim(), percent: one.percent.trim() })),
              })
            }
            onIncluded={onChanged}
          />
        </div>
        <div className={classes.form}>
          <TextInput
            label="Take as a child, in percent"
            description={`Now ${subnet.childkeyTake.percent} %, up to ${view.maxChildkeyTake.percent} %: what this hotkey keeps of its parents' dividends here`}
            inputMode="decimal"
            autoComplete="off"
            value={take}
            onChange={(event) => setTake(event.currentTarget.value)}
          />
          {subnet.childkeyRiseAtBlock > 0 ? (
            <p className="dim">{`It may rise from ${when(subnet.childkeyRiseAtBlock)} on, and fall at any time.`}</p>
          ) : null}
          <PlanButton
            wallet={wallet}
            label="Change take as a child"
            quiet
            disabled={take.trim() === ""}
            missing={takes.missing ? takes.reason : null}
            prepare={() => client.call("delegation.prepareChildkeyTake", { ...place, percent: take })}
            onIncluded={onChanged}
          />
        </div>
      </div>
    </Panel>
  );
}
