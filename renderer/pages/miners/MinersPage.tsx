/*
 * Miners. Accessible names:
 * button "Create a miner"; region named by each miner with "Start <miner>", "Stop <miner>", "Remove <miner>", link "Logs";
 * dialog "Create a miner" with select "Hotkey", select "Subnet", field "Intake port", button "Create miner",
 * and "Use port <n>" where a port is taken; region "Logs of <miner>" with field "Filter logs", checkbox "Follow",
 * button "Copy logs".
 */
import { Button, Loader } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { go, href, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { CreateMiner } from "./CreateMiner.tsx";
import { LogsPanel } from "./LogsPanel.tsx";
import { MinerCard } from "./MinerCard.tsx";
import classes from "./MinersPage.module.css";

export function MinersPage() {
  const { parts, params } = useRoute();
  const { value, error, reload } = useMirror("miners");
  const shown = value?.find(({ minerId }) => minerId === parts[1]) ?? null;
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => go(`${href("miners")}?create=1`)}>
      Create a miner
    </Button>
  );
  return (
    <div className={classes.page}>
      {error ? <ErrorPanel error={error} title="Miners could not be listed" onRetry={() => void reload()} /> : null}
      {!value && !error ? <Loader aria-label="Loading miners" /> : null}
      {value?.length === 0 ? (
        <Panel>
          <EmptyState
            title="No miner yet"
            text="A signal miner takes trading signals on this machine and hands each to every validator of its subnet, signed with its hotkey. It needs a registered hotkey."
            action={
              <div className={classes.actions}>
                {create}
                <Button component="a" variant="default" href={href("move")}>
                  Bring one from another machine
                </Button>
              </div>
            }
          />
        </Panel>
      ) : null}
      {value && value.length > 0 ? (
        <>
          <div className={classes.actions}>
            {create}
            <Button component="a" variant="default" href={href("move")}>
              Move a miner
            </Button>
          </div>
          <div className={classes.cards}>
            {value.map((miner) => (
              <MinerCard key={miner.minerId} miner={miner} current={miner === shown} />
            ))}
          </div>
        </>
      ) : null}
      {shown ? <LogsPanel key={shown.minerId} miner={shown} /> : null}
      {params.has("create") ? (
        <CreateMiner
          walletId={params.get("wallet")}
          hotkeyName={params.get("hotkey")}
          onClose={() => go(href("miners"))}
          onCreated={(minerId) => go(href("miners", minerId))}
        />
      ) : null}
    </div>
  );
}
