import { Button } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { MinerView } from "#src/contract/miners.ts";

/** Gives a stopped miner the next free port, and starts it. Accessible name: "Use another port". */
export function OtherPort({ miner }: { miner: MinerView }) {
  const setPort = useAction("miners.setPort");
  const start = useAction("miners.start");
  const { minerId } = miner;
  const error = setPort.error ?? start.error;
  const move = async () => {
    const moved = await setPort.run({ minerId });
    if (moved.ok) await start.run({ minerId });
  };
  return (
    <>
      <Button size="xs" variant="default" loading={setPort.busy || start.busy} onClick={() => void move()}>
        Use another port
      </Button>
      {error ? <ErrorPanel error={error} title="It was not moved" /> : null}
    </>
  );
}
