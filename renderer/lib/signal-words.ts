import type { Tone } from "#renderer/components/StateMark.tsx";
import type { DeliveryView, SignalState } from "#src/contract/signals.ts";

/** How each state of a signal reads and is coloured. */
export const SIGNAL_WORDS: Record<SignalState, { readonly label: string; readonly tone: Tone }> = {
  received: { label: "received", tone: "busy" },
  sending: { label: "sending", tone: "busy" },
  processed: { label: "processed", tone: "good" },
  failed: { label: "failed", tone: "danger" },
};

export const DELIVERY_WORDS: Record<DeliveryView["state"], { readonly label: string; readonly tone: Tone }> = {
  waiting: { label: "waiting", tone: "quiet" },
  sending: { label: "sending", tone: "busy" },
  accepted: { label: "accepted", tone: "good" },
  refused: { label: "refused", tone: "danger" },
  unreachable: { label: "unreachable", tone: "warning" },
  expired: { label: "too late, not sent", tone: "danger" },
};
