import { Button, Loader } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { SIGNAL_WORDS } from "#renderer/lib/signal-words.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./SignalsPage.module.css";
import { ValidatorMatrix } from "./ValidatorMatrix.tsx";

/** One signal: what it was, how it went over time, and what each validator said. */
export function SignalDetail({ uuid }: { uuid: string }) {
  const live = useMirror("signals");
  const known = live.value?.find((signal) => signal.uuid === uuid);
  const detail = useQuery("signals.get", { uuid }, `${known?.state}-${known?.validatorsAccepted}-${live.receivedAtMs}`);
  const close = (
    <Button component="a" href={href("signals")} size="compact-xs" variant="default">
      Close
    </Button>
  );
  if (!detail.value) {
    return (
      <Panel title="Signal" side={close}>
        {detail.error ? (
          <ErrorPanel error={detail.error} title="This signal could not be read" onRetry={detail.reload} />
        ) : (
          <Loader size="sm" aria-label="Loading the signal" />
        )}
      </Panel>
    );
  }
  const signal = detail.value;
  const words = SIGNAL_WORDS[signal.state];
  const firstSentMs = signal.deliveries
    .flatMap(({ attempts }) => attempts.map(({ atMs }) => atMs))
    .reduce<number | null>((first, atMs) => (first === null || atMs < first ? atMs : first), null);
  const after = (atMs: number | null): string =>
    atMs === null ? "–" : `+${Math.max(0, atMs - signal.receivedAtMs)} ms`;
  return (
    <Panel
      label={`Signal ${uuid}`}
      title={`${signal.orderType} ${signal.tradePair} ${signal.leverage}`}
      side={
        <>
          <StateMark tone={words.tone}>{words.label}</StateMark>
          {close}
        </>
      }
    >
      <div className={classes.form}>
        <ol className={classes.timeline} aria-label="Timeline">
          <li data-on>
            <b>received</b>
            <span className="dim">{clockTime(signal.receivedAtMs)}</span>
            <span className="dim">{`by ${signal.source}`}</span>
          </li>
          <li data-on={firstSentMs !== null || undefined}>
            <b>sending</b>
            <span className="dim">{after(firstSentMs)}</span>
            <span className="dim">{`to ${signal.validatorsAsked} validators`}</span>
          </li>
          <li data-on={signal.settledAtMs !== null || undefined} data-bad={signal.state === "failed" || undefined}>
            <b>{signal.state === "failed" ? "failed" : "processed"}</b>
            <span className="dim">{after(signal.settledAtMs)}</span>
            <span className="dim">{`accepted by ${signal.validatorsAccepted} of ${signal.validatorsAsked}`}</span>
          </li>
        </ol>
        {signal.reason ? <p className={signal.state === "failed" ? "danger" : "dim"}>{signal.reason}</p> : null}
        <ValidatorMatrix deliveries={signal.deliveries} />
        <span className="dim">
          Id <code>{signal.uuid}</code>
        </span>
      </div>
    </Panel>
  );
}
