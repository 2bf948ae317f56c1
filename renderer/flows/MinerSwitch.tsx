import { Button } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { canStart, canStop } from "#renderer/lib/miner-words.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { MinerView } from "#src/contract/miners.ts";

/** Start or stop of one miner, with its error below. Accessible names: "Start <miner>", "Stop <miner>". */
export function MinerSwitch({ miner }: { miner: MinerView }) {
  const start = useAction("miners.start");
  const stop = useAction("miners.stop");
  const { minerId, name, state } = miner;
  const error = start.error ?? stop.error;
  return (
    <>
      {canStop(state) || state === "stopping" ? (
        <Button
          size="xs"
          variant="default"
          aria-label={`Stop ${name}`}
          leftSection={<IconPlayerStop size={14} />}
          loading={stop.busy || state === "stopping"}
          onClick={() => {
            start.clear();
            void stop.run({ minerId });
          }}
        >
          Stop
        </Button>
      ) : (
        <Button
          size="xs"
          aria-label={`Start ${name}`}
          leftSection={<IconPlayerPlay size={14} />}
          loading={start.busy}
          disabled={!canStart(state)}
          onClick={() => {
            stop.clear();
            void start.run({ minerId });
          }}
        >
          Start
        </Button>
      )}
      {error ? <ErrorPanel error={error} title={start.error ? "It did not start" : "It did not stop"} /> : null}
    </>
  );
}
