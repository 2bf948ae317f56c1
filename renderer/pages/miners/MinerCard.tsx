import { Button } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { MinerSwitch } from "#renderer/flows/MinerSwitch.tsx";
import { clockTime, count, duration } from "#renderer/lib/format.ts";
import { canStart, MINER_WORDS } from "#renderer/lib/miner-words.ts";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { MinerView } from "#src/contract/miners.ts";
import classes from "./MinersPage.module.css";
import { OtherPort } from "./OtherPort.tsx";

/** Troubles that another port ends. */
const PORT_TROUBLE: ReadonlySet<string> = new Set(["SIGNAL_PORT_IN_USE", "SIGNAL_PORT_DENIED"]);

/** One miner: its state in a sentence, why, since when, and what can be done. */
export function MinerCard({ miner, current }: { miner: MinerView; current: boolean }) {
  const remove = useAction("miners.remove");
  const [asking, setAsking] = useState(false);
  const moveOf = useMirror("moves").value?.find(
    (move) => move.minerId === miner.minerId && (!move.over || move.stage === "handedOver"),
  );
  const movedAway = moveOf?.stage === "handedOver";
  const nowMs = useNow(1_000);
  const { state, startedAtMs, error } = miner;
  const words = MINER_WORDS[state];
  return (
    <Panel
      label={miner.name}
      title={<a href={href("miners", miner.minerId)}>{miner.name}</a>}
      side={<StateMark tone={words.tone}>{words.label}</StateMark>}
    >
      <div className={classes.card} data-current={current || undefined}>
        <p>{movedAway ? "It was handed over to another machine and does not start here." : miner.sentence}</p>
        {error ? (
          <ErrorPanel
            error={error}
            action={canStart(state) && PORT_TROUBLE.has(error.code) ? <OtherPort miner={miner} /> : undefined}
          />
        ) : null}
        <Bill>
          <BillLine name="Hotkey">
            <Address address={miner.hotkey} name={`${miner.walletName} / ${miner.hotkeyName}`} />
          </BillLine>
          <BillLine name="Subnet">
            <a href={href("subnets", miner.netuid)}>{miner.netuid}</a>
          </BillLine>
          <BillLine name="Intake">{`127.0.0.1:${miner.intakePort}`}</BillLine>
          <BillLine name="Running">
            {startedAtMs === null ? (
              "no"
            ) : (
              <span title={`since ${clockTime(startedAtMs)}`}>{`for ${duration(nowMs - startedAtMs)}`}</span>
            )}
            {miner.restarts > 0 ? `, ${miner.restarts} restart${miner.restarts > 1 ? "s" : ""}` : ""}
          </BillLine>
          <BillLine name="Signals">
            <a
              href={href("signals")}
            >{`${count(miner.signalsReceived)} received, ${count(miner.signalsPending)} pending`}</a>
          </BillLine>
        </Bill>
        <div className={classes.actions}>
          {movedAway ? null : <MinerSwitch miner={miner} />}
          <Button component="a" size="xs" variant="default" href={href("miners", miner.minerId)}>
            Logs
          </Button>
          <Button
            component="a"
            size="xs"
            variant="default"
            href={moveOf ? href("move", moveOf.moveId) : `${href("move")}?miner=${encodeURIComponent(miner.minerId)}`}
          >
            {movedAway ? "Moved away" : moveOf ? "Being moved" : "Move"}
          </Button>
          {canStart(state) && !asking ? (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={`Remove ${miner.name}`}
              onClick={() => setAsking(true)}
            >
              Remove
            </Button>
          ) : null}
        </div>
        {asking ? (
          <div className={classes.actions}>
            <span>Forget this miner? Its journal stays on disk.</span>
            <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button
              size="xs"
              color="red"
              variant="outline"
              loading={remove.busy}
              onClick={() => void remove.run({ minerId: miner.minerId })}
            >
              Forget it
            </Button>
          </div>
        ) : null}
        {remove.error ? <ErrorPanel error={remove.error} title="It was not removed" /> : null}
      </div>
    </Panel>
  );
}
