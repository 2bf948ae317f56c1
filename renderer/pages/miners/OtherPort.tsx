import { Button } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { go, href } from "#renderer/lib/route.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { ErrorView } from "#src/result.ts";

/** Sets the same miner up anew on the next free port, and starts it. Accessible name: "Use another port". */
export function OtherPort({ miner }: { miner: MinerView }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const { minerId, kind, walletId, hotkeyName, netuid } = miner;
  const move = async () => {
    setBusy(true);
    setError(null);
    const removed = await client.call("miners.remove", { minerId });
    const made = removed.ok ? await client.call("miners.create", { kind, walletId, hotkeyName, netuid }) : removed;
    setBusy(false);
    if (!made.ok) return setError(made.error);
    if ("minerId" in made.value) {
      const next = made.value.minerId;
      go(href("miners", next));
      await client.call("miners.start", { minerId: next });
    }
  };
  return (
    <>
      <Button size="xs" variant="default" loading={busy} onClick={() => void move()}>
        Use another port
      </Button>
      {error ? <ErrorPanel error={error} title="It was not moved" /> : null}
    </>
  );
}
