import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count } from "#renderer/lib/format.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./SettingsPage.module.css";

/** The embedded practice network: what it runs, starting anew, and a runtime upgrade on demand. */
export function PracticeSettings() {
  const network = useMirror("network").value;
  const status = useQuery("practice.status", {}, `${network?.specVersion}-${network?.genesisHash}`);
  const reset = useAction("practice.reset");
  const upgrade = useAction("practice.upgrade");
  const [asking, setAsking] = useState(false);
  const { value } = status;
  const runReset = async () => {
    const result = await reset.run({});
    if (!result.ok) return;
    setAsking(false);
    status.reload();
  };
  return (
    <Panel title="Practice network">
      <div className={classes.form}>
        {status.error ? (
          <ErrorPanel error={status.error} title="Its state could not be read" onRetry={status.reload} />
        ) : null}
        {value ? (
          <Bill>
            <BillLine name="State">{value.running ? "running inside this app" : "not running"}</BillLine>
            <BillLine name="Address">
              <code>{value.url ?? "–"}</code>
            </BillLine>
            <BillLine name="Block">{value.block === null ? "–" : count(value.block)}</BillLine>
            <BillLine name="Spec version">{value.specVersion ?? "–"}</BillLine>
          </Bill>
        ) : null}
        {value && value.validators.length > 0 ? (
          <details>
            <summary>{`${value.validators.length} validators`}</summary>
            <Bill>
              {value.validators.map(({ netuid, uid, hotkey, port }) => (
                <BillLine key={hotkey} name={`UID ${uid} on subnet ${netuid}, port ${port}`}>
                  <Address address={hotkey} plain />
                </BillLine>
              ))}
            </Bill>
          </details>
        ) : null}
        <div className={classes.row}>
          <Button
            variant="default"
            size="xs"
            loading={upgrade.busy}
            onClick={() => void upgrade.run({}).then(status.reload)}
          >
            Upgrade the runtime
          </Button>
          <Button variant="outline" color="red" size="xs" onClick={() => setAsking(true)}>
            Reset practice network
          </Button>
        </div>
        <p className="dim">
          An upgrade raises the spec version, adds a call and renumbers errors, as live networks do. It shows that
          nothing here depends on numbers.
        </p>
        {upgrade.error ? <ErrorPanel error={upgrade.error} title="It was not upgraded" /> : null}
        <Modal opened={asking} onClose={() => setAsking(false)} title="Reset the practice network?">
          <div className={classes.form}>
            <p>
              It begins anew from block 0. Play money, registrations and prices there are gone; your keys, miners and
              their journals stay. Nothing on any other network is touched.
            </p>
            {reset.error ? <ErrorPanel error={reset.error} title="It was not reset" /> : null}
            <div className={classes.row}>
              <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button color="red" variant="outline" loading={reset.busy} onClick={() => void runReset()}>
                Reset it
              </Button>
            </div>
          </div>
        </Modal>
      </div>
    </Panel>
  );
}
