import type { WebSocket } from "ws";
import type { CallContext } from "#main/handlers/types.ts";
import type { Events, StreamEvent } from "#main/ports/events.ts";
import type { Dispatch } from "#main/transport/dispatch.ts";
import { type StreamName, streams } from "#src/contract/index.ts";
import { WIRE_MAX_OPEN_CALLS, type WireMessage, type WireRequest, wireRequest } from "#src/contract/wire.ts";
import { fail } from "#src/result.ts";

/** What one socket needs to serve a client. */
export interface WireDeps {
  readonly dispatch: Dispatch;
  readonly events: Events;
  readonly context: CallContext;
}

const invalid = (message: string, hint: string) => fail({ code: "WIRE_INVALID", message, hint });

function read(data: string): WireRequest | null {
  try {
    const parsed = wireRequest.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Serves calls and streams over one WebSocket. A slow reader gets fewer snapshots, not a longer queue: while one
 * snapshot of a stream is on its way, only the newest after it is kept.
 */
export function serveWireSocket(socket: WebSocket, deps: WireDeps): void {
  const subscriptions = new Map<StreamName, () => void>();
  let openCalls = 0;

  const say = (message: WireMessage, sent?: () => void): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message), sent);
  };

  const subscribe = (stream: StreamName): void => {
    let busy = false;
    let newest: StreamEvent | null = null;
    const next = (): void => {
      if (busy || !newest || !subscriptions.has(stream)) return;
      const event = newest;
      newest = null;
      busy = true;
      say(event, () => {
        busy = false;
        next();
      });
    };
    subscriptions.set(stream, () => undefined);
    const stop = deps.events.subscribe(stream, (event) => {
      newest = event as StreamEvent;
      next();
    });
    subscriptions.set(stream, stop);
  };

  const call = async (id: number, name: string, input: unknown): Promise<void> => {
    if (openCalls >= WIRE_MAX_OPEN_CALLS) {
      const error = {
        code: "TOO_MANY_CALLS",
        message: `There are ${WIRE_MAX_OPEN_CALLS} calls open already.`,
        hint: "Wait for an answer before the next call.",
      };
      say({ id, ...fail(error) });
      return;
    }
    openCalls += 1;
    const result = await deps.dispatch(name, input, deps.context);
    openCalls -= 1;
    say({ id, ...result });
  };

  socket.on("message", (data, isBinary) => {
    const request = isBinary ? null : read(String(data));
    if (!request) {
      say({ id: null, ...invalid("The message is none that Tausmith knows.", "Send {id, name, input}.") });
    } else if ("name" in request) {
      void call(request.id, request.name, request.input);
    } else {
      const wanted = "subscribe" in request ? request.subscribe : request.unsubscribe;
      if (!streams.has(wanted as StreamName)) {
        say({ id: null, ...invalid("There is no such stream.", "Use a name that `tausmith help` lists.") });
      } else if ("unsubscribe" in request) {
        subscriptions.get(wanted as StreamName)?.();
        subscriptions.delete(wanted as StreamName);
      } else if (!subscriptions.has(wanted as StreamName)) {
        subscribe(wanted as StreamName);
      }
    }
  });
  // The peer's faults (oversize, broken frames) close this socket and concern nobody else.
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    for (const stop of subscriptions.values()) stop();
    subscriptions.clear();
  });
}
