import { Button, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { ReachCheck } from "#renderer/flows/ReachCheck.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { duration } from "#renderer/lib/format.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { MoveView } from "#src/contract/move.ts";
import classes from "./MovePage.module.css";
import { useEndpoint } from "./use-endpoint.ts";

function EndpointFields({ endpoint }: { endpoint: ReturnType<typeof useEndpoint> }) {
  return (
    <div className={classes.row}>
      <TextInput
        label="External address"
        description="Of the new machine, as others see it"
        placeholder="131.186.56.85"
        autoComplete="off"
        value={endpoint.ip}
        onChange={(event) => endpoint.setIp(event.currentTarget.value)}
      />
      <NumberInput
        label="External port"
        description="Of the new machine"
        min={1}
        max={65_535}
        allowDecimal={false}
        hideControls
        value={endpoint.port ?? ""}
        onChange={(value) => endpoint.setPort(typeof value === "number" ? value : null)}
      />
    </div>
  );
}

/** The proof comes before the start: the check listens on the miner's own port. */
export function ReachStep({ move }: { move: MoveView }) {
  const endpoint = useEndpoint(move);
  const client = useClient();
  const [error, setError] = useState<Parameters<typeof ErrorPanel>[0]["error"] | null>(null);
  const start = async () => {
    const result = await client.call("move.start", { moveId: move.moveId });
    setError(result.ok ? null : result.error);
  };
  return (
    <div className={classes.act}>
      <EndpointFields endpoint={endpoint} />
      <ReachCheck ip={endpoint.ip.trim()} port={endpoint.port} />
      {error ? <ErrorPanel error={error} title="It did not start" /> : null}
      <div className={classes.row}>
        <Button variant="default" onClick={() => void start()}>
          Start without the proof
        </Button>
      </div>
    </div>
  );
}

/** Publishes the new address with the hotkey, from either machine; counts down where the chain makes it wait. */
export function PublishAxon({ move, quiet }: { move: MoveView; quiet?: boolean }) {
  const client = useClient();
  const nowMs = useNow(1_000);
  const receivedAtMs = useMirror("moves").receivedAtMs ?? nowMs;
  const endpoint = useEndpoint(move);
  const { ip, port } = endpoint;
  const waitMs = Math.max(0, (move.axon?.waitMs ?? 0) - (nowMs - receivedAtMs));
  const publish = useSignFlow({
    prepare: () =>
      client.call("neurons.prepareAxon", {
        netuid: move.netuid,
        walletId: move.walletId,
        hotkeyName: move.hotkeyName,
        ip: ip.trim(),
        port: port ?? 0,
      }),
    submit: (signed) => client.call("transactions.submit", signed),
    onDone: () => void client.call("move.get", { moveId: move.moveId }),
  });
  return (
    <div className={classes.act}>
      {quiet ? <span className="dim">Its address can be published from here too:</span> : null}
      <EndpointFields endpoint={endpoint} />
      {publish.error ? <ErrorPanel error={publish.error} title="It was not published" /> : null}
      <div className={classes.row}>
        <Button
          variant={quiet ? "default" : "filled"}
          loading={publish.busy}
          disabled={waitMs > 0 || ip.trim().length < 2 || port === null}
          onClick={() => void publish.begin()}
        >
          {waitMs > 0 ? `Publish in ${duration(waitMs)}` : "Publish"}
        </Button>
      </div>
      {publish.dialog}
    </div>
  );
}
