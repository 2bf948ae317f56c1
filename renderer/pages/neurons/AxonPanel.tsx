/*
 * Publishing an axon. Accessible names: region "Axon"; select "Neuron"; fields "External address", "External port",
 * "Listens here on"; buttons "Publish", "Reset", "Try from outside", "End the check".
 */
import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { ReachCheck } from "#renderer/flows/ReachCheck.tsx";
import { useSignFlow } from "#renderer/flows/use-sign-flow.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { AxonView, OwnNeuron } from "#src/contract/neurons.ts";
import classes from "./AxonPanel.module.css";

const keyOf = ({ netuid, uid }: OwnNeuron): string => `${netuid}/${uid}`;

const blocks = (number: number): string => `${count(number)} ${number === 1 ? "block" : "blocks"}`;

function Facts({ axon }: { axon: AxonView }) {
  const { record, waitBlocks, waitMs, rateLimitBlocks } = axon;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Published</dt>
        <dd>{record === null || record.reset ? "nothing" : record.endpoint}</dd>
      </div>
      <div>
        <dt>Since block</dt>
        <dd>{record === null ? "–" : count(record.publishedAtBlock)}</dd>
      </div>
      <div>
        <dt>May change</dt>
        <dd>
          {waitBlocks === 0
            ? `now, then once in ${blocks(rateLimitBlocks)}`
            : `in ${blocks(waitBlocks)} (${duration(waitMs)})`}
        </dd>
      </div>
    </dl>
  );
}

/** What the chain says about where a neuron listens, and the way to change it. */
export function AxonPanel({ neurons }: { neurons: readonly OwnNeuron[] }) {
  const client = useClient();
  const network = useMirror("network").value;
  const [chosen, setChosen] = useState<string | null>(null);
  const [ip, setIp] = useState("");
  const [port, setPort] = useState<number | null>(8_091);
  const [sent, setSent] = useState(0);
  const neuron = neurons.find((one) => keyOf(one) === chosen) ?? neurons[0];
  const named = neuron ? { netuid: neuron.netuid, walletId: neuron.walletId, hotkeyName: neuron.hotkeyName } : null;
  const axon = useQuery("neurons.axon", named, `${network?.block ?? 0}/${sent}`);
  const done = () => setSent((number) => number + 1);
  const submit = (signed: { planId: string; password?: string }) => client.call("transactions.submit", signed);
  const publish = useSignFlow({
    prepare: () =>
      client.call("neurons.prepareAxon", {
        netuid: named?.netuid ?? 0,
        walletId: named?.walletId ?? "",
        hotkeyName: named?.hotkeyName ?? "",
        ip: ip.trim(),
        port: port ?? 0,
      }),
    submit,
    onDone: done,
  });
  const reset = useSignFlow({
    prepare: () =>
      client.call("neurons.prepareAxonReset", {
        netuid: named?.netuid ?? 0,
        walletId: named?.walletId ?? "",
        hotkeyName: named?.hotkeyName ?? "",
      }),
    submit,
    onDone: done,
  });
  if (!neuron) return null;
  const error = publish.error ?? reset.error;
  const waits = (axon.value?.waitBlocks ?? 0) > 0;
  const published = axon.value?.record?.reset === false;
  return (
    <Panel title="Axon" side={<a href={href("move")}>Move a miner to another machine</a>}>
      <div className={classes.body}>
        <Select
          label="Neuron"
          data={neurons.map((one) => ({
            value: keyOf(one),
            label: `${one.hotkeyName}, UID ${one.uid} on subnet ${one.netuid}`,
          }))}
          value={keyOf(neuron)}
          allowDeselect={false}
          onChange={(value) => setChosen(value)}
        />
        {axon.error ? <ErrorPanel error={axon.error} title="The axon could not be read" onRetry={axon.reload} /> : null}
        {axon.value ? (
          <>
            <p>{axon.value.sentence}</p>
            <Facts axon={axon.value} />
          </>
        ) : null}
        <div className={classes.fields}>
          <TextInput
            label="External address"
            description="IPv4 or IPv6, as others see this machine"
            placeholder="131.186.56.85"
            autoComplete="off"
            value={ip}
            onChange={(event) => setIp(event.currentTarget.value)}
          />
          <NumberInput
            label="External port"
            min={1}
            max={65_535}
            allowDecimal={false}
            hideControls
            value={port ?? ""}
            onChange={(value) => setPort(typeof value === "number" ? value : null)}
          />
          <Button
            disabled={waits || ip.trim().length < 2 || port === null}
            loading={publish.busy}
            onClick={() => void publish.begin()}
          >
            Publish
          </Button>
          <Button
            variant="default"
            disabled={waits || !published}
            loading={reset.busy}
            onClick={() => void reset.begin()}
          >
            Reset
          </Button>
        </div>
        {error ? <ErrorPanel error={error} title="It was not published" /> : null}
        <ReachCheck ip={ip.trim()} port={port} />
      </div>
      {publish.dialog}
      {reset.dialog}
    </Panel>
  );
}
