import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { blockAge } from "#renderer/lib/network-age.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./SettingsPage.module.css";

const TONES = { online: "good", connecting: "busy", stale: "warning", offline: "danger" } as const;

/** The connection in detail, and the way to another network. */
export function NetworkSettings() {
  const { value: status, error } = useMirror("network");
  const networks = useQuery("network.list", {});
  const select = useAction("network.select");
  const [endpoint, setEndpoint] = useState("");
  const { ageMs } = blockAge(status, useNow());
  const choose = (network: string) => void select.run({ network });
  const known = (networks.value ?? []).map(({ name, kind, url }) => ({
    value: name,
    label: name === kind ? `${name} · ${url}` : `${name} (${kind}) · ${url}`,
  }));
  return (
    <Panel title="Network" side={status ? <StateMark tone={TONES[status.state]}>{status.state}</StateMark> : null}>
      <div className={classes.form}>
        {error ? <ErrorPanel error={error} title="The connection is not known" /> : null}
        {status?.reason ? <p className="warning">{status.reason}</p> : null}
        {status ? (
          <Bill label="Connection">
            <BillLine name="Name">
              {status.name === status.kind ? status.name : `${status.name} (${status.kind})`}
            </BillLine>
            <BillLine name="Endpoint">
              <code>{status.url}</code>
            </BillLine>
            <BillLine name="Newest block">
              {status.block === null
                ? "–"
                : `${count(status.block)}${ageMs === null ? "" : `, ${duration(ageMs)} old`}`}
            </BillLine>
            <BillLine name="Final block">
              {status.finalizedBlock === null ? "–" : count(status.finalizedBlock)}
            </BillLine>
            <BillLine name="Block time">{status.blockTimeMs === null ? "–" : duration(status.blockTimeMs)}</BillLine>
            <BillLine name="Latency">{status.latencyMs === null ? "–" : `${Math.round(status.latencyMs)} ms`}</BillLine>
            <BillLine name="Runtime">
              {status.specName === null ? "–" : `${status.specName} ${status.specVersion ?? ""}`}
            </BillLine>
            <BillLine name="Genesis">
              {status.genesisHash === null ? (
                "–"
              ) : (
                <>
                  <code>{`${status.genesisHash.slice(0, 12)}…${status.genesisHash.slice(-6)}`}</code>{" "}
                  <CopyButton text={status.genesisHash} label="Copy genesis hash" />
                </>
              )}
            </BillLine>
            <BillLine name="Token">{status.tokenSymbol}</BillLine>
          </Bill>
        ) : null}
        <Select
          label="Network"
          description="Keys stay where they are. Practice keys never sign on another network."
          data={known}
          value={known.some(({ value }) => value === status?.name) ? (status?.name ?? null) : null}
          placeholder="Choose a network"
          onChange={(value) => value && choose(value)}
        />
        {networks.error ? (
          <ErrorPanel error={networks.error} title="Networks could not be listed" onRetry={networks.reload} />
        ) : null}
        <form
          className={classes.inline}
          onSubmit={(event) => {
            event.preventDefault();
            choose(endpoint.trim());
          }}
        >
          <TextInput
            label="Own endpoint"
            placeholder="ws://127.0.0.1:9944"
            autoComplete="off"
            value={endpoint}
            onChange={(event) => setEndpoint(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={endpoint.trim() === ""} loading={select.busy}>
            Connect
          </Button>
        </form>
        {select.error ? <ErrorPanel error={select.error} title="It stays on the old network" /> : null}
      </div>
    </Panel>
  );
}
