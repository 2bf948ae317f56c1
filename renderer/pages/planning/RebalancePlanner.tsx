import { ActionIcon, Button, Loader, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { Input } from "#src/contract/index.ts";
import type { LegWay, RebalancePlan } from "#src/contract/planning.ts";
import classes from "./PlannersPage.module.css";
import { Carry, Notes, PlainTable, type PlannerProps, percent } from "./parts.tsx";

interface WeightRow {
  readonly key: number;
  readonly netuid: number | null;
  readonly share: string;
  readonly hotkey: string;
}

/** `37.5` as parts per million; null where it is no percentage. */
function ppmOf(text: string): number | null {
  const [, whole, fraction = ""] = /^(\d{1,3})(?:[.](\d{1,4}))?$/.exec(text.trim()) ?? [];
  const ppm = whole === undefined ? null : Number(whole) * 10_000 + Number(fraction.padEnd(4, "0"));
  return ppm !== null && ppm <= 1_000_000 ? ppm : null;
}

const place = (netuid: number): string => (netuid === 0 ? "root" : `subnet ${netuid}`);

function Way({ way, chosen }: { way: LegWay; chosen: boolean }) {
  return (
    <div className={classes.way} data-chosen={chosen || undefined}>
      <b>{way.way === "one" ? "One swap fee" : "Two swap fees"}</b>
      {way.problem === null ? (
        <>
          <code>{way.calls.join(" + ")}</code>
          <span>
            {"network fee "}
            <Amount rao={way.networkFeeRao} full />
          </span>
          <span>
            {"swap fees worth "}
            <Amount rao={way.swapFeesWorthRao} full />
          </span>
          <span>
            {"arrives "}
            <Amount rao={way.arrivesAlphaRao} unit="α" />
          </span>
          {way.guarded ? null : <span className="warning">no price limit</span>}
          {chosen ? <span className="good">leaves more</span> : null}
        </>
      ) : (
        <span className="danger">{way.problem}</span>
      )}
    </div>
  );
}

function Result({ plan, walletId, watched }: { plan: RebalancePlan; walletId: string; watched: boolean }) {
  return (
    <div className={classes.columns}>
      <Panel title={plan.legs.length === 1 ? "1 move" : `${plan.legs.length} moves, in this order`}>
        {plan.legs.length === 0 ? <p className="dim">Nothing has to move.</p> : null}
        {plan.legs.map((leg) => (
          <div key={`${leg.fromNetuid} ${leg.toNetuid} ${leg.alphaRao}`} className={classes.leg}>
            <span>
              <Amount rao={leg.alphaRao} unit="α" />
              {` of ${place(leg.fromNetuid)} to ${place(leg.toNetuid)}, worth `}
              <Amount rao={leg.worthRao} />
            </span>
            {leg.ways.map((way) => (
              <Way key={way.way} way={way} chosen={way.way === leg.chosen} />
            ))}
          </div>
        ))}
        {plan.skipped.map((one) => (
          <p key={`${one.fromNetuid} ${one.toNetuid} ${one.worthRao}`} className="warning">
            {`Not moved from ${place(one.fromNetuid)} to ${place(one.toNetuid)}: `}
            <Amount rao={one.worthRao} />
            {`. ${one.reason}`}
          </p>
        ))}
      </Panel>
      <Panel title="Shares">
        <div className={classes.result}>
          <PlainTable label="Shares" head={["Subnet", "Now", "Wanted", "After", "Worth after"]}>
            {plan.shares.map((share) => (
              <tr key={share.netuid}>
                <td>{place(share.netuid)}</td>
                <td>{percent(share.beforePpm)}</td>
                <td>{percent(share.wantedPpm)}</td>
                <td>{percent(share.afterPpm)}</td>
                <td>
                  <Amount rao={share.afterWorthRao} />
                </td>
              </tr>
            ))}
          </PlainTable>
          {plan.quote?.fee ? (
            <p>
              {plan.orders.length === 1 ? "Network fee: " : "Network fee of all moves as one transaction: "}
              <Amount
                rao={(plan.orders.length === 1 ? plan.quote.items[0]?.feeAloneRao : null) ?? plan.quote.fee.totalRao}
                full
              />
            </p>
          ) : null}
          <Notes notes={plan.notes} />
          <Carry orders={plan.orders} walletId={walletId} watched={watched} aloneLabel="Sign this move" />
        </div>
      </Panel>
    </div>
  );
}

/** Stake moved between subnets until each has the share given. */
export function RebalancePlanner({ walletId, watched, tolerancePpm }: PlannerProps) {
  const wallets = useMirror("wallets").value ?? [];
  const subnets = useMirror("subnets").value ?? [];
  const network = useMirror("network").value;
  const address = wallets.find((one) => one.walletId === walletId)?.address;
  const positions = useQuery(
    "staking.positions",
    address && network?.state === "online" ? { coldkeys: [address] } : null,
  );
  const [rows, setRows] = useState<readonly WeightRow[] | null>(null);
  const [asked, setAsked] = useState<Input<"planning.rebalance"> | null>(null);
  const plan = useQuery("planning.rebalance", asked);
  const held = positions.value;
  useEffect(() => {
    if (rows !== null || !held) return;
    const netuids = [...new Set(held.map(({ netuid }) => netuid))];
    setRows(netuids.map((netuid, key) => ({ key, netuid, share: "", hotkey: "" })));
  }, [rows, held]);
  const list = rows ?? [];
  const change = (key: number, next: Partial<WeightRow>) =>
    setRows(list.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const sum = list.reduce((total, { share }) => total + (ppmOf(share) ?? 0), 0);
  const ready =
    list.length >= 2 && sum === 1_000_000 && list.every((row) => row.netuid !== null && ppmOf(row.share) !== null);
  const hasStake = (netuid: number | null) => held?.some((one) => one.netuid === netuid) ?? false;
  const ask = () => {
    const weights = list.map(({ netuid, share, hotkey }) => ({
      netuid: netuid ?? 0,
      weightPpm: ppmOf(share) ?? 0,
      ...(hotkey.trim() === "" ? {} : { hotkey: hotkey.trim() }),
    }));
    const wish = { walletId, weights, tolerancePpm };
    if (JSON.stringify(wish) === JSON.stringify(asked)) plan.reload();
    setAsked(wish);
  };
  return (
    <>
      <Panel title="Rebalance between subnets">
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) ask();
          }}
        >
          <p className="dim">
            Each subnet gets its part of the stake named here, by worth. What is not named stays as it is.
          </p>
          <div className={classes.weights}>
            {list.map((row) => (
              <div key={row.key} className={classes.weight}>
                <Select
                  label="Subnet"
                  searchable
                  data={[
                    { value: "0", label: "0 · root" },
                    ...subnets
                      .filter((one) => one.netuid !== 0)
                      .map((one) => ({ value: String(one.netuid), label: `${one.netuid} · ${one.name}` })),
                  ]}
                  value={row.netuid === null ? null : String(row.netuid)}
                  onChange={(value) => change(row.key, { netuid: value === null ? null : Number(value) })}
                />
                <TextInput
                  label="Share (%)"
                  inputMode="decimal"
                  autoComplete="off"
                  value={row.share}
                  error={row.share !== "" && ppmOf(row.share) === null}
                  onChange={(event) => change(row.key, { share: event.currentTarget.value })}
                />
                <TextInput
                  label={hasStake(row.netuid) ? "Hotkey (empty: the largest position's)" : "Hotkey to stake behind"}
                  autoComplete="off"
                  spellCheck={false}
                  value={row.hotkey}
                  onChange={(event) => change(row.key, { hotkey: event.currentTarget.value })}
                />
                <ActionIcon
                  size="lg"
                  aria-label={`Take subnet ${row.netuid ?? ""} out`}
                  onClick={() => setRows(list.filter((other) => other.key !== row.key))}
                >
                  <IconX size={16} />
                </ActionIcon>
              </div>
            ))}
          </div>
          <div className={classes.actions}>
            <Button
              variant="default"
              onClick={() =>
                setRows([
                  ...list,
                  { key: Math.max(-1, ...list.map(({ key }) => key)) + 1, netuid: null, share: "", hotkey: "" },
                ])
              }
            >
              Add a subnet
            </Button>
            <Button type="submit" disabled={!ready}>
              Work it out
            </Button>
            <span className={sum === 1_000_000 ? "good" : "dim"} role="status">{`${sum / 10_000} % of 100 %`}</span>
          </div>
        </form>
      </Panel>
      {positions.error ? (
        <ErrorPanel error={positions.error} title="Positions could not be read" onRetry={positions.reload} />
      ) : null}
      {plan.error ? <ErrorPanel error={plan.error} title="This cannot be planned" onRetry={plan.reload} /> : null}
      {plan.loading ? <Loader size="sm" aria-label="Working it out" /> : null}
      {plan.value ? <Result plan={plan.value} walletId={walletId} watched={watched} /> : null}
    </>
  );
}
