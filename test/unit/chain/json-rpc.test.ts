import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { openJsonRpc, type RpcConnection } from "#main/chain/json-rpc.ts";
import { createManualClock, type ManualClock } from "#test/support/manual-clock.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown[];
}

// A real WebSocket on loopback that answers each request as the test says, in whole or in parts.
describe("a JSON-RPC connection", () => {
  let server: WebSocketServer;
  let clock: ManualClock;
  let rpc: RpcConnection;
  let answer: (request: Request, send: (text: string) => void, drop: () => void) => void;

  beforeEach(async () => {
    clock = createManualClock();
    server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    server.on("connection", (socket) => {
      socket.on("message", (data) =>
        answer(
          JSON.parse(data.toString()) as Request,
          (text) => socket.send(text),
          () => socket.terminate(),
        ),
      );
    });
    const { port } = server.address() as AddressInfo;
    rpc = await openJsonRpc({ url: `ws://127.0.0.1:${port}`, clock, timeoutMs: 1_000 });
  });
  afterEach(async () => {
    rpc.close();
    server.close();
    await once(server, "close");
  });

  it("matches answers to requests whatever their order, and counts them", async () => {
    const held: Request[] = [];
    answer = (request, send) => {
      held.push(request);
      if (held.length === 2) {
        for (const { id, method } of held.reverse()) send(JSON.stringify({ jsonrpc: "2.0", id, result: method }));
      }
    };
    expect(await Promise.all([rpc.send("first"), rpc.send("second", [1])])).toEqual(["first", "second"]);
    expect(rpc.counters().requests).toBe(2);
    expect(rpc.counters().bytesReceived).toBeGreaterThan(0);
  });

  it("tells the node's own errors with code and data", async () => {
    answer = ({ id }, send) =>
      send(JSON.stringify({ id, error: { code: 1010, message: "Invalid Transaction", data: "Custom error: 6" } }));
    await expect(rpc.send("author_submitExtrinsic")).rejects.toMatchObject({ code: 1010, data: "Custom error: 6" });
  });

  it("fails a request that is not answered in time, and takes a late answer calmly", async () => {
    let late: () => void = () => undefined;
    answer = ({ id }, send) => {
      late = () => send(JSON.stringify({ id, result: 1 }));
      clock.advance(1_000);
    };
    await expect(rpc.send("slow")).rejects.toMatchObject({ code: "NETWORK_TIMEOUT" });
    late();
    answer = ({ id }, send) => send(JSON.stringify({ id, result: "fine" }));
    expect(await rpc.send("next")).toBe("fine");
  });

  it("fails every open request when the node drops in the middle, and all later ones", async () => {
    answer = (_request, _send, drop) => drop();
    const closed = new Promise<string>((resolve) => rpc.onClose(resolve));
    await expect(rpc.send("any")).rejects.toMatchObject({ code: "NETWORK_OFFLINE" });
    expect(await closed).toMatch(/closed/);
    expect(rpc.isOpen()).toBe(false);
    await expect(rpc.send("later")).rejects.toMatchObject({ code: "NETWORK_OFFLINE" });
  });

  it("closes on half a reply instead of crashing", async () => {
    answer = ({ id }, send) => send(JSON.stringify({ id, result: "whole" }).slice(0, -4));
    await expect(rpc.send("half")).rejects.toMatchObject({ code: "NETWORK_OFFLINE" });
    expect(rpc.isOpen()).toBe(false);
  });

  it("ignores answers to nobody's question", async () => {
    answer = ({ id }, send) => {
      for (const odd of [null, 7, [], { id: 99, result: 1 }, { id: "x" }, { method: "m", params: {} }])
        send(JSON.stringify(odd));
      send(JSON.stringify({ id, result: "mine" }));
    };
    expect(await rpc.send("any")).toBe("mine");
  });

  it("delivers a notification that overtakes the reply naming its subscription", async () => {
    const notification = (result: number): string =>
      JSON.stringify({ jsonrpc: "2.0", method: "chain_newHead", params: { subscription: "s1", result } });
    answer = ({ id, method }, send) => {
      if (method === "chain_unsubscribeNewHeads") return send(JSON.stringify({ id, result: true }));
      send(notification(1));
      send(JSON.stringify({ id, result: "s1" }));
      send(notification(2));
    };
    const heard: unknown[] = [];
    const both = new Promise<void>((resolve) => {
      void rpc.subscribe("chain_subscribeNewHeads", [], (_error, result) => {
        heard.push(result);
        if (heard.length === 2) resolve();
      });
    });
    await both;
    expect(heard).toEqual([1, 2]);
    expect(await rpc.unsubscribe("chain_unsubscribeNewHeads", "s1")).toBe(true);
    expect(await rpc.unsubscribe("chain_unsubscribeNewHeads", "s1")).toBe(false);
  });

  it("says that nobody is there when nobody listens", async () => {
    const { port } = server.address() as AddressInfo;
    rpc.close();
    server.close();
    await once(server, "close");
    await expect(openJsonRpc({ url: `ws://127.0.0.1:${port}`, clock, timeoutMs: 1_000 })).rejects.toMatchObject({
      code: "NETWORK_OFFLINE",
    });
    server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  });

  it("gives up opening when told to", async () => {
    const abort = new AbortController();
    const { port } = server.address() as AddressInfo;
    const opening = openJsonRpc({ url: `ws://127.0.0.1:${port}`, clock, timeoutMs: 1_000, signal: abort.signal });
    abort.abort();
    await expect(opening).rejects.toMatchObject({ code: "NETWORK_OFFLINE" });
  });
});
