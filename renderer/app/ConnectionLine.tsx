import { Button } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import { duration } from "#renderer/lib/format.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import classes from "./App.module.css";

/** The state of the line between page and app, kept up to date. */
export const useConnection = (client: PageClient) =>
  useSyncExternalStore(
    (listener) => client.onConnection(listener),
    () => client.connection(),
  );

/** Says that the line is down, since when, and when it is tried again. Nothing while it is up. */
export function ConnectionLine() {
  const client = useClient();
  const view = useConnection(client);
  const nowMs = useNow(500);
  if (view.state === "open" || view.state === "connecting") return null;
  if (view.state === "refused") {
    return (
      <div className={classes.line} role="alert">
        <strong>This browser is not signed in to Tausmith.</strong>
        <span className="dim">
          Open the address that Tausmith printed when it started, or run “tausmith open” for a new one.
        </span>
        <Button size="xs" variant="default" onClick={() => client.reconnect()}>
          Try again
        </Button>
      </div>
    );
  }
  const next =
    view.nextTryAtMs === null
      ? "Trying now."
      : `Next try in ${Math.max(0, Math.ceil((view.nextTryAtMs - nowMs) / 1_000))} s.`;
  return (
    <div className={classes.line} role="alert">
      <strong>{`No connection to Tausmith for ${duration(nowMs - view.sinceMs)}.`}</strong>
      <span className="dim">{`What you see is from before. It reconnects by itself. ${next}`}</span>
      <Button size="xs" variant="default" onClick={() => client.reconnect()}>
        Reconnect now
      </Button>
    </div>
  );
}
