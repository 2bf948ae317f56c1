import { Button, NumberInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { ReachView } from "#src/contract/neurons.ts";
import classes from "./ReachCheck.module.css";

const TONES = { listening: "quiet", reached: "good", ended: "warning" } as const;

/** Proof that the port is reached from outside, before it is published; no third party takes part. */
export function ReachCheck({ ip, port }: { ip: string; port: number | null }) {
  const client = useClient();
  const start = useAction("neurons.startReach");
  const stop = useAction("neurons.stopReach");
  const [view, setView] = useState<ReachView | null>(null);
  const [listenPort, setListenPort] = useState<number | null>(null);
  useEffect(() => {
    void client.call("neurons.reach", {}).then((result) => result.ok && setView(result.value));
    return client.on("neurons.reachChanged", setView);
  }, [client]);
  const listening = view?.state === "listening";
  return (
    <>
      <p className={`${classes.ruled} dim`}>
        Before publishing: Tausmith listens on the port for five minutes, and you open the address it shows from another
        machine. No third party takes part.
      </p>
      <div className={classes.check}>
        <NumberInput
          label="Listens here on"
          placeholder={port === null ? "" : String(port)}
          min={1}
          max={65_535}
          allowDecimal={false}
          hideControls
          value={listenPort ?? ""}
          onChange={(value) => setListenPort(typeof value === "number" ? value : null)}
        />
        <Button
          variant="default"
          disabled={ip.length < 2 || port === null}
          loading={start.busy}
          onClick={() => void start.run({ ip, port: port ?? 0, ...(listenPort === null ? {} : { listenPort }) })}
        >
          Try from outside
        </Button>
        <Button variant="default" disabled={!listening} loading={stop.busy} onClick={() => void stop.run({})}>
          End the check
        </Button>
      </div>
      {start.error ? <ErrorPanel error={start.error} title="The check did not start" /> : null}
      {view ? (
        <>
          <p role="status">
            <StateMark tone={TONES[view.state]}>{view.state}</StateMark> {`${view.endpoint}: ${view.sentence}`}
          </p>
          {listening ? (
            <>
              <div className={classes.url}>
                <code>{view.url}</code>
                <CopyButton text={view.url} label="Copy the address to open" />
              </div>
              {view.ownTry === null ? null : (
                <p className="dim">
                  {view.ownTry
                    ? "This machine reaches the address itself, which is a good sign but no proof."
                    : "This machine does not reach the address itself. Many routers do not allow that; try from outside."}
                </p>
              )}
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
}
