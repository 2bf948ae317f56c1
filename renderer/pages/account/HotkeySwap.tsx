import { Button, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { isAddress } from "#src/address/ss58.ts";
import type { SwapsView } from "#src/contract/swaps.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./AccountPage.module.css";
import { useWhen } from "./use-when.ts";

const EVERYWHERE = "all";

/** A new hotkey in the place of an old one: price, waits, what moves, and the miners that still answer with the old one. */
export function HotkeySwap({
  wallet,
  view,
  onChanged,
}: {
  wallet: WalletView;
  view: SwapsView;
  onChanged: () => void;
}) {
  const client = useClient();
  const stop = useAction("miners.stop");
  const { missing, reason } = useFeature("hotkey-swap");
  const when = useWhen(view.atBlock);
  const [hotkey, setHotkey] = useState<string | null>(
    (view.hotkeys.find(({ subnets }) => subnets.length > 0) ?? view.hotkeys[0])?.hotkey ?? null,
  );
  const [next, setNext] = useState("");
  const [where, setWhere] = useState(EVERYWHERE);
  const [keepStake, setKeepStake] = useState(false);
  const old = view.hotkeys.find((one) => one.hotkey === hotkey);
  const netuid = where === EVERYWHERE ? null : Number(where);
  const on = old?.subnets.find((subnet) => subnet.netuid === netuid);
  const waitBlock = netuid === null ? view.hotkeySwapAtBlock : (on?.swapAtBlock ?? view.hotkeySwapAtBlock);
  const others = view.hotkeys.filter((one) => one.hotkey !== hotkey && one.subnets.length === 0);
  // A miner whose hotkey holds no UID any more has been left behind by a swap.
  const stranded = view.hotkeys.flatMap((one) =>
    one.subnets.length === 0 ? one.miners.filter(({ running }) => running) : [],
  );
  if (view.hotkeys.length === 0) {
    return (
      <Panel title="Swap a hotkey">
        <EmptyState
          title="This wallet has no hotkeys"
          text="A swap puts a new hotkey in the place of an old one and keeps its UIDs."
          action={
            <Button component="a" size="xs" href={href("wallet", wallet.walletId)}>
              Add a hotkey
            </Button>
          }
        />
      </Panel>
    );
  }
  return (
    <Panel title="Swap a hotkey">
      <div className={classes.form}>
        <p className="dim">
          UIDs, axon and stake move to the new hotkey, with their age and immunity. For a hotkey that leaked, or one
          that moves to another machine.
        </p>
        {stranded.map((miner) => (
          <p key={miner.minerId} className="warning">
            {`${miner.name} still answers with a hotkey that holds no UID. `}
            <Button
              size="compact-xs"
              variant="default"
              loading={stop.busy}
              onClick={() => void stop.run({ minerId: miner.minerId }).then(onChanged)}
            >
              Stop it
            </Button>
          </p>
        ))}
        <Select
          label="Old hotkey"
          allowDeselect={false}
          data={view.hotkeys.map((one) => ({
            value: one.hotkey,
            label: `${one.name} · ${one.subnets.length === 0 ? "no UID" : one.subnets.map((subnet) => `UID ${subnet.uid} on ${subnet.netuid}`).join(", ")}`,
          }))}
          value={hotkey}
          onChange={setHotkey}
        />
        <Select
          label="Where"
          allowDeselect={false}
          data={[
            { value: EVERYWHERE, label: "On every subnet" },
            ...(old?.subnets ?? []).map((subnet) => ({
              value: String(subnet.netuid),
              label: `On subnet ${subnet.netuid} only`,
            })),
          ]}
          value={where}
          onChange={(value) => {
            setWhere(value ?? EVERYWHERE);
            setKeepStake(false);
          }}
        />
        <Select
          label="New hotkey"
          placeholder={
            others.length === 0 ? "Paste an address below, or add a hotkey to this wallet" : "One of this wallet"
          }
          disabled={others.length === 0}
          data={others.map((one) => ({ value: one.hotkey, label: one.name }))}
          value={others.some((one) => one.hotkey === next.trim()) ? next.trim() : null}
          onChange={(value) => setNext(value ?? "")}
        />
        <TextInput
          label="New hotkey's address"
          autoComplete="off"
          spellCheck={false}
          value={next}
          error={next.trim() !== "" && !isAddress(next.trim()) ? "This is not a Bittensor address." : null}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {netuid === null ? null : (
          <Switch
            label="Leave the stake behind the old hotkey"
            checked={keepStake}
            onChange={(event) => setKeepStake(event.currentTarget.checked)}
          />
        )}
        <Bill label="What a hotkey swap costs">
          <BillLine name="Price of the swap, apart from the fee">
            <Amount rao={netuid === null ? view.costs.hotkeyEverywhereRao : view.costs.hotkeyOnSubnetRao} full />
          </BillLine>
          <BillLine name="Possible">{waitBlock === 0 ? "now" : `from ${when(waitBlock)} on`}</BillLine>
          {(old?.miners ?? []).map((miner) => (
            <BillLine key={miner.minerId} name="Answers with the old hotkey" tone="warning">
              {miner.name}
            </BillLine>
          ))}
        </Bill>
        <PlanButton
          wallet={wallet}
          label="Swap hotkey"
          disabled={hotkey === null || !isAddress(next.trim())}
          missing={missing ? reason : null}
          prepare={() =>
            client.call("swaps.prepareHotkey", {
              walletId: wallet.walletId,
              hotkey: hotkey ?? "",
              newHotkey: next.trim(),
              netuid,
              keepStake,
            })
          }
          onIncluded={onChanged}
        />
      </div>
    </Panel>
  );
}
