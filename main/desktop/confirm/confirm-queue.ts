import type { Decision } from "#main/handlers/types.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { PlanView } from "#src/contract/transactions.ts";

/** One confirmation window. */
export interface ConfirmWindow {
  /** Settles with what the person said; a closed window is a refusal. */
  readonly decision: Promise<Decision>;
  close(): void;
}

export interface ConfirmQueueDeps {
  readonly clock: Clock;
  readonly open: (plan: PlanView) => ConfirmWindow;
}

/**
 * Asks about one plan at a time, in the order they came: two windows on top of each other invite a click on the wrong
 * one. A window closes by itself when its plan expires, which is a refusal.
 */
export function createConfirmQueue({ clock, open }: ConfirmQueueDeps): (plan: PlanView) => Promise<Decision> {
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (plan: PlanView): Promise<Decision> => {
    const leftMs = plan.expiresAtMs - clock.nowMs();
    if (leftMs <= 0) return { approved: false };
    const window = open(plan);
    const cancel = clock.after(leftMs, () => window.close());
    try {
      return await window.decision;
    } finally {
      cancel();
      window.close();
    }
  };
  return (plan) => {
    const own = last.then(() => ask(plan));
    last = own.catch(() => undefined);
    return own;
  };
}
