import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type RawData, WebSocket, WebSocketServer } from "ws";

/** What becomes of one message from the node: another text, nothing (`swallow`), or the end of the connection (`cut`). */
export type Fate = string | "swallow" | "cut";

/** `method` is what the client had asked, or what a subscription is called (`chain_newHead`). */
export type Fault = (method: string, text: string) => Fate;

/** A node's front that understands JSON-RPC, so that a test can make the node lie about one thing and tell the truth else. */
export interface FaultyProxy {
  readonly url: string;
  /** Null for an honest node. */
  fault(next: Fault | null): void;
  /** Connections that were opened so far. */
  connections(): number;
  close(): Promise<void>;
}

const methodOf = (text: string): { id?: number; method?: string } => {
  try {
    return JSON.parse(text) as { id?: number; method?: string };
  } catch {
    return {};
  }
};

export async function createFaultyProxy(nodeUrl: string): Promise<FaultyProxy> {
  let fault: Fault | null = null;
  let opened = 0;
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");

  server.on("connection", (client) => {
    opened += 1;
    const asked = new Map<number, string>();
    const node = new WebSocket(nodeUrl);
    const waiting: string[] = [];
    client.on("message", (data: RawData) => {
      const text = data.toString();
      const { id, method } = methodOf(text);
      if (id !== undefined && method !== undefined) asked.set(id, method);
      if (node.readyState === WebSocket.OPEN) node.send(text);
      else waiting.push(text);
    });
    node.on("open", () => {
      for (const text of waiting) node.send(text);
    });
    node.on("message", (data: RawData) => {
      const text = data.toString();
      const { id, method } = methodOf(text);
      const fate = fault ? fault(method ?? asked.get(id ?? -1) ?? "", text) : text;
      if (fate === "cut") client.terminate();
      else if (fate !== "swallow" && client.readyState === WebSocket.OPEN) client.send(fate);
    });
    node.on("close", () => client.terminate());
    node.on("error", () => client.terminate());
    client.on("close", () => node.terminate());
    client.on("error", () => node.terminate());
  });

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fault: (next) => {
      fault = next;
    },
    connections: () => opened,
    async close() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
