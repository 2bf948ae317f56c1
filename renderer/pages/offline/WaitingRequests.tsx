import { Button, Loader } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { TransactionProgress } from "#renderer/components/TransactionProgress.tsx";
import flow from "#renderer/flows/offline/Offline.module.css";
import { TakeText } from "#renderer/flows/offline/TakeText.tsx";
import { ago, count, duration } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { OfflineRequestView } from "#src/contract/offline.ts";

/** How long a request can still be included, at the chain's own pace. */
function leftWords(request: OfflineRequestView, block: number | null, blockTimeMs: number | null): string {
  if (block === null) return `valid until block ${count(request.deathBlock)}`;
  const left = request.deathBlock - block;
  if (left <= 0) return "too late: its blocks have passed";
  return blockTimeMs === null ? `${count(left)} blocks left` : `${duration(left * blockTimeMs)} left`;
}

/** The online side: requests that were given out, and taking their answers back. */
export function WaitingRequests() {
  const network = useMirror("network").value;
  const transactions = useMirror("transactions").value ?? [];
  const list = useQuery("offline.requests", {});
  const submit = useAction("offline.submit");
  const forget = useAction("offline.forget");
  const [chosen, setChosen] = useState<string | null>(null);
  const [sentId, setSentId] = useState<string | null>(null);
  const names = useOwnNames();
  const nowMs = useNow(5_000);
  const requests = list.value ?? [];
  const only = requests.length === 1 ? requests[0]?.fingerprint : undefined;
  const fingerprint = chosen ?? only;
  const sent = transactions.find(({ transactionId }) => transactionId === sentId);

  const take = async (text: string) => {
    const result = await submit.run({
      answer: text.trim(),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    });
    if (!result.ok) return;
    setSentId(result.value.transactionId);
    setChosen(null);
    list.reload();
  };
  return (
    <Panel title="Waiting for a signature">
      <div className={flow.form}>
        {list.error ? <ErrorPanel error={list.error} title="Requests were not read" onRetry={list.reload} /> : null}
        {list.loading ? <Loader size="sm" aria-label="Reading the requests" /> : null}
        {list.value && requests.length === 0 && !sent ? (
          <EmptyState
            title="No request waits"
            text="Where something is to be signed, choose “Sign on another machine” instead of signing here."
            action={
              <Button component="a" href={href("register")} variant="default">
                Register a hotkey
              </Button>
            }
          />
        ) : null}
        <ul className={flow.list} aria-label="Requests" hidden={requests.length === 0}>
          {requests.map((request) => (
            <li key={request.fingerprint} className={flow.item}>
              <strong>{request.title}</strong>
              <span>
                <code>{request.fingerprint}</code>
              </span>
              <Address address={request.signer} name={names.get(request.signer)} plain />
              <span className="dim">
                {`${request.network}, made ${ago(request.madeAtMs, nowMs)}, ${leftWords(request, network?.block ?? null, network?.blockTimeMs ?? null)}`}
              </span>
              <div className={flow.row}>
                {requests.length > 1 ? (
                  <Button
                    size="compact-xs"
                    variant={fingerprint === request.fingerprint ? "filled" : "default"}
                    aria-label={`Take the answer for ${request.fingerprint}`}
                    aria-pressed={fingerprint === request.fingerprint}
                    onClick={() => setChosen(request.fingerprint)}
                  >
                    Take its answer
                  </Button>
                ) : null}
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Forget ${request.fingerprint}`}
                  loading={forget.busy}
                  onClick={() => void forget.run({ fingerprint: request.fingerprint }).then(list.reload)}
                >
                  Forget
                </Button>
              </div>
            </li>
          ))}
        </ul>
        {forget.error ? <ErrorPanel error={forget.error} title="It was not forgotten" /> : null}
        {requests.length > 0 ? <TakeText what="answer" onText={(text) => void take(text)} /> : null}
        {submit.error ? <ErrorPanel error={submit.error} title="It was not sent" /> : null}
        {sent ? (
          <section aria-label="Sent">
            <p>
              <strong>{sent.title}</strong> <a href={href("activity", sent.transactionId)}>See it in Activity</a>
            </p>
            <TransactionProgress transaction={sent} />
          </section>
        ) : null}
      </div>
    </Panel>
  );
}
