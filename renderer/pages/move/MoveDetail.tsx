import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { HoldButton } from "#renderer/components/HoldButton.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { MoveView } from "#src/contract/move.ts";
import { MoveActionView } from "./MoveAction.tsx";
import classes from "./MovePage.module.css";
import { Requests } from "./Requests.tsx";

const STATE_WORDS = { done: "done", now: "now", later: "later" } as const;

function Steps({ move }: { move: MoveView }) {
  return (
    <ol className={classes.steps} aria-label="Steps of the move">
      {move.steps.map(({ key, title, state, sentence }, at) => (
        <li key={key} className={classes.step} data-state={state} aria-current={state === "now" ? "step" : undefined}>
          <span className={classes.mark} role="img" aria-label={STATE_WORDS[state]}>
            {state === "done" ? <IconCheck size={14} stroke={2.4} /> : at + 1}
          </span>
          <div className={classes.words}>
            <strong>{title}</strong>
            <span className={state === "now" ? undefined : "dim"}>{sentence}</span>
            {state === "now" ? <MoveActionView move={move} /> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What can be undone, and what only with a risk that is named. */
function Ways({ move }: { move: MoveView }) {
  const cancel = useAction("move.cancel");
  const takeBack = useAction("move.takeBack");
  const [asking, setAsking] = useState(false);
  if (!move.mayCancel && !move.mayTakeBack) return null;
  const error = cancel.error ?? takeBack.error;
  return (
    <Panel title={move.mayCancel ? "Leave it" : "Take it back"}>
      <div className={classes.risk}>
        {move.mayCancel ? (
          <>
            <p className="dim">
              {move.side === "old"
                ? "The miner goes on here. The move file is of no use any more: no hand-over code is made for it."
                : "The miner, the hotkey and what else the import made here are taken away again."}
            </p>
            {asking ? (
              <div className={classes.row}>
                <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
                  Go on moving
                </Button>
                <Button
                  size="xs"
                  color="red"
                  variant="outline"
                  loading={cancel.busy}
                  onClick={() => void cancel.run({ moveId: move.moveId }).then(() => setAsking(false))}
                >
                  Yes, cancel
                </Button>
              </div>
            ) : (
              <Button size="xs" variant="default" onClick={() => setAsking(true)}>
                Cancel the move
              </Button>
            )}
          </>
        ) : (
          <>
            <p className="dim">
              Only if the other machine does not run it. If both do, every order goes out twice, and that costs money.
              The hand-over code that was given out stays good over there.
            </p>
            <HoldButton
              label="Hold to take it back"
              loading={takeBack.busy}
              onHeld={() => void takeBack.run({ moveId: move.moveId, newMachineIsStopped: true })}
            />
          </>
        )}
        {error ? <ErrorPanel error={error} title="It was not done" /> : null}
      </div>
    </Panel>
  );
}

/** One move: its steps from top to bottom with what to do now, and the facts beside them. */
export function MoveDetail({ move, back }: { move: MoveView; back: ReactNode }) {
  const side = move.side === "old" ? "away from this machine" : "to this machine";
  return (
    <div className={classes.detail}>
      <div className={classes.column}>
        <Panel title={`${move.minerName}, ${side}`} label="Steps" side={back}>
          <Steps move={move} />
          {move.action === null ? <p role="status">{move.sentence}</p> : null}
        </Panel>
        {move.requests && !(move.over && move.side === "new") ? <Requests move={move} /> : null}
      </div>
      <div className={classes.column}>
        <Panel title="This move">
          <Bill>
            <BillLine name="Fingerprint">
              <span className={classes.mono}>{move.fingerprint}</span>
            </BillLine>
            <BillLine name="Hotkey">
              <Address address={move.hotkey} name={move.hotkeyName} />
            </BillLine>
            <BillLine name="Subnet">
              <a href={href("subnets", move.netuid)}>{move.netuid}</a>
            </BillLine>
            <BillLine name="Network">{move.network}</BillLine>
            <BillLine name="Begun">{clockTime(move.createdAtMs)}</BillLine>
            <BillLine name="Miner here">
              <a href={href("miners", move.minerId)}>
                <StateMark tone={move.minerRunning ? "good" : "quiet"}>
                  {move.minerRunning ? "runs" : "does not run"}
                </StateMark>
              </a>
            </BillLine>
          </Bill>
          <p className="dim">The fingerprint is the same on both machines.</p>
        </Panel>
        <Ways move={move} />
      </div>
    </div>
  );
}
