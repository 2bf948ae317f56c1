import { once } from "node:events";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";

/** A loopback wire between a client and a node that a test can cut, still, or mend. */
export interface CuttableProxy {
  readonly url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Keeps connections open but carries nothing any more. */
  still(): void;
  /**
   * Breaks the connection as soon as the client sends something that contains `text`: after the node got it
   * (`delivered`), or before it got anything of it (`lost`). Resolves when that happened.
   */
  cutAtRequest(text: string, fate: "delivered" | "lost"): Promise<void>;
  /** What the client sends after something that contains `text` waits until the returned function is called. */
  holdAfter(text: string): () => void;
  /** Carries every answer of the node this much later. */
  delay(ms: number): void;
  mend(): void;
  /** Rewrites what the node sends, whole TCP chunks at a time. */
  tamper(change: ((chunk: Buffer) => Buffer) | null): void;
  close(): Promise<void>;
}

export async function createCuttableProxy(nodePort: number): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "still" = "open";
  let trigger: { readonly text: string; readonly fate: "delivered" | "lost"; readonly reached: () => void } | null =
    null;
  let change: ((chunk: Buffer) => Buffer) | null = null;
  let holdText: string | null = null;
  let held: (() => void)[] | null = null;
  let delayMs = 0;

  const cut = (): void => {
    state = "cut";
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (state === "cut") {
      client.destroy();
      return;
    }
    const node = createConnection({ host: "127.0.0.1", port: nodePort });
    for (const socket of [client, node]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        if (socket === node) client.destroy();
        else if (!node.writableEnded) node.destroy();
      });
    }
    client.on("data", (chunk) => {
      if (state === "still") return;
      if (held) {
        held.push(() => node.write(chunk));
        return;
      }
      if (holdText !== null && unmask(chunk).includes(holdText)) held = [];
      // Client frames are masked; each request is small enough to come in one chunk.
      if (trigger === null || !unmask(chunk).includes(trigger.text)) {
        node.write(chunk);
        return;
      }
      const { fate, reached } = trigger;
      trigger = null;
      state = "cut";
      if (fate === "lost") node.destroy();
      else node.end(chunk);
      client.destroy();
      reached();
    });
    node.on("data", (chunk) => {
      const carry = (): void => {
        if (state === "open" && !client.destroyed) client.write(change ? change(chunk) : chunk);
      };
      if (delayMs > 0) setTimeout(carry, delayMs);
      else carry();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    still: () => {
      state = "still";
    },
    cutAtRequest: (text, fate) =>
      new Promise((reached) => {
        trigger = { text, fate, reached };
      }),
    holdAfter(text) {
      holdText = text;
      return () => {
        const waiting = held ?? [];
        holdText = null;
        held = null;
        for (const carry of waiting) carry();
      };
    },
    delay: (ms) => {
      delayMs = ms;
    },
    mend: () => {
      state = "open";
    },
    tamper: (next) => {
      change = next;
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

/** The text of the WebSocket frames in one chunk, as far as they are whole. */
function unmask(chunk: Buffer): string {
  let text = "";
  let at = 0;
  while (at + 6 <= chunk.length) {
    let length = (chunk[at + 1] as number) & 0x7f;
    let head = 2;
    if (length === 126) {
      length = chunk.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      length = Number(chunk.readBigUInt64BE(at + 2));
      head = 10;
    }
    const mask = chunk.subarray(at + head, at + head + 4);
    const body = chunk.subarray(at + head + 4, at + head + 4 + length);
    text += Buffer.from(body.map((byte, index) => byte ^ (mask[index % 4] as number))).toString();
    at += head + 4 + length;
  }
  return text;
}
