import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { EventList } from "#renderer/components/EventList.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { href } from "#renderer/lib/route.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";

/** The newest lines of the activity feed. */
export function LastEvents() {
  const { value, error, reload } = useMirror("activity");
  const nowMs = useNow(5_000);
  return (
    <Panel title="Last events" side={<a href={href("activity")}>All activity</a>}>
      {error ? <ErrorPanel error={error} title="Activity could not be read" onRetry={() => void reload()} /> : null}
      {value?.length === 0 ? (
        <EmptyState title="Nothing happened yet" text="Registrations, signals, starts and stops are noted here." />
      ) : null}
      <EventList events={(value ?? []).slice(0, 14)} nowMs={nowMs} />
    </Panel>
  );
}
