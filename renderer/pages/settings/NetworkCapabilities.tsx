import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./NetworkEndpoints.module.css";

const TONES = { full: "good", reduced: "warning", missing: "danger" } as const;

/** What the connected node can do, from its own description; what is disabled, and why. */
export function NetworkCapabilities() {
  const status = useMirror("network").value;
  const connected = status !== null && status.specVersion !== null;
  const found = useQuery(
    "network.capabilities",
    connected ? {} : null,
    `${status?.genesisHash} ${status?.specVersion}`,
  );
  return (
    <Panel
      title="What this node can do"
      side={found.value ? <span className="dim">{`${found.value.specName} ${found.value.specVersion}`}</span> : null}
    >
      {found.error ? (
        <ErrorPanel error={found.error} title="The node's description could not be read" onRetry={found.reload} />
      ) : null}
      {connected ? null : <EmptyState title="Not connected" text="This is read from the node once it is online." />}
      <ul className={classes.list} aria-label="What this node can do">
        {(found.value?.features ?? []).map(({ id, title, state, reason }) => (
          <li key={id}>
            <div className={classes.head}>
              <StateMark tone={TONES[state]}>{state}</StateMark>
              <span>{title}</span>
            </div>
            {reason ? <span className="dim">{reason}</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
