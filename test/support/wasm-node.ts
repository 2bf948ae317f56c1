import type { AddressInfo } from "node:net";
import type { Blockchain } from "@acala-network/chopsticks-core";
import { WebSocketServer } from "ws";

type Handler = (context: unknown, params: unknown[], subscriptions: unknown) => Promise<unknown>;

/** A fixed result, an error (the first `times` of them, else always), or no answer at all. */
export type Answer =
  | { readonly result: unknown }
  | { readonly code: number; readonly message: string; readonly times?: number }
  | "silence";

/** A node on loopback that runs a real WebAssembly runtime from a raw chain spec; blocks come when the test says so. */
export interface WasmNode {
  readonly url: string;
  readonly chain: Blockchain;
  /** Questions so far, by method. */
  readonly asked: ReadonlyMap<string, number>;
  /** How a method is answered from now on: as a node does where `how` is null. */
  answer(method: string, how: Answer | null): void;
  seal(): Promise<void>;
  /** Writes into the newest block's state. */
  put(values: [key: string, value: string][]): Promise<void>;
  /** Cuts every connection. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startWasmNode(spec: object): Promise<WasmNode> {
  // Read when the library is loaded.
  process.env.LOG_LEVEL = "fatal";
  const library = await import("@acala-network/chopsticks-core");
  const { allHandlers, Api, BuildBlockMode, destroyWorker, GenesisProvider, inherentProviders, setStorage } = library;
  const api = new Api(new GenesisProvider(spec as never));
  const header = await api.getHeader();
  const chain = new library.Blockchain({
    api,
    buildBlockMode: BuildBlockMode.Manual,
    inherentProviders,
    header: { number: Number(header?.number), hash: (await api.getBlockHash(0)) as `0x${string}` },
    registeredTypes: {},
    allowUnresolvedImports: true,
  });
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const asked = new Map<string, number>();
  const fixed = new Map<string, Answer>();

  server.on("connection", (socket) => {
    const ends = new Map<string, () => void>();
    const send = (body: object) => socket.readyState === 1 && socket.send(JSON.stringify({ jsonrpc: "2.0", ...body }));
    const subscriptions = {
      subscribe: (method: string, subscription: string, end: () => void) => {
        ends.set(subscription, end);
        return (result: unknown) => send({ method, params: { subscription, result } });
      },
      unsubscribe: (subscription: string) => {
        ends.get(subscription)?.();
        ends.delete(subscription);
      },
    };
    socket.on("close", () => {
      for (const end of ends.values()) end();
    });
    socket.on("message", (data) => {
      const { id, method, params = [] } = JSON.parse(String(data)) as { id: number; method: string; params: unknown[] };
      asked.set(method, (asked.get(method) ?? 0) + 1);
      const how = fixed.get(method);
      if (how === "silence") return;
      if (how && "result" in how) {
        send({ id, result: how.result });
        return;
      }
      if (how) {
        const { times, ...error } = how;
        if (times !== undefined && times <= 1) fixed.delete(method);
        else if (times !== undefined) fixed.set(method, { ...how, times: times - 1 });
        send({ id, error });
        return;
      }
      const handler = (allHandlers as unknown as Record<string, Handler>)[method];
      if (!handler) {
        send({ id, error: { code: -32601, message: "Method not found" } });
        return;
      }
      handler({ chain }, params, subscriptions).then(
        (result) => send({ id, result: result ?? null }),
        (error: { code?: number; message?: string }) =>
          send({ id, error: { code: error.code ?? 4003, message: error.message ?? "failed" } }),
      );
    });
  });

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    chain,
    asked,
    answer: (method, how) => void (how === null ? fixed.delete(method) : fixed.set(method, how)),
    async seal() {
      await chain.newBlock();
    },
    async put(values) {
      await setStorage(chain, values as never);
    },
    cut() {
      for (const socket of server.clients) socket.terminate();
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
      await destroyWorker();
    },
  };
}
