import type { DemoReport } from "./demo-report.ts";
import { firstEvent } from "./first-event.ts";
import type { JobDeps } from "./job-deps.ts";
import { makeWallet } from "./make-wallet.ts";
import { mustHold } from "./must.ts";
import { registerHotkey } from "./register-hotkey.ts";
import { sendSignal } from "./send-signal.ts";

/** The subnet of trading signals (facts of the network: subnet 8). */
export const SIGNALS_NETUID = 8;
const CONNECT_LIMIT_MS = 60_000;

/**
 * The whole main job over the contract: wallet, practice TAO, registration, miner, signal, validators' outcomes. Every
 * step is held against what the chain or the validators say; the first thing that is not so throws.
 */
export async function runMainJob(deps: JobDeps): Promise<DemoReport> {
  const { client, clock, say } = deps;
  const beganMs = clock.nowMs();
  const network = await firstEvent(client, clock, {
    stream: "network.changed",
    pick: (status) => (status.state === "online" ? status : undefined),
    what: "the practice network is online",
    timeoutMs: CONNECT_LIMIT_MS,
  });
  mustHold(network.kind === "practice", "this is a practice network");
  say(`Network: ${network.name}, spec ${network.specName} ${network.specVersion}, block ${network.block}.`);

  const funded = await makeWallet(deps);
  const registered = await registerHotkey(deps, funded, SIGNALS_NETUID);
  const signal = await sendSignal(deps, funded, SIGNALS_NETUID);
  return {
    network: network.name,
    coldkey: funded.wallet.address,
    hotkey: funded.wallet.hotkeys[0]?.address ?? "",
    netuid: SIGNALS_NETUID,
    uid: registered.uid,
    priceLimitRao: registered.priceLimitRao.toString(),
    pricePaidRao: registered.pricePaidRao.toString(),
    estimatedFeeRao: registered.estimatedFeeRao.toString(),
    paidFeeRao: registered.paidFeeRao.toString(),
    signal: {
      uuid: signal.uuid,
      state: signal.state,
      validatorsAsked: signal.validatorsAsked,
      validatorsAccepted: signal.validatorsAccepted,
    },
    seconds: Math.round((clock.nowMs() - beganMs) / 100) / 10,
  };
}
