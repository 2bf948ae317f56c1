import { Button } from "@mantine/core";
import { useState } from "react";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { SecretText } from "#renderer/components/SecretText.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import type { MinerView } from "#src/contract/miners.ts";
import classes from "./SignalsPage.module.css";

/** Where outside tools send signals, with an example and the key. */
export function IntakePanel({ miner }: { miner: MinerView }) {
  const { minerId } = miner;
  const intake = useQuery("signals.intake", { minerId }, miner.state);
  const reveal = useAction("signals.intakeKey");
  const rotate = useAction("signals.rotateIntakeKey");
  const [asking, setAsking] = useState(false);
  const error = reveal.error ?? rotate.error;
  const side = intake.value ? (
    <StateMark tone={intake.value.listening ? "good" : "quiet"}>
      {intake.value.listening ? "listening" : "not listening"}
    </StateMark>
  ) : null;
  return (
    <Panel title="Intake" side={side}>
      <div className={classes.form}>
        {intake.error ? (
          <ErrorPanel error={intake.error} title="The intake is not known" onRetry={intake.reload} />
        ) : null}
        {intake.value ? (
          <>
            <p className="dim">Your trading tool posts signals here, on this machine only.</p>
            <div className={classes.copyLine}>
              <code>{intake.value.url}</code>
              <CopyButton text={intake.value.url} label="Copy intake address" />
            </div>
            <div className={classes.copyLine}>
              <pre className={classes.curl}>{intake.value.exampleCurl}</pre>
              <CopyButton text={intake.value.exampleCurl} label="Copy example command" />
            </div>
            <SecretText
              name="API key"
              reveal={async () => {
                const result = await reveal.run({ minerId });
                return result.ok ? result.value.apiKey : null;
              }}
            />
          </>
        ) : null}
        {error ? (
          <ErrorPanel error={error} title={reveal.error ? "The key was not shown" : "The key was not replaced"} />
        ) : null}
        {asking ? (
          <div className={classes.row}>
            <span>Tools with the old key are refused from then on.</span>
            <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
              Keep the key
            </Button>
            <Button
              size="xs"
              loading={rotate.busy}
              onClick={() => void rotate.run({ minerId }).then(() => setAsking(false))}
            >
              Replace it
            </Button>
          </div>
        ) : (
          <div>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
              Replace API key
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
