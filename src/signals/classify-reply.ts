import type { NetworkKind } from "#src/contract/network.ts";
import { type JsonObject, textField } from "../axon/json-value.ts";
import type { AttemptOutcome } from "./signal-states.ts";
import { targetRules } from "./targets.ts";

/** What came back from one attempt, as the dendrite tells it. */
export type RawReply =
  | { readonly kind: "answered"; readonly body: JsonObject }
  | { readonly kind: "refused" | "unreachable" | "timedOut"; readonly message: string };

export interface Classified {
  readonly outcome: Exclude<AttemptOutcome, "pending">;
  readonly message: string;
  /** What the validator made of the order, as it said it. */
  readonly order: string | null;
}

/**
 * Whether an attempt left open if the validator took the order: no reply, or one that tells of trouble on its side
 * (500 and up, 408) rather than of a decision.
 */
export const wasUnanswered = (outcome: AttemptOutcome, httpStatus: number | null): boolean =>
  outcome === "timedOut" ||
  outcome === "unreachable" ||
  outcome === "pending" ||
  (outcome === "refused" && httpStatus !== null && (httpStatus >= 500 || httpStatus === 408));

const ALREADY_PROCESSED = "already been processed";
const MAX_TEXT = 4_096;

/**
 * What an attempt's reply means. A business refusal comes with HTTP 200, so `successfully_processed` decides
 * (facts D6). "Already been processed" means that an earlier attempt of ours arrived after all: it counts as accepted
 * where such an attempt was sent and its answer never came, since nobody else knows the uuid.
 */
export function classifyReply(reply: RawReply, earlierUnanswered: boolean): Classified {
  if (reply.kind !== "answered") return { outcome: reply.kind, message: reply.message, order: null };
  const message = (textField(reply.body, "error_message") ?? "").slice(0, MAX_TEXT);
  const order = textField(reply.body, "order_json")?.slice(0, MAX_TEXT) || null;
  if (reply.body.get("successfully_processed") === true) return { outcome: "accepted", message, order };
  if (earlierUnanswered && message.includes(ALREADY_PROCESSED)) {
    return { outcome: "accepted", message: `An earlier attempt had arrived: ${message}`.slice(0, MAX_TEXT), order };
  }
  return { outcome: "refused", message: message || "Refused without a reason.", order: null };
}

/** Refusals that another attempt cannot change (facts D6). */
const FINAL_TEXTS = ["has been eliminated", "not allowed to re-register"];

export interface RetryQuestion {
  readonly outcome: AttemptOutcome;
  readonly message: string;
  readonly trust: number;
  /** Attempts that ran to an end, this one included. */
  readonly attempts: number;
  /** Waits before the second, third … attempt. */
  readonly waitsMs: readonly number[];
}

/** How long to wait before the next attempt, or `null` when there is none (facts D5). */
export function retryAfterMs(question: RetryQuestion, network: NetworkKind): number | null {
  if (question.outcome === "accepted") return null;
  if (question.trust <= 0 && !targetRules[network].retryUntrusted) return null;
  if (FINAL_TEXTS.some((text) => question.message.includes(text))) return null;
  return question.waitsMs[question.attempts - 1] ?? null;
}
