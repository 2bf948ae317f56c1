import { Button, Checkbox, Loader } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import type { RehearsalResult, RehearsalState } from "#src/contract/rehearsal.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { ErrorPanel } from "../ErrorPanel.tsx";
import classes from "./Rehearsal.module.css";
import { RehearsalOutcome } from "./RehearsalOutcome.tsx";

/** What is under way: the step, how long, and what it costs the node and this machine. */
function Progress({ state, onCancel }: { state: RehearsalState | null; onCancel: () => void }) {
  const nowMs = useNow();
  const seconds = state?.startedAtMs ? Math.max(0, Math.floor((nowMs - state.startedAtMs) / 1_000)) : 0;
  const used = [
    `${seconds} s`,
    ...(state && state.requests > 0 ? [`requests to the node: ${state.requests}`] : []),
    ...(state?.memoryMiB ? [`${state.memoryMiB} MiB`] : []),
  ];
  return (
    <div className={classes.progress} role="status">
      <Loader size={16} />
      <span>{state?.step ?? "Begins."}</span>
      <span className="dim">{used.join(" · ")}</span>
      <Button size="xs" variant="default" onClick={onCancel}>
        Stop the rehearsal
      </Button>
    </div>
  );
}

/** "Try it on a copy first": runs the plan on a private copy of the chain and shows what it changes. Nothing is signed. */
export function Rehearsal({ plan, begun = false }: { plan: PlanView; begun?: boolean }) {
  const client = useClient();
  const { run, busy, error } = useAction("rehearsal.run");
  const [blockWork, setBlockWork] = useState(false);
  const [result, setResult] = useState<RehearsalResult | null>(null);
  const [state, setState] = useState<RehearsalState | null>(null);
  const { planId, network } = plan;

  useEffect(() => {
    if (!busy) return;
    setState(null);
    return client.on("rehearsal.changed", (next) => {
      if (next.planId === planId && next.state === "running") setState(next);
    });
  }, [client, busy, planId]);

  // Nobody is left to look at it.
  const underWay = useRef(false);
  underWay.current = busy;
  useEffect(
    () => () => {
      if (underWay.current) void client.call("rehearsal.cancel", {});
    },
    [client],
  );

  const begin = async () => {
    setResult(null);
    const answer = await run({ planId, blockWork });
    if (answer.ok) setResult(answer.value);
  };
  // Asked for already, with the button that made the plan.
  const first = useRef(begun);
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    void begin();
  });
  const cancelled = error?.code === "REHEARSAL_CANCELLED";
  return (
    <section className={classes.rehearsal} aria-label="Rehearsal">
      <div className={classes.head}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFlask size={14} />}
          disabled={busy}
          onClick={() => void begin()}
        >
          {result ? "Try it on a copy again" : "Try it on a copy first"}
        </Button>
        {network.kind === "practice" ? null : (
          <Checkbox
            size="xs"
            label="with the block's own work (slower)"
            checked={blockWork}
            disabled={busy}
            onChange={(event) => setBlockWork(event.currentTarget.checked)}
          />
        )}
        <span className="dim">Runs it on a private copy of the chain. Nothing is signed or sent.</span>
      </div>
      {busy ? <Progress state={state} onCancel={() => void client.call("rehearsal.cancel", {})} /> : null}
      {!busy && error && !cancelled ? <ErrorPanel error={error} title="It was not rehearsed" /> : null}
      {!busy && cancelled ? <p className="dim">{error.message}</p> : null}
      {result ? <RehearsalOutcome result={result} signer={plan.signer.address} /> : null}
    </section>
  );
}
