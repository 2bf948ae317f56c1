import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import type { MinerView } from "#src/contract/miners.ts";
import classes from "./MinersPage.module.css";

const EVERY_MS = 2_000;

/** The newest log lines of a miner: follow, filter, copy. Redacted by main before they come here. */
export function LogsPanel({ miner }: { miner: MinerView }) {
  const [follow, setFollow] = useState(true);
  const [filter, setFilter] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const tick = useNow(EVERY_MS);
  const [frozenAt, setFrozenAt] = useState(0);
  const logs = useQuery("miners.logs", { minerId: miner.minerId, limit: 500 }, follow ? tick : frozenAt);
  const lines = (logs.value ?? []).filter(({ text, level }) =>
    `${level} ${text}`.toLowerCase().includes(filter.toLowerCase()),
  );
  const inOrder = lines.toSorted((a, b) => a.atMs - b.atMs);
  const last = inOrder.at(-1)?.atMs ?? 0;

  // The newest line comes into view when there is one. `last` is read by being a dependency.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [last, follow]);

  const copy = () =>
    void navigator.clipboard.writeText(
      inOrder.map(({ atMs, level, text }) => `${clockTime(atMs)} ${level} ${text}`).join("\n"),
    );
  return (
    <Panel
      title={`Logs of ${miner.name}`}
      flush
      side={
        <>
          <TextInput
            size="xs"
            aria-label="Filter logs"
            placeholder="Filter"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <Checkbox
            size="xs"
            label="Follow"
            checked={follow}
            onChange={(event) => {
              setFollow(event.currentTarget.checked);
              setFrozenAt(tick);
            }}
          />
          <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
            Copy logs
          </Button>
        </>
      }
    >
      {logs.error ? <ErrorPanel error={logs.error} title="Logs could not be read" onRetry={logs.reload} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <section className={classes.logs} ref={box} tabIndex={0} aria-label="Log lines">
        {inOrder.length === 0 ? (
          <p className="dim">{filter === "" ? "No lines yet. They come once the miner starts." : "No line matches."}</p>
        ) : null}
        {inOrder.map(({ atMs, level, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal lines may come twice in one millisecond
          <div key={`${atMs}-${at}`} data-level={level}>
            <time>{clockTime(atMs).slice(11)}</time> <b>{level}</b> {text}
          </div>
        ))}
      </section>
    </Panel>
  );
}
