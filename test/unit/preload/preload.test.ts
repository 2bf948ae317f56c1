import { describe, expect, it, vi } from "vitest";
import { buildAreas, clientFromAreas, clientFromTransport, subscriptionName } from "#src/contract/client.ts";
import { procedures, streams } from "#src/contract/index.ts";
import { ok } from "#src/result.ts";
import { createIpcTransport } from "../../../preload/ipc-transport.ts";

type Listener = (event: unknown, message: { stream: string; seq: number; payload: unknown }) => void;

function setUp() {
  const listeners: Listener[] = [];
  const ipc = {
    invoke: vi.fn(async (_channel: string, name: string, input: unknown) => ok({ name, input })),
    send: vi.fn(),
    on: vi.fn((_channel: string, listener: Listener) => listeners.push(listener)),
  };
  const push = (stream: string, seq: number, payload: unknown) => {
    for (const listener of listeners) listener({ sender: "must not leak" }, { stream, seq, payload });
  };
  return { ipc, push, transport: createIpcTransport(ipc) };
}

describe("the object a page sees", () => {
  it("has exactly one function for each procedure and stream of the contract", () => {
    const areas = buildAreas(setUp().transport) as unknown as Record<string, Record<string, unknown>>;
    const found = Object.entries(areas).flatMap(([area, own]) => Object.keys(own).map((name) => `${area}.${name}`));
    const wanted = [...procedures.keys()].concat(
      [...streams.keys()].map((stream) => {
        const [area = "", event = ""] = stream.split(".");
        return `${area}.${subscriptionName(event)}` as never;
      }),
    );
    expect(found.sort()).toEqual([...wanted].map(String).sort());
    for (const own of Object.values(areas))
      for (const value of Object.values(own)) expect(value).toBeTypeOf("function");
  });

  it("calls by name", async () => {
    const { ipc, transport } = setUp();
    await buildAreas(transport).network.select({ network: "practice" });
    expect(ipc.invoke).toHaveBeenCalledWith("tausmith:call", "network.select", { network: "practice" });
    const client = clientFromAreas(buildAreas(transport));
    expect(await client.call("app.activity", { limit: 3 })).toEqual(ok({ name: "app.activity", input: { limit: 3 } }));
    expect(await clientFromTransport(transport).areas.app.info({})).toEqual(ok({ name: "app.info", input: {} }));
  });
});

describe("streams in the window", () => {
  it("pass on payload and number, never the event", () => {
    const { push, transport } = setUp();
    const heard = vi.fn();
    buildAreas(transport).wallet.onChanged(heard);
    push("wallet.changed", 4, []);
    expect(heard.mock.calls).toEqual([[[], 4]]);
  });

  it("are asked for once and given up with the last listener", () => {
    const { ipc, push, transport } = setUp();
    const first = vi.fn();
    const second = vi.fn();
    const stopFirst = transport.on("miners.changed", first);
    push("miners.changed", 1, []);
    const stopSecond = transport.on("miners.changed", second);
    expect(second.mock.calls).toEqual([[[], 1]]);
    expect(ipc.send.mock.calls).toEqual([["tausmith:subscribe", "miners.changed", true]]);
    stopFirst();
    stopFirst();
    push("miners.changed", 2, []);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 2]);
    stopSecond();
    expect(ipc.send.mock.calls.at(-1)).toEqual(["tausmith:subscribe", "miners.changed", false]);
    push("miners.changed", 3, []);
    expect(second).toHaveBeenCalledTimes(2);
  });
});
