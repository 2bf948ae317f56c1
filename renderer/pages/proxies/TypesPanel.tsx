import { Panel } from "#renderer/components/Panel.tsx";
import type { ProxyTypeView } from "#src/contract/proxies.ts";
import classes from "./ProxiesPage.module.css";

const MODES = {
  allowAll: "Everything is allowed.",
  denyAll: "Nothing is allowed.",
  allow: "Allowed, and nothing else: ",
  deny: "Everything is allowed but: ",
} as const;

/** Each type in plain words, and the chain's own list behind it. */
export function TypesPanel({ types }: { types: readonly ProxyTypeView[] }) {
  const shown = types.filter(({ dead }) => !dead);
  const told = types[0]?.source === "node";
  return (
    <Panel
      title="What each type may do"
      side={<span className="dim">{told ? "as this node tells it" : "as known of runtime 424"}</span>}
    >
      <div className={classes.list}>
        {shown.map((type) => (
          <details key={type.name}>
            <summary>
              <strong>{type.name}</strong>
              {`: ${type.may} `}
              {type.width === "wide" || type.width === "everything" ? (
                <span className="warning">can move all the money</span>
              ) : null}
            </summary>
            <p className="dim">{`It may not: ${type.mayNot}`}</p>
            <p className={`${classes.hash} dim`}>{`${MODES[type.mode]}${type.calls.join(", ")}`}</p>
          </details>
        ))}
      </div>
    </Panel>
  );
}
