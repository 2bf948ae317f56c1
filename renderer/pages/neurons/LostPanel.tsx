import { Panel } from "#renderer/components/Panel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./NeuronsPage.module.css";

/** UIDs that were lost and why, and which hotkeys a subnet never takes back. */
export function LostPanel() {
  const registrations = useMirror("registrations");
  const lost = useQuery("registration.lost", {}, registrations.receivedAtMs).value ?? [];
  if (lost.length === 0) return null;
  return (
    <Panel title="Lost UIDs" flush>
      <ul className={classes.lost}>
        {lost.map((one) => (
          <li key={`${one.netuid}/${one.hotkey}/${one.registeredAtBlock}`}>
            {one.sentence}
            {one.buried ? (
              <span className="danger">{` Subnet ${one.netuid} never takes this hotkey back: use a new one there.`}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
