import WebSocket from "ws";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** The live chain's metadata is 0.7 MB as hex; a full block or a map of all neurons stays far below this. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** What the node itself answered with an error, as JSON-RPC tells it. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: string | undefined;

  constructor(code: number, message: string, data: string | undefined) {
    super(data === undefined ? `${code}: ${message}` : `${code}: ${message}: ${data}`);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}

export type SubscriptionListener = (error: Error | null, result: unknown) => void;

/** One open WebSocket to a node. It never reconnects: who holds it opens another. */
export interface RpcConnection {
  readonly url: string;
  /** Errors: `NETWORK_OFFLINE` when the connection is or goes down, `NETWORK_TIMEOUT`, `RpcError` from the node. */
  send<T = unknown>(method: string, params?: readonly unknown[]): Promise<T>;
  /** Subscribes and resolves with the node's subscription id. */
  subscribe(method: string, params: readonly unknown[], listener: SubscriptionListener): Promise<string>;
  unsubscribe(method: string, id: string): Promise<boolean>;
  onClose(listener: (reason: string) => void): () => void;
  /** Notes that an answer could not be read, which only those who know its type can see. */
  reportBroken(): void;
  onBroken(listener: () => void): void;
  isOpen(): boolean;
  /** Since the connection was opened; benches read it. */
  counters(): { requests: number; bytesSent: number; bytesReceived: number };
  close(reason?: string): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  cancelTimeout(): void;
  readonly listener?: SubscriptionListener;
}

const offline = (reason: string): AppError =>
  new AppError("NETWORK_OFFLINE", `The node cannot be reached: ${reason}.`, {
    hint: "Wait for the connection to come back, or choose another network.",
  });

/**
 * Opens a connection. Every request is bounded in time and every message is taken apart with care: a node that sends
 * half a message, an unknown id or nothing at all closes the connection or fails the request, and nothing else.
 * Errors: `NETWORK_OFFLINE`.
 */
export function openJsonRpc(deps: {
  url: string;
  clock: Clock;
  timeoutMs: number;
  /** Gives up opening, or closes, when aborted. */
  signal?: AbortSignal;
}): Promise<RpcConnection> {
  const { url, clock, timeoutMs, signal } = deps;
  const pending = new Map<number, Pending>();
  const subscriptions = new Map<string, SubscriptionListener>();
  /** A notification may overtake the reply that names its subscription. */
  const early = new Map<string, unknown[]>();
  const closeListeners = new Set<(reason: string) => void>();
  const brokenListeners: (() => void)[] = [];
  const count = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  let lastId = 0;
  let closedBecause: string | null = null;

  return new Promise((resolveOpen, rejectOpen) => {
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, { handshakeTimeout: HANDSHAKE_TIMEOUT_MS, maxPayload: MAX_MESSAGE_BYTES });
    } catch (cause) {
      rejectOpen(
        new AppError("NETWORK_URL_INVALID", "The node's address cannot be used.", {
          hint: "Give an address that begins with ws:// or wss://.",
          cause,
        }),
      );
      return;
    }

    const shut = (reason: string): void => {
      if (closedBecause !== null) return;
      closedBecause = reason;
      rejectOpen(offline(reason));
      const waiting = [...pending.values()];
      pending.clear();
      subscriptions.clear();
      early.clear();
      for (const request of waiting) {
        request.cancelTimeout();
        request.reject(offline(reason));
      }
      for (const listener of [...closeListeners]) listener(reason);
      closeListeners.clear();
      socket.terminate();
    };

    const request = (method: string, params: readonly unknown[], listener?: SubscriptionListener): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (closedBecause !== null) {
          reject(offline(closedBecause));
          return;
        }
        lastId += 1;
        const id = lastId;
        const cancelTimeout = clock.after(timeoutMs, () => {
          pending.delete(id);
          reject(
            new AppError("NETWORK_TIMEOUT", `The node did not answer ${method} within ${timeoutMs / 1000} s.`, {
              hint: "Try again; if it stays slow, choose another endpoint.",
            }),
          );
        });
        pending.set(id, { resolve, reject, cancelTimeout, ...(listener ? { listener } : {}) });
        const body = JSON.stringify({ id, jsonrpc: "2.0", method, params });
        count.requests += 1;
        count.bytesSent += body.length;
        socket.send(body);
      });

    const settle = (message: {
      id?: unknown;
      result?: unknown;
      error?: { code?: unknown; message?: unknown };
    }): void => {
      const waiting = typeof message.id === "number" ? pending.get(message.id) : undefined;
      if (!waiting) return;
      pending.delete(message.id as number);
      waiting.cancelTimeout();
      if (message.error) {
        const { code, message: text, data } = message.error as { code?: unknown; message?: unknown; data?: unknown };
        const dataText =
          data === undefined || data === null ? undefined : typeof data === "string" ? data : JSON.stringify(data);
        waiting.reject(new RpcError(typeof code === "number" ? code : 0, String(text ?? "unknown error"), dataText));
        return;
      }
      if (waiting.listener) {
        const id = String(message.result);
        subscriptions.set(id, waiting.listener);
        waiting.resolve(id);
        for (const result of early.get(id) ?? []) waiting.listener(null, result);
        early.delete(id);
        return;
      }
      waiting.resolve(message.result ?? null);
    };

    const notify = (params: { subscription?: unknown; result?: unknown }): void => {
      const id = String(params.subscription);
      const listener = subscriptions.get(id);
      if (listener) listener(null, params.result);
      else early.set(id, [...(early.get(id) ?? []), params.result].slice(-4));
    };

    socket.on("message", (data, isBinary) => {
      const text = isBinary ? "" : data.toString();
      count.bytesReceived += text.length;
      let message: Record<string, unknown>;
      try {
        message = JSON.parse(text) as Record<string, unknown>;
      } catch {
        shut("it sent something that is not JSON-RPC");
        return;
      }
      if (message && typeof message.method === "string" && typeof message.params === "object" && message.params) {
        notify(message.params);
      } else if (message && typeof message === "object") {
        settle(message);
      }
    });
    signal?.addEventListener("abort", () => shut("it was closed here"), { once: true });
    socket.on("error", (error) => shut(error.message || "the connection failed"));
    socket.on("close", (code) => shut(`the connection was closed (${code})`));
    socket.on("open", () =>
      resolveOpen({
        url,
        send: <T>(method: string, params: readonly unknown[] = []) => request(method, params) as Promise<T>,
        subscribe: (method, params, listener) => request(method, params, listener) as Promise<string>,
        unsubscribe: async (method, id) => {
          if (!subscriptions.delete(id) || closedBecause !== null) return false;
          return (await request(method, [id])) === true;
        },
        onClose: (listener) => {
          closeListeners.add(listener);
          return () => closeListeners.delete(listener);
        },
        reportBroken: () => {
          for (const listener of brokenListeners) listener();
        },
        onBroken: (listener) => void brokenListeners.push(listener),
        isOpen: () => closedBecause === null,
        counters: () => ({ ...count }),
        close: (reason = "it was closed here") => shut(reason),
      }),
    );
  });
}
