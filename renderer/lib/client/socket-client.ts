import type { StreamListener } from "#src/contract/client.ts";
import type { Input, Output, Payload, ProcedureName, StreamName } from "#src/contract/index.ts";
import type { WIRE_PATH, WireEvent, WireMessage } from "#src/contract/wire.ts";
import type { Result } from "#src/result.ts";
import type { ConnectionView, PageClient } from "./connection.ts";
import { lineLost } from "./connection-errors.ts";

const PATH: typeof WIRE_PATH = "/wire";
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** The part of a browser WebSocket that is used. */
export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
}

export interface SocketClientDeps {
  /** `http://127.0.0.1:…`, the page's own origin. */
  readonly origin: string;
  readonly openSocket: (url: string) => Socket;
  /** True where the host knows this page's session; false where it refuses; throws where nobody answers. */
  readonly hasSession: () => Promise<boolean>;
  readonly nowMs: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
}

interface OpenCall {
  readonly name: ProcedureName;
  readonly settle: (result: Result<never>) => void;
}

interface Subscription {
  readonly listeners: Set<StreamListener<StreamName>>;
  seq: number;
  newest: Payload<StreamName> | undefined;
}

/**
 * The client in a browser: one WebSocket to the host that served the page. It reconnects by itself with growing
 * pauses, subscribes again, and drops snapshots that are older than what is shown.
 * Calls made while the first connection is being opened wait for it; later ones fail at once with `CONNECTION_LOST`.
 */
export function createSocketClient(deps: SocketClientDeps): PageClient {
  const calls = new Map<number, OpenCall>();
  const waiting: (() => void)[] = [];
  const streams = new Map<StreamName, Subscription>();
  const watchers = new Set<(view: ConnectionView) => void>();
  let socket: Socket | null = null;
  let view: ConnectionView = { state: "connecting", sinceMs: deps.nowMs(), nextTryAtMs: null };
  let nextId = 1;
  let failures = 0;
  let everOpen = false;
  let cancelRetry: () => void = () => undefined;

  const show = (state: ConnectionView["state"], nextTryAtMs: number | null = null): void => {
    view = { state, sinceMs: state === view.state ? view.sinceMs : deps.nowMs(), nextTryAtMs };
    for (const watcher of watchers) watcher(view);
  };

  const say = (message: object): void => socket?.send(JSON.stringify(message));

  const deliver = (event: WireEvent): void => {
    const own = streams.get(event.stream as StreamName);
    if (!own || event.seq <= own.seq) return;
    own.seq = event.seq;
    own.newest = event.payload as Payload<StreamName>;
    for (const listener of own.listeners) listener(own.newest as never, event.seq);
  };

  const receive = (text: string): void => {
    const message = JSON.parse(text) as WireMessage;
    if ("stream" in message) {
      deliver(message);
      return;
    }
    if (message.id === null) return;
    const call = calls.get(message.id);
    calls.delete(message.id);
    const { id: _id, ...result } = message;
    call?.settle(result as Result<never>);
  };

  const opened = (): void => {
    failures = 0;
    everOpen = true;
    show("open");
    for (const [stream, own] of streams) {
      // A restarted host counts from one again; the page's old numbers mean nothing to it.
      own.seq = 0;
      say({ subscribe: stream });
    }
    for (const run of waiting.splice(0)) run();
  };

  const failOpenCalls = (): void => {
    for (const [id, call] of calls) {
      calls.delete(id);
      call.settle(lineLost(call.name));
    }
  };

  const closed = (): void => {
    socket = null;
    failOpenCalls();
    failures += 1;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
    show("lost", deps.nowMs() + waitMs);
    if (failures >= 3) for (const run of waiting.splice(0)) run();
    cancelRetry = deps.later(() => void connect(), waitMs);
  };

  async function connect(): Promise<void> {
    cancelRetry();
    cancelRetry = () => undefined;
    if (everOpen || failures > 0) show("lost");
    const allowed = await deps.hasSession().catch(() => null);
    if (allowed === null) return closed();
    if (!allowed) {
      show("refused");
      for (const run of waiting.splice(0)) run();
      return;
    }
    const own = deps.openSocket(`${deps.origin.replace(/^http/, "ws")}${PATH}`);
    socket = own;
    own.onopen = opened;
    own.onmessage = (event) => receive(String(event.data));
    own.onclose = () => {
      if (socket === own) closed();
    };
  }

  const send = <N extends ProcedureName>(name: N, input: Input<N>): Promise<Result<Output<N>>> =>
    new Promise((resolve) => {
      if (view.state !== "open") return resolve(lineLost(name));
      const id = nextId++;
      calls.set(id, { name, settle: resolve });
      say({ id, name, input });
    });

  void connect();

  return {
    call(name, input) {
      if (view.state === "connecting") {
        return new Promise((resolve) => waiting.push(() => resolve(send(name, input))));
      }
      return send(name, input);
    },
    on(stream, listener) {
      const own = streams.get(stream) ?? { listeners: new Set(), seq: 0, newest: undefined };
      const isNew = own.listeners.size === 0;
      own.listeners.add(listener as unknown as StreamListener<StreamName>);
      streams.set(stream, own);
      if (isNew) {
        if (view.state === "open") say({ subscribe: stream });
      } else if (own.newest !== undefined) {
        listener(own.newest as never, own.seq);
      }
      return () => {
        own.listeners.delete(listener as unknown as StreamListener<StreamName>);
        if (own.listeners.size > 0 || streams.get(stream) !== own) return;
        streams.delete(stream);
        if (view.state === "open") say({ unsubscribe: stream });
      };
    },
    connection: () => view,
    onConnection(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    reconnect() {
      if (view.state === "open" || view.state === "connecting") return;
      void connect();
    },
  };
}
