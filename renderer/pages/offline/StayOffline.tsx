import { Button } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";

/**
 * Whether this profile opens connections at all.
 * Accessible names: region "This machine", button "Go offline", link "Choose a network".
 */
export function StayOffline() {
  const network = useMirror("network").value;
  const select = useAction("network.select");
  if (!network) return null;
  const offline = network.kind === "offline";
  return (
    <Panel
      title="This machine"
      side={
        <StateMark tone={offline ? "good" : "quiet"}>{offline ? "offline by choice" : `on ${network.name}`}</StateMark>
      }
    >
      <p className="dim">
        {offline
          ? "Tausmith opens no connection, also after a restart. Requests are decoded and signed all the same. "
          : "For a machine that only signs, choose offline: Tausmith then opens no connection at all, also after a restart. "}
        {offline ? <a href={href("settings", "network")}>Choose a network</a> : null}
      </p>
      {select.error ? <ErrorPanel error={select.error} title="It stays as it was" /> : null}
      {offline ? null : (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={select.busy}
          onClick={() => void select.run({ network: "offline" })}
        >
          Go offline
        </Button>
      )}
    </Panel>
  );
}
