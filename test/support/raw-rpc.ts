import { WebSocket } from "ws";

export interface RpcFailure {
  readonly code: number;
  readonly message: string;
  readonly data?: string;
}

/** A bare JSON-RPC client: what it sends is what the node gets. */
export interface RawRpc {
  call(method: string, ...params: unknown[]): Promise<unknown>;
  /** The error of a call that must fail. */
  refusal(method: string, ...params: unknown[]): Promise<RpcFailure>;
  /** Everything received so far, in order, replies and notifications. */
  readonly received: Record<string, unknown>[];
  /** Resolves with the first received message that fits, past or coming. */
  until(fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function connectRaw(url: string): Promise<RawRpc> {
  const socket = new WebSocket(url);
  const received: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let ids = 0;
  socket.on("message", (data) => {
    received.push(JSON.parse(data.toString()) as Record<string, unknown>);
    for (const check of [...waiting]) check();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });

  const until = (fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = received.find(fits);
        if (!found) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });

  const request = async (method: string, params: unknown[]): Promise<Record<string, unknown>> => {
    ids += 1;
    const id = ids;
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return until((message) => message.id === id);
  };

  return {
    received,
    until,
    async call(method, ...params) {
      const answer = await request(method, params);
      if (answer.error) throw new Error(JSON.stringify(answer.error));
      return answer.result;
    },
    async refusal(method, ...params) {
      const answer = await request(method, params);
      if (!answer.error) throw new Error(`${method} was not refused: ${JSON.stringify(answer.result)}`);
      return answer.error as RpcFailure;
    },
    close: () =>
      new Promise((resolve) => {
        socket.once("close", () => resolve());
        socket.close();
      }),
  };
}
