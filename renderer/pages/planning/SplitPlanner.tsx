import { Button, Loader, NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { readAmount } from "#renderer/components/AmountField.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { HotkeyField } from "#renderer/flows/orders/HotkeyField.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { isAddress } from "#src/address/ss58.ts";
import type { Input } from "#src/contract/index.ts";
import type { SplitPlan } from "#src/contract/planning.ts";
import classes from "./PlannersPage.module.css";
import { Carry, Notes, PlainTable, type PlannerProps, percent, SignOrder } from "./parts.tsx";

type Side = SplitPlan["side"];

/** The parts one below the other, each signed by itself when the person wants it: nothing is sent on its own. */
function Sequence({ plan, walletId, watched }: { plan: SplitPlan; walletId: string; watched: boolean }) {
  const [sent, setSent] = useState<readonly number[]>([]);
  const [goes, comes] = plan.side === "buy" ? (["τ", "α"] as const) : (["α", "τ"] as const);
  const next = plan.parts.findIndex((_, index) => !sent.includes(index));
  return (
    <PlainTable label="Parts" head={["Part", "Goes in", "Comes out", "Swap fee", "Price before", "Price after", ""]}>
      {plan.parts.map((part, index) => {
        const order = plan.orders[index];
        return (
          // Parts have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see the line above
          <tr key={index}>
            <td>{index + 1}</td>
            <td>
              <Amount rao={part.inRao} unit={goes} />
            </td>
            <td>
              <Amount rao={part.outRao} unit={comes} />
            </td>
            <td>
              <Amount rao={part.swapFeeRao} unit={goes} />
            </td>
            <td>
              <Amount rao={part.priceBeforeRaoPerAlpha} />
            </td>
            <td>
              <Amount rao={part.priceAfterRaoPerAlpha} />
            </td>
            <td>
              {sent.includes(index) ? (
                <span className="good">sent</span>
              ) : order ? (
                <SignOrder
                  order={order}
                  walletId={walletId}
                  label={`Sign part ${index + 1}`}
                  disabled={watched || index !== next}
                  onDone={() => setSent((before) => [...before, index])}
                />
              ) : null}
            </td>
          </tr>
        );
      })}
    </PlainTable>
  );
}

/** An order in parts against one go: honest about what parts can and cannot gain. */
export function SplitPlanner({ walletId, watched, tolerancePpm }: PlannerProps) {
  const subnets = useMirror("subnets").value ?? [];
  const [side, setSide] = useState<Side>("buy");
  const [netuid, setNetuid] = useState<number | null>(null);
  const [hotkey, setHotkey] = useState("");
  const [text, setText] = useState("");
  const [recovery, setRecovery] = useState<number | string>(0);
  const [count, setCount] = useState<number | string>("");
  const [asked, setAsked] = useState<Input<"planning.split"> | null>(null);
  const unit = side === "buy" ? "τ" : "α";
  const { rao, problem } = readAmount(text, unit);
  const ready = netuid !== null && isAddress(hotkey.trim()) && rao !== null && rao > 0n;
  const plan = useQuery("planning.split", asked);
  const shown = plan.value;
  const ask = () => {
    if (netuid === null || rao === null) return;
    const wish = {
      walletId,
      side,
      netuid,
      hotkey: hotkey.trim(),
      amountRao: String(rao),
      tolerancePpm,
      recoveryPpm: Math.round(Number(recovery || 0) * 10_000),
      ...(count === "" ? {} : { parts: Number(count) }),
    };
    if (JSON.stringify(wish) === JSON.stringify(asked)) plan.reload();
    setAsked(wish);
  };
  return (
    <>
      <Panel title="Split an order">
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) ask();
          }}
        >
          <div className={classes.fields}>
            <SegmentedControl
              aria-label="Side"
              data={[
                { value: "buy", label: "Stake" },
                { value: "sell", label: "Unstake" },
              ]}
              value={side}
              onChange={(value) => setSide(value as Side)}
            />
            <Select
              label="Subnet"
              placeholder="Choose a subnet"
              searchable
              data={subnets
                .filter((one) => one.netuid !== 0)
                .map((one) => ({ value: String(one.netuid), label: `${one.netuid} · ${one.name}` }))}
              value={netuid === null ? null : String(netuid)}
              onChange={(value) => setNetuid(value === null ? null : Number(value))}
            />
            <TextInput
              label={`Amount (${unit})`}
              inputMode="decimal"
              autoComplete="off"
              value={text}
              error={problem}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <HotkeyField netuid={netuid} hotkey={hotkey} label="Validator" onHotkey={setHotkey} />
          <div className={classes.fields}>
            <NumberInput
              label="Recovery between parts (%)"
              description="How much of a price move you expect others to take back. In one block: none."
              min={0}
              max={100}
              value={recovery}
              onChange={setRecovery}
            />
            <NumberInput
              label="Equal parts"
              description="Empty: as few as fit the tolerance."
              min={1}
              max={20}
              value={count}
              onChange={setCount}
            />
            <Button type="submit" disabled={!ready}>
              Work it out
            </Button>
          </div>
        </form>
      </Panel>
      {plan.error ? <ErrorPanel error={plan.error} title="This cannot be split" onRetry={plan.reload} /> : null}
      {plan.loading ? <Loader size="sm" aria-label="Working it out" /> : null}
      {shown ? (
        <div className={classes.page}>
          <Panel title={shown.parts.length === 1 ? "It fits in one go" : `${shown.parts.length} parts`}>
            <Sequence key={JSON.stringify(asked)} plan={shown} walletId={walletId} watched={watched} />
          </Panel>
          <Panel title="Parts against one go">
            <Comparison plan={shown} walletId={walletId} watched={watched} />
          </Panel>
        </div>
      ) : null}
    </>
  );
}

function Comparison({ plan, walletId, watched }: { plan: SplitPlan; walletId: string; watched: boolean }) {
  const [goes, comes] = plan.side === "buy" ? (["τ", "α"] as const) : (["α", "τ"] as const);
  const gains = !plan.gainRao.startsWith("-");
  return (
    <div className={classes.result}>
      <Bill label="Parts against one go">
        <BillLine name="In parts">
          <Amount rao={plan.outRao} unit={comes} full />
        </BillLine>
        <BillLine name="Network fees of all parts">
          <Amount rao={plan.feesRao} full />
        </BillLine>
        <BillLine name="In one go">
          <Amount rao={plan.once.outRao} unit={comes} full />
        </BillLine>
        <BillLine name="Network fee of one">
          <Amount rao={plan.feePerPartRao} full />
        </BillLine>
        <BillLine name={gains ? "Parts gain" : "Parts cost"} sum tone={gains ? "good" : "warning"}>
          <Amount rao={plan.gainRao.replace("-", "")} full />
        </BillLine>
        <BillLine name="Tolerance that one go needs" tone={plan.once.fits ? "normal" : "warning"}>
          {percent(plan.once.neededTolerancePpm)}
        </BillLine>
        <BillLine name="Largest that fits your tolerance">
          {plan.largestRao === null ? "any amount" : <Amount rao={plan.largestRao} unit={goes} />}
        </BillLine>
        <BillLine name="Best number of equal parts">{String(plan.bestCount)}</BillLine>
        {plan.breakEven.map(({ count, recoveryPpm }) => (
          <BillLine key={count} name={`${count} equal parts pay from a recovery of`}>
            {recoveryPpm === null ? "none: they never pay" : percent(recoveryPpm)}
          </BillLine>
        ))}
      </Bill>
      <Notes notes={plan.notes} />
      {plan.orders.length > 1 ? (
        <Carry orders={plan.orders} walletId={walletId} watched={watched} aloneLabel="Sign it" />
      ) : null}
    </div>
  );
}
