import { useState } from "react";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useStores } from "#renderer/stores/use-stores.tsx";
import { type ErrorView, fail, ok, type Result } from "#src/result.ts";

const ONLINE_LIMIT_MS = 30_000;
const NOT_ONLINE: ErrorView = {
  code: "PRACTICE_NOT_ONLINE",
  message: "The practice network made no block within 30 s.",
  hint: "Try again. If it stays silent, restart Tausmith and look at its log.",
};

export interface PractiseStep {
  readonly text: string;
  readonly done: boolean;
}

/** Sets practice up: network, wallet, play money. A second try goes on where the first stopped. */
export function usePractise() {
  const client = useClient();
  const { network, wallets, session } = useStores();
  const [steps, setSteps] = useState<readonly PractiseStep[]>([]);
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);

  /** Runs one step, showing it as under way and then as done. */
  async function step<T>(text: string, work: () => Promise<Result<T>>): Promise<T | null> {
    setSteps((before) => [...before.filter((known) => known.text !== text), { text, done: false }]);
    const result = await work();
    if (!result.ok) {
      setError(result.error);
      return null;
    }
    setSteps((before) => before.map((known) => (known.text === text ? { text, done: true } : known)));
    return result.value;
  }

  /** Answers once the network is online; an error where it is not within half a minute. */
  function waitForNetwork(): Promise<Result<true>> {
    const isOnline = () => network.getState().value?.state === "online";
    if (isOnline()) return Promise.resolve(ok(true));
    return new Promise((resolve) => {
      const end = (result: Result<true>) => {
        clearTimeout(timer);
        stop();
        resolve(result);
      };
      const stop = network.subscribe(() => isOnline() && end(ok(true)));
      const timer = setTimeout(() => end(fail(NOT_ONLINE)), ONLINE_LIMIT_MS);
    });
  }

  async function run(): Promise<boolean> {
    setBusy(true);
    setError(null);
    try {
      if (network.getState().value?.kind !== "practice") {
        const connected = await step("Connecting to the practice network", () =>
          client.call("network.select", { network: "practice" }),
        );
        if (!connected) return false;
      }
      if (!(await step("Waiting for its first block", waitForNetwork))) return false;
      const known = wallets.getState().value?.find(({ kind }) => kind === "practice");
      const wallet = known ?? (await step("Making a practice wallet", () => client.call("wallet.createPractice", {})));
      if (!wallet) return false;
      const { address } = wallet;
      return (await step("Filling it with play money", () => client.call("practice.faucet", { address }))) !== null;
    } finally {
      setBusy(false);
    }
  }

  /** Remembers that the choice was made. */
  async function finish(): Promise<boolean> {
    const result = await client.call("app.setSettings", { onboarded: true });
    if (result.ok) session.setState({ settings: result.value });
    else setError(result.error);
    return result.ok;
  }

  return { run, finish, steps, error, busy };
}
