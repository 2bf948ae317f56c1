/*
 * Signals. Accessible names:
 * region "Ticket" with selects "Miner", "Pair", group "Side" (LONG, SHORT, FLAT), field "Leverage", list "Rule check",
 * button "Send signal"; table "Signals"; region "Signal <uuid>" with list "Timeline" and table "Validator matrix";
 * region "Intake" with "Copy intake address", "Copy example command", "Show API key", "Copy API key",
 * "Replace API key".
 */
import { Button } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { href, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { IntakePanel } from "./IntakePanel.tsx";
import { SignalDetail } from "./SignalDetail.tsx";
import { SignalList } from "./SignalList.tsx";
import classes from "./SignalsPage.module.css";
import { TicketPanel } from "./TicketPanel.tsx";

export function SignalsPage() {
  const { parts, params } = useRoute();
  const miners = useMirror("miners").value;
  const uuid = parts[1] ?? null;
  const miner =
    miners?.find(({ minerId }) => minerId === params.get("miner")) ??
    miners?.find(({ state }) => state === "running") ??
    miners?.[0] ??
    null;
  return (
    <div className={classes.page}>
      <div className={classes.left}>
        {miners?.length === 0 ? (
          <Panel title="Ticket">
            <EmptyState
              title="A miner sends signals"
              text="Create one with a registered hotkey, start it, and send a first signal here."
              action={
                <Button component="a" size="xs" href={`${href("miners")}?create=1`}>
                  Create a miner
                </Button>
              }
            />
          </Panel>
        ) : (
          <TicketPanel miner={miner} />
        )}
        {miner ? <IntakePanel key={miner.minerId} miner={miner} /> : null}
      </div>
      <div className={classes.right}>
        {uuid ? <SignalDetail uuid={uuid} /> : null}
        <SignalList uuid={uuid} />
      </div>
    </div>
  );
}
