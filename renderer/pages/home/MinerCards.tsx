import { Button } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { MinerSwitch } from "#renderer/flows/MinerSwitch.tsx";
import { count } from "#renderer/lib/format.ts";
import { MINER_WORDS } from "#renderer/lib/miner-words.ts";
import { href } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./HomePage.module.css";

/** Each miner with one sentence and its switch. */
export function MinerCards() {
  const { value, error, reload } = useMirror("miners");
  return (
    <Panel title="Miners">
      {error ? <ErrorPanel error={error} title="Miners could not be listed" onRetry={() => void reload()} /> : null}
      {value?.length === 0 ? (
        <EmptyState
          title="No miner yet"
          text="A miner needs a registered hotkey; then it is one click."
          action={
            <Button component="a" href={`${href("miners")}?create=1`} size="xs" variant="default">
              Create a miner
            </Button>
          }
        />
      ) : null}
      <div className={classes.cards}>
        {(value ?? []).map((miner) => (
          <div key={miner.minerId} className={classes.miner}>
            <div className={classes.minerHead}>
              <a href={href("miners", miner.minerId)}>{miner.name}</a>
              <StateMark tone={MINER_WORDS[miner.state].tone}>{MINER_WORDS[miner.state].label}</StateMark>
            </div>
            <span className="dim">{miner.sentence}</span>
            <div className={classes.minerHead}>
              <a className="dim" href={href("signals")}>
                {`${miner.signalsReceived === 1 ? "1 signal" : `${count(miner.signalsReceived)} signals`}, ${count(miner.signalsPending)} pending`}
              </a>
              <MinerSwitch miner={miner} />
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}
