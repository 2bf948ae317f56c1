import type { CallContext } from "#main/handlers/types.ts";
import type { Events } from "#main/ports/events.ts";
import type { Dispatch } from "#main/transport/dispatch.ts";
import { type StreamName, streams } from "#src/contract/index.ts";
import { fail, type Result } from "#src/result.ts";
import type { SenderEvent } from "./security/sender.ts";

export interface PageIpcDeps {
  readonly dispatch: Dispatch;
  readonly events: Events;
  readonly context: CallContext;
  readonly isTrusted: (event: SenderEvent) => boolean;
  /** Sends a snapshot to the window's page; does nothing while there is none. */
  readonly push: (event: { stream: string; seq: number; payload: unknown }) => void;
  /** A refused sender is a sign of trouble and is written down. */
  readonly onRefused: (what: string) => void;
}

/** What the window's page may say, checked. */
export interface PageIpc {
  call(event: SenderEvent, name: unknown, input: unknown): Promise<Result<unknown>>;
  subscribe(event: SenderEvent, stream: unknown, wanted: unknown): void;
  /** Forgets every subscription, when the page went away or was loaded again. */
  reset(): void;
}

/** Calls and streams of one window. */
export function createPageIpc(deps: PageIpcDeps): PageIpc {
  const subscriptions = new Map<StreamName, () => void>();
  return {
    async call(event, name, input) {
      if (!deps.isTrusted(event)) {
        deps.onRefused("call");
        return fail({
          code: "SENDER_REFUSED",
          message: "This page may not call Tausmith.",
          hint: "Use Tausmith's own window.",
        });
      }
      return deps.dispatch(typeof name === "string" ? name : "", input, deps.context);
    },
    subscribe(event, stream, wanted) {
      if (!deps.isTrusted(event)) return deps.onRefused("subscribe");
      if (typeof stream !== "string" || !streams.has(stream as StreamName)) return;
      const name = stream as StreamName;
      subscriptions.get(name)?.();
      subscriptions.delete(name);
      if (wanted !== true) return;
      const push = ({ seq, payload }: { seq: number; payload: unknown }) => deps.push({ stream: name, seq, payload });
      subscriptions.set(name, deps.events.subscribe(name, push));
    },
    reset() {
      for (const stop of subscriptions.values()) stop();
      subscriptions.clear();
    },
  };
}
