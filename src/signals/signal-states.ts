import type { NetworkKind } from "#src/contract/network.ts";
import { highTrust, targetRules } from "./targets.ts";

/** `received` durably, `sending` to validators, then settled as `processed` or `failed`. */
export type SignalState = "received" | "sending" | "processed" | "failed";
/** `expired`: too old to be sent (`maximum-age.ts`). */
export type DeliveryState = "waiting" | "sending" | "accepted" | "refused" | "unreachable" | "expired";
export type AttemptOutcome = "pending" | "accepted" | "refused" | "unreachable" | "timedOut";

const NEXT: Readonly<Record<SignalState, readonly SignalState[]>> = {
  received: ["sending", "failed"],
  sending: ["processed", "failed"],
  processed: [],
  failed: [],
};

/** The states from which a signal may become `to`; nothing leaves a settled state. */
export const statesBefore = (to: SignalState): readonly SignalState[] =>
  (Object.keys(NEXT) as SignalState[]).filter((from) => NEXT[from].includes(to));

/** Whether nothing more will happen to a delivery. */
export const isFinal = (state: DeliveryState): boolean => state !== "waiting" && state !== "sending";

/** What a settled delivery says about its signal. */
export interface DeliveryResult {
  readonly hotkey: string;
  readonly trust: number;
  readonly state: DeliveryState;
  /** What the validator, or the way to it, said last. */
  readonly message: string;
}

export interface Settlement {
  readonly state: "processed" | "failed";
  /** One sentence; always says how many validators accepted. */
  readonly reason: string;
}

const short = (hotkey: string): string => `${hotkey.slice(0, 6)}…${hotkey.slice(-4)}`;

/**
 * Whether a signal whose deliveries are all final was processed or failed. Rule of the reference miner (facts D5):
 * processed when no high-trust validator is left without having accepted; validators without trust do not count.
 * Two differences, on purpose: with no validator to ask, or with none that accepted, the signal failed. The reference
 * calls both processed, which tells the trader of an order that exists nowhere.
 */
export function settle(deliveries: readonly DeliveryResult[], network: NetworkKind): Settlement {
  if (deliveries.length === 0) {
    return { state: "failed", reason: "No validator with a permit or stake has published an axon on this subnet." };
  }
  const rule = targetRules[network];
  const accepted = deliveries.filter((delivery) => delivery.state === "accepted").length;
  const count = `Accepted by ${accepted} of ${deliveries.length} validators`;
  const deciding = rule.everyAnswerCounts
    ? deliveries
    : highTrust(deliveries).filter((delivery) => delivery.trust > 0 || rule.retryUntrusted);
  const open = deciding.filter((delivery) => delivery.state !== "accepted");
  const first = open[0] ?? deliveries.find((delivery) => delivery.state !== "accepted");
  const told = first ? `${count}; ${short(first.hotkey)}: ${first.message}` : `${count}.`;
  return { state: accepted > 0 && open.length === 0 ? "processed" : "failed", reason: told };
}
