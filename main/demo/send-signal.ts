import type { SignalView } from "#src/contract/signals.ts";
import { firstEvent } from "./first-event.ts";
import type { JobDeps } from "./job-deps.ts";
import type { FundedWallet } from "./make-wallet.ts";
import { mustAnswer, mustHold } from "./must.ts";

const START_LIMIT_MS = 60_000;
const OUTCOME_LIMIT_MS = 90_000;
const HTTP_OK = 200;

/** Starts a signal miner, sends it one signal over HTTP as a trading tool does, and waits for every validator's word. */
export async function sendSignal(deps: JobDeps, { wallet }: FundedWallet, netuid: number): Promise<SignalView> {
  const { client, clock, say } = deps;
  const { miners, signals } = client.areas;
  const hotkeyName = wallet.hotkeys[0]?.name ?? "";
  const { minerId } = await mustAnswer(
    miners.create({ kind: "signals", walletId: wallet.walletId, hotkeyName, netuid }),
  );
  await mustAnswer(miners.start({ minerId }));
  const running = await firstEvent(client, clock, {
    stream: "miners.changed",
    pick: (views) => views.find((view) => view.minerId === minerId && view.state === "running"),
    what: "the miner runs",
    timeoutMs: START_LIMIT_MS,
  });
  const intake = await mustAnswer(signals.intake({ minerId }));
  const { apiKey } = await mustAnswer(signals.intakeKey({ minerId }));
  mustHold(intake.listening, "the intake listens");
  say(`Miner runs in process ${running.pid}; signals go to ${intake.url}.`);

  const refused = await deps.post(intake.url, { api_key: "not-the-key", trade_pair: "BTCUSD" });
  mustHold(refused.status === 401, "a wrong API key is refused");
  const order = { trade_pair: "BTCUSD", order_type: "LONG", leverage: 0.1 };
  const answer = await deps.post(intake.url, { api_key: apiKey, ...order });
  mustHold(answer.status === HTTP_OK, `the intake took the signal (it said ${answer.status}: ${answer.text})`);
  say(`Signal sent over HTTP: LONG BTCUSD at 0.1; the intake answered ${answer.status}.`);

  const settled = await firstEvent(client, clock, {
    stream: "signals.changed",
    pick: (views) => views.find((view) => view.minerId === minerId && view.settledAtMs !== null),
    what: "every validator answered the signal",
    timeoutMs: OUTCOME_LIMIT_MS,
  });
  const detail = await mustAnswer(signals.get({ uuid: settled.uuid }));
  for (const { uid, state, attempts } of detail.deliveries) {
    const last = attempts.at(-1);
    say(`  validator UID ${uid}: ${state}${last?.latencyMs == null ? "" : ` after ${Math.round(last.latencyMs)} ms`}`);
  }
  const accepted = detail.deliveries.filter((delivery) => delivery.state === "accepted").length;
  mustHold(detail.deliveries.length === settled.validatorsAsked, "every validator asked has its row");
  mustHold(accepted === settled.validatorsAccepted && accepted > 0, "validators accepted the signal");
  mustHold(settled.state === "processed", `the signal was processed, not ${settled.state}`);
  await mustAnswer(miners.stop({ minerId }));
  return settled;
}
