import { beforeEach, describe, expect, test } from "vitest";
import { createSocketClient, type Socket } from "#renderer/lib/client/socket-client.ts";
import { balance, network, wallet } from "./support/samples.ts";

/** The host's end of a WebSocket, played by the test. */
class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.onclose?.();
  }
  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let sockets: FakeSocket[];
let timers: { run: () => void; ms: number }[];
let session: () => Promise<boolean>;
const settled = () => new Promise((resolve) => setImmediate(resolve));

function open() {
  return createSocketClient({
    origin: "http://127.0.0.1:4100",
    openSocket: (url) => {
      expect(url).toBe("ws://127.0.0.1:4100/wire");
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    hasSession: () => session(),
    nowMs: () => 1_000,
    later: (run, ms) => {
      const timer = { run, ms };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
}

beforeEach(() => {
  sockets = [];
  timers = [];
  session = async () => true;
});

describe("calls", () => {
  test("made before the line is open wait for it and are answered by id", async () => {
    const client = open();
    const wallets = client.call("wallet.list", {});
    const status = client.call("network.status", {});
    await settled();
    const [socket] = sockets;
    expect(socket?.sent).toEqual([]);
    socket?.onopen?.();
    expect(socket?.sent).toEqual([
      { id: 1, name: "wallet.list", input: {} },
      { id: 2, name: "network.status", input: {} },
    ]);
    socket?.say({ id: 2, ok: true, value: network() });
    socket?.say({ id: 1, ok: true, value: [wallet()] });
    expect(await wallets).toEqual({ ok: true, value: [wallet()] });
    expect(await status).toMatchObject({ ok: true, value: { name: "practice" } });
  });

  test("open when the line breaks are answered, and a signing call says where to look first", async () => {
    const client = open();
    await settled();
    sockets[0]?.onopen?.();
    const read = client.call("wallet.list", {});
    const sign = client.call("transactions.submit", { planId: "p" });
    sockets[0]?.close();
    expect(await read).toMatchObject({ ok: false, error: { code: "CONNECTION_LOST" } });
    const answer = await sign;
    expect(answer.ok ? "" : answer.error.hint).toMatch(/Activity/);
    expect(await client.call("wallet.list", {})).toMatchObject({ ok: false, error: { code: "CONNECTION_LOST" } });
  });
});

describe("streams", () => {
  test("drop snapshots that are older than what is shown, and start anew after a restart of the host", async () => {
    const client = open();
    await settled();
    sockets[0]?.onopen?.();
    const seen: string[] = [];
    client.on("wallet.balancesChanged", (payload) => seen.push(payload[0]?.freeRao ?? ""));
    expect(sockets[0]?.sent).toEqual([{ subscribe: "wallet.balancesChanged" }]);
    const snapshot = (seq: number, freeRao: string) =>
      sockets.at(-1)?.say({ stream: "wallet.balancesChanged", seq, payload: [balance(undefined, freeRao)] });
    snapshot(7, "700");
    snapshot(5, "500");
    snapshot(7, "701");
    snapshot(8, "800");
    expect(seen).toEqual(["700", "800"]);

    sockets[0]?.close();
    timers[0]?.run();
    await settled();
    sockets[1]?.onopen?.();
    expect(sockets[1]?.sent).toEqual([{ subscribe: "wallet.balancesChanged" }]);
    snapshot(1, "100");
    expect(seen).toEqual(["700", "800", "100"]);
  });

  test("are unsubscribed when the last listener goes; a second listener gets the newest at once", async () => {
    const client = open();
    await settled();
    sockets[0]?.onopen?.();
    const first = client.on("network.changed", () => undefined);
    sockets[0]?.say({ stream: "network.changed", seq: 1, payload: network(5) });
    const blocks: (number | null)[] = [];
    const second = client.on("network.changed", ({ block }) => blocks.push(block));
    expect(blocks).toEqual([5]);
    first();
    second();
    expect(sockets[0]?.sent).toEqual([{ subscribe: "network.changed" }, { unsubscribe: "network.changed" }]);
  });
});

describe("reconnecting", () => {
  test("waits longer after each failure, up to ten seconds, and starts short again once it worked", async () => {
    const client = open();
    await settled();
    const waits: number[] = [];
    for (let at = 0; at < 7; at += 1) {
      sockets.at(-1)?.close();
      const timer = timers.shift();
      waits.push(timer?.ms ?? 0);
      expect(client.connection()).toMatchObject({ state: "lost", nextTryAtMs: 1_000 + (timer?.ms ?? 0) });
      timer?.run();
      await settled();
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    sockets.at(-1)?.onopen?.();
    expect(client.connection().state).toBe("open");
    sockets.at(-1)?.close();
    expect(timers[0]?.ms).toBe(500);
  });

  test("stops where the host refuses the session, and goes on when asked", async () => {
    session = async () => false;
    const client = open();
    await settled();
    expect(client.connection().state).toBe("refused");
    expect(sockets).toEqual([]);
    expect(timers).toEqual([]);
    session = async () => true;
    client.reconnect();
    await settled();
    sockets[0]?.onopen?.();
    expect(client.connection().state).toBe("open");
  });

  test("goes on where nobody answers at all", async () => {
    session = async () => {
      throw new Error("nobody listens");
    };
    const client = open();
    await settled();
    expect(client.connection().state).toBe("lost");
    expect(timers).toHaveLength(1);
  });
});
