import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { count } from "#renderer/lib/format.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { NetworkChoice } from "#src/contract/network.ts";
import classes from "./NetworkEndpoints.module.css";

const TONES = { good: "good", behind: "warning", wrong: "danger", unreachable: "danger", unknown: "quiet" } as const;

/** Every endpoint with what is known of it; own ones are added and removed here. */
export function NetworkEndpoints() {
  const status = useMirror("network").value;
  const known = useQuery("network.list", {}, `${status?.name} ${status?.url} ${status?.state}`);
  const check = useAction("network.check");
  const add = useAction("network.add");
  const remove = useAction("network.remove");
  const [checked, setChecked] = useState<NetworkChoice[] | null>(null);
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const networks = checked ?? known.value ?? [];
  const rows = networks.flatMap((network) => network.endpoints.map((endpoint) => ({ network, endpoint })));

  const take = async (work: Promise<{ ok: boolean; value?: NetworkChoice[] }>): Promise<boolean> => {
    const result = await work;
    if (result.ok) setChecked(result.value ?? null);
    return result.ok;
  };
  const save = async () => {
    const done = await take(add.run({ name: name.trim(), url: url.trim() }));
    if (!done) return;
    setName("");
    setUrl("");
  };

  return (
    <Panel
      title="Endpoints"
      side={
        <Button size="xs" variant="default" loading={check.busy} onClick={() => void take(check.run({}))}>
          Check now
        </Button>
      }
    >
      {known.error ? (
        <ErrorPanel error={known.error} title="Endpoints could not be listed" onRetry={known.reload} />
      ) : null}
      {check.error ? <ErrorPanel error={check.error} title="The check failed" /> : null}
      {remove.error ? <ErrorPanel error={remove.error} title="The endpoint stays" /> : null}
      {rows.length === 0 ? <EmptyState title="No endpoints" text="Add one below." /> : null}
      <ul className={classes.list} aria-label="Endpoints">
        {rows.map(({ network, endpoint }) => (
          <li key={`${network.name} ${endpoint.url}`}>
            <div className={classes.head}>
              <strong>{network.name}</strong> <code>{endpoint.url}</code>
              <StateMark tone={TONES[endpoint.state]}>
                {endpoint.inUse ? `${endpoint.state}, in use` : endpoint.state}
              </StateMark>
              {endpoint.own && !endpoint.inUse ? (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Remove ${endpoint.url}`}
                  onClick={() => void take(remove.run({ url: endpoint.url }))}
                >
                  Remove
                </Button>
              ) : null}
            </div>
            <span className="dim">
              {endpoint.reason ??
                [
                  endpoint.latencyMs === null ? null : `${Math.round(endpoint.latencyMs)} ms`,
                  endpoint.block === null ? null : `block ${count(endpoint.block)}`,
                  endpoint.lagBlocks === null ? null : `${count(endpoint.lagBlocks)} behind the best`,
                  endpoint.specVersion === null ? null : `runtime ${endpoint.specVersion}`,
                ]
                  .filter((text) => text !== null)
                  .join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <form
        className={classes.add}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label="Name of the network"
          description="A known network's name, or a new name for your own"
          placeholder="finney"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={add.error?.field === "name" ? add.error.message : null}
        />
        <TextInput
          label="Endpoint address"
          description="It must serve that network's chain"
          placeholder="wss://node.example:443"
          autoComplete="off"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={add.error?.field === "url" ? add.error.message : null}
        />
        <Button type="submit" variant="default" loading={add.busy} disabled={name.trim() === "" || url.trim() === ""}>
          Add endpoint
        </Button>
      </form>
      {add.error ? <ErrorPanel error={add.error} title="The endpoint was not added" /> : null}
    </Panel>
  );
}
