import { Button } from "@mantine/core";
import { Panel } from "#renderer/components/Panel.tsx";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import { DEFAULT_THRESHOLDS } from "#src/neurons/alarm.ts";
import classes from "./HomePage.module.css";
import { needs } from "./needs.ts";

/** Cards of what waits for the person; one calm line where nothing does. */
export function NeedsYou() {
  const { keychain, settings } = useSession();
  const found = needs({
    network: useMirror("network").value,
    keychain,
    wallets: useMirror("wallets").value ?? [],
    miners: useMirror("miners").value ?? [],
    registrations: useMirror("registrations").value ?? [],
    announcements: useMirror("proxies").value?.announcements ?? [],
    operations: useMirror("multisigs").value?.operations ?? [],
    transactions: useMirror("transactions").value ?? [],
    signals: useMirror("signals").value ?? [],
    coldkeySwaps: useMirror("coldkeySwaps").value ?? [],
    neurons: (useMirror("neurons").value?.subnets ?? []).flatMap(({ neurons }) => neurons),
    thresholds: settings ?? DEFAULT_THRESHOLDS,
    nowMs: useNow(10_000),
  });
  return (
    <Panel title="Needs you" side={found.length > 0 ? <span className="dim">{found.length}</span> : null}>
      {found.length === 0 ? <p className="dim">Nothing waits for you.</p> : null}
      <div className={classes.cards}>
        {found.slice(0, 6).map((need) => (
          <div key={need.id} className={classes.need} data-tone={need.tone}>
            <strong>{need.title}</strong>
            <span className="dim">{need.text}</span>
            <Button component="a" href={need.link} size="xs" variant="default">
              {need.action}
            </Button>
          </div>
        ))}
        {found.length > 6 ? <span className="dim">{`and ${found.length - 6} more, see Activity`}</span> : null}
      </div>
    </Panel>
  );
}
