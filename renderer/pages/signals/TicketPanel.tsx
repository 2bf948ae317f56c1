import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { MinerSwitch } from "#renderer/flows/MinerSwitch.tsx";
import { canStart } from "#renderer/lib/miner-words.ts";
import { go, href, setParams } from "#renderer/lib/route.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { MinerView } from "#src/contract/miners.ts";
import classes from "./SignalsPage.module.css";
import { type Ticket, ticketChecks } from "./ticket-checks.ts";

const MARKS = { good: "✓", warning: "!", danger: "✕" } as const;

/** A signal by hand: pair, side, size, and what the rules say to it while it is typed. */
export function TicketPanel({ miner }: { miner: MinerView | null }) {
  const miners = useMirror("miners").value ?? [];
  const signals = useMirror("signals").value ?? [];
  const pairs = useQuery("signals.pairs", {});
  const send = useAction("signals.send");
  const [pairId, setPairId] = useState<string | null>("BTCUSD");
  const [orderType, setOrderType] = useState<Ticket["orderType"]>("LONG");
  const [leverage, setLeverage] = useState("0.1");

  const pair = pairs.value?.find(({ id }) => id === pairId) ?? null;
  const checks = ticketChecks({ miner, pair, orderType, leverage, signals });
  const blocked = checks.some(({ tone }) => tone === "danger");
  const submit = async () => {
    if (!miner || !pair || blocked) return;
    const size = leverage.trim();
    const result = await send.run({
      minerId: miner.minerId,
      tradePair: pair.id,
      orderType,
      leverage: orderType === "SHORT" && !size.startsWith("-") ? `-${size}` : size,
    });
    if (result.ok) go(href("signals", result.value.uuid));
  };
  const options = Object.entries(Object.groupBy(pairs.value ?? [], ({ category }) => category)).map(
    ([group, items]) => ({
      group,
      items: (items ?? []).map(({ id, name, blocked: closed }) => ({
        value: id,
        label: closed ? `${name} (no orders taken)` : name,
      })),
    }),
  );

  return (
    <Panel title="Ticket">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {miners.length > 1 ? (
          <Select
            label="Miner"
            data={miners.map(({ minerId, name }) => ({ value: minerId, label: name }))}
            value={miner?.minerId ?? null}
            onChange={(value) => setParams({ miner: value })}
          />
        ) : null}
        {pairs.error ? <ErrorPanel error={pairs.error} title="Pairs could not be read" onRetry={pairs.reload} /> : null}
        <Select
          label="Pair"
          searchable
          data={options}
          value={pairId}
          onChange={setPairId}
          nothingFoundMessage="No pair matches."
        />
        <SegmentedControl
          aria-label="Side"
          fullWidth
          data={["LONG", "SHORT", "FLAT"]}
          value={orderType}
          onChange={(value) => setOrderType(value as Ticket["orderType"])}
        />
        <TextInput
          label="Leverage"
          inputMode="decimal"
          autoComplete="off"
          value={leverage}
          onChange={(event) => setLeverage(event.currentTarget.value)}
        />
        <ul className={classes.checks} aria-label="Rule check">
          {checks.map(({ tone, text }) => (
            <li key={text} data-tone={tone}>
              <span aria-hidden="true">{MARKS[tone]}</span>
              {text}
            </li>
          ))}
        </ul>
        {miner && canStart(miner.state) ? <MinerSwitch miner={miner} /> : null}
        {send.error ? <ErrorPanel error={send.error} title="It was not sent" /> : null}
        <Button type="submit" disabled={blocked} loading={send.busy}>
          Send signal
        </Button>
      </form>
    </Panel>
  );
}
