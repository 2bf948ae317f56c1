import WebSocket from "ws";
import { AppError } from "#src/app-error.ts";
import type { ClientTransport, StreamListener } from "#src/contract/client.ts";
import type { Payload, StreamName } from "#src/contract/index.ts";
import { WIRE_PATH, type WireMessage } from "#src/contract/wire.ts";
import { fail, type Result } from "#src/result.ts";

/** A line to a running app, as the terminal uses it. */
export interface WireClient extends ClientTransport {
  close(): Promise<void>;
}

const lost = (): Result<never> =>
  fail({
    code: "CONNECTION_LOST",
    message: "The running Tausmith went away before it answered.",
    hint: "Look whether it still runs and what it did before you try again.",
  });

function open(port: number, token: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${WIRE_PATH}`, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
      handshakeTimeout: 5_000,
    });
    socket.once("open", () => resolve(socket));
    socket.once("error", (cause) =>
      reject(
        new AppError("PROFILE_IN_USE", "Another Tausmith has this profile open and does not answer.", {
          hint: "Close it, wait until it has started, or choose another profile with --data.",
          field: "data",
          cause,
        }),
      ),
    );
  });
}

/**
 * Connects to the app that listens on `port` of this machine. A call that was under way when the line broke answers
 * `CONNECTION_LOST`; nothing is sent twice. Errors: `PROFILE_IN_USE` where nobody answers.
 */
export async function connectWire(port: number, token: string): Promise<WireClient> {
  const socket = await open(port, token);
  const calls = new Map<number, (result: Result<never>) => void>();
  const listeners = new Map<string, Set<StreamListener<StreamName>>>();
  let lastId = 0;
  const send = (message: object): void => socket.send(JSON.stringify(message));

  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as WireMessage;
    if ("stream" in message) {
      for (const listener of listeners.get(message.stream) ?? []) {
        listener(message.payload as Payload<StreamName>, message.seq);
      }
    } else if (message.id !== null) {
      const { id, ...result } = message;
      calls.get(id)?.(result as Result<never>);
      calls.delete(id);
    }
  });
  socket.on("error", () => socket.terminate());
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      for (const settle of calls.values()) settle(lost());
      calls.clear();
      resolve();
    });
  });

  return {
    call: (name, input) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve(lost());
        lastId += 1;
        calls.set(lastId, resolve);
        send({ id: lastId, name, input });
      }),
    on(stream, listener) {
      const own = listeners.get(stream) ?? new Set();
      if (own.size === 0) send({ subscribe: stream });
      own.add(listener as unknown as StreamListener<StreamName>);
      listeners.set(stream, own);
      return () => {
        own.delete(listener as unknown as StreamListener<StreamName>);
        if (own.size === 0 && socket.readyState === socket.OPEN) send({ unsubscribe: stream });
      };
    },
    close: () => {
      socket.close();
      return closed;
    },
  };
}
