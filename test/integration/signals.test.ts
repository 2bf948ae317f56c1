import { statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MinerRoom, openMinerRoom, whenSignals } from "../support/miner-room.ts";
import { startTestValidators, type TestValidators } from "../support/practice-validators.ts";

const delivery = { timeoutMs: 700, waitsMs: [50, 50], pool: 10, maxAgeMs: 600_000 };

let validators: TestValidators;
let room: MinerRoom;
let minerId: string;
let url: string;
let apiKey: string;

beforeAll(async () => {
  validators = await startTestValidators(["honest", "honest", "honest"]);
  room = await openMinerRoom({ delivery }, validators.rows);
  ({ minerId } = await room.miners.create({ kind: "signals", walletId: "w", hotkeyName: "hot7", netuid: 8 }));
  const started = await room.miners.startMiner(minerId);
  expect(started).toMatchObject({ state: "running", error: null });
  ({ url } = room.signals.intake(minerId));
  ({ apiKey } = room.signals.intakeKey(minerId));
});

afterAll(async () => {
  await room.close();
  await validators.stop();
});

const post = async (body: unknown, headers: Record<string, string> = { "content-type": "application/json" }) => {
  const response = await fetch(url, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const order = (change: Record<string, unknown> = {}) => ({
  api_key: apiKey,
  trade_pair: "BTCUSD",
  order_type: "LONG",
  leverage: 0.1,
  ...change,
});

describe("a signal from an outside tool", () => {
  it("reaches every validator as a real process over the wire protocol, and each outcome is kept", async () => {
    const reply = await post(order());
    expect(reply.status).toBe(200);
    expect(reply.body.message).toMatch(
      /^Signal \{'trade_pair': \{'trade_pair_id': 'BTCUSD'.*'leverage': 0\.1\} received successfully$/,
    );
    const uuid = reply.body.order_uuid as string;
    const done = await whenSignals(room, (list) => list.some((one) => one.uuid === uuid && one.settledAtMs !== null));
    expect(done.find((one) => one.uuid === uuid)).toMatchObject({
      minerId,
      source: "intake",
      state: "processed",
      validatorsAsked: 3,
      validatorsAccepted: 3,
      reason: "Accepted by 3 of 3 validators.",
      leverage: "0.1",
    });
    const { deliveries } = room.signals.get(uuid);
    expect(deliveries.map((delivery) => delivery.validatorHotkey)).toEqual(validators.rows.map((row) => row.hotkey));
    for (const { state, attempts, order: text } of deliveries) {
      expect(state).toBe("accepted");
      expect(attempts).toHaveLength(1);
      expect(attempts[0]).toMatchObject({ number: 1, outcome: "accepted", httpStatus: 200 });
      expect(text).toMatch(/^\{'trade_pair_id': 'BTCUSD', 'order_type': 'LONG', 'leverage': 0\.1, 'price': \d/);
      expect(text).toContain(`'order_uuid': '${uuid}'`);
    }
    expect(validators.orders.filter((told) => told.uuid === uuid && told.accepted)).toHaveLength(3);
  });

  it("is refused by a validator's cool-down, tried three times, and then failed with the reason", async () => {
    const { body } = await post(order({ order_type: "short", leverage: "0.2" }));
    const uuid = body.order_uuid as string;
    const done = await whenSignals(room, (list) => list.some((one) => one.uuid === uuid && one.settledAtMs !== null));
    const signal = done.find((one) => one.uuid === uuid);
    expect(signal).toMatchObject({ state: "failed", orderType: "SHORT", leverage: "-0.2", validatorsAccepted: 0 });
    expect(signal?.reason).toMatch(/^Accepted by 0 of 3 validators; .*placed too soon after the previous order/);
    const { deliveries } = room.signals.get(uuid);
    expect(deliveries.map(({ state, attempts }) => [state, attempts.length])).toEqual(Array(3).fill(["refused", 3]));
  });

  it("may come from the ticket too, and FLAT without a position is taken", async () => {
    const sent = await room.signals.send({ minerId, tradePair: "EURUSD", orderType: "FLAT", leverage: "0" });
    expect(sent).toMatchObject({ source: "ticket", tradePair: "EURUSD" });
    const done = await whenSignals(room, (list) =>
      list.some((one) => one.uuid === sent.uuid && one.settledAtMs !== null),
    );
    expect(done.find((one) => one.uuid === sent.uuid)).toMatchObject({ state: "processed", validatorsAccepted: 3 });
    expect(room.signals.get(sent.uuid).deliveries[0]?.order).toBeNull();
  });

  it("is refused by the validators where the pair is blocked", async () => {
    const { status, body } = await post(order({ trade_pair: { trade_pair_id: "FTSE" }, leverage: 0.5 }));
    expect(status).toBe(200);
    const uuid = body.order_uuid as string;
    const done = await whenSignals(room, (list) => list.some((one) => one.uuid === uuid && one.settledAtMs !== null));
    expect(done.find((one) => one.uuid === uuid)?.reason).toMatch(/Trade pair \[FTSE\] has been temporarily halted/);
  });
});

describe("what bad input gets at the intake", () => {
  it.each([
    ["text that is not JSON", "{", undefined, 400, "SIGNAL_NOT_JSON", undefined],
    ["JSON that is no object", "[1]", undefined, 400, "SIGNAL_NOT_JSON", undefined],
    ["another content type", "a=b", { "content-type": "text/plain" }, 400, "SIGNAL_NOT_JSON", undefined],
    ["no key", { trade_pair: "BTCUSD" }, undefined, 401, "SIGNAL_KEY_MISSING", undefined],
    ["a wrong key", { api_key: "guess" }, undefined, 401, "SIGNAL_KEY_WRONG", undefined],
    ["a key of the wrong type", { api_key: 5 }, undefined, 401, "SIGNAL_KEY_MISSING", undefined],
    ["too much", `{"x":"${"y".repeat(262_144)}"}`, undefined, 413, "SIGNAL_TOO_LONG", undefined],
    ["no trade pair", { trade_pair: undefined }, undefined, 400, "SIGNAL_FIELD_MISSING", "trade_pair"],
    ["no order type", { order_type: null }, undefined, 400, "SIGNAL_FIELD_MISSING", "order_type"],
    [
      "no leverage, even for FLAT",
      { leverage: undefined, order_type: "FLAT" },
      undefined,
      400,
      "SIGNAL_FIELD_MISSING",
      "leverage",
    ],
    ["a display name for the pair", { trade_pair: "BTC/USD" }, undefined, 400, "SIGNAL_INVALID", "trade_pair"],
    ["an unknown order type", { order_type: "BUY" }, undefined, 400, "SIGNAL_INVALID", "order_type"],
    ["leverage in words", { leverage: "much" }, undefined, 400, "SIGNAL_INVALID", "leverage"],
    ["leverage out of bounds", { leverage: 500.1 }, undefined, 400, "SIGNAL_INVALID", "leverage"],
    ["a negative LONG", { leverage: -1 }, undefined, 400, "SIGNAL_INVALID", "leverage"],
    ["a limit order", { execution_type: "LIMIT" }, undefined, 400, "SIGNAL_KIND_UNSUPPORTED", "execution_type"],
  ])("%s", async (_what, body, headers, status, code, field) => {
    const whole =
      typeof body === "string" ||
      (body as { api_key?: unknown }).api_key !== undefined ||
      code === "SIGNAL_KEY_MISSING";
    const reply = await post(whole ? body : order(body as Record<string, unknown>), headers);
    expect([reply.status, reply.body.code, reply.body.field]).toEqual([status, code, field]);
    expect(reply.body.error).toBeTruthy();
    expect(reply.body.hint).toBeTruthy();
    expect(JSON.stringify(reply.body)).not.toContain(apiKey);
  });

  it("answers anything at all with a code, keeps nothing of it, and goes on working", async () => {
    const before = room.signals.list(minerId, 1_000).length;
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("BTCUSD", "LONG", "FLAT", -1, 1e308, "1e999", [], {}));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          fc.json(),
          fc.record({ trade_pair: value, order_type: value, leverage: value }).map((fields) => {
            const unusable = { ...fields, api_key: apiKey, execution_type: "LIMIT" };
            return JSON.stringify(unusable);
          }),
        ),
        async (body) => {
          const reply = await post(body);
          expect([400, 401]).toContain(reply.status);
          expect(reply.body.code).toMatch(/^SIGNAL_/);
          expect(JSON.stringify(reply.body)).not.toContain(apiKey);
        },
      ),
      { numRuns: 200 },
    );
    expect(room.signals.list(minerId, 1_000)).toHaveLength(before);
  });

  it("answers other methods and paths", async () => {
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: "PUT", body: "{}" })).status).toBe(405);
    expect((await fetch(url.replace("receive-signal", "other"), { method: "POST" })).status).toBe(404);
  });

  it("takes the key as a bearer too, and only the new one after it was replaced", async () => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${apiKey}` };
    expect((await post(order({ api_key: undefined, trade_pair: "ADAUSD" }), headers)).status).toBe(200);
    const old = apiKey;
    ({ apiKey } = room.signals.rotateIntakeKey(minerId));
    expect(apiKey).toMatch(/^[0-9a-f]{64}$/);
    // The ticket goes through the same message channel, so the new key is in force once it has answered.
    await room.signals.send({ minerId, tradePair: "SOLUSD", orderType: "LONG", leverage: "0.1" });
    expect((await post(order({ api_key: old }))).status).toBe(401);
    expect((await post(order({ trade_pair: "XRPUSD" }))).status).toBe(200);
    expect(statSync(join(room.miners.folder(minerId), "intake-key")).mode & 0o777).toBe(0o600);
  });

  it("names ticket fields as the ticket has them", async () => {
    const ticket = { minerId, tradePair: "NOPE", orderType: "LONG", leverage: "1" } as const;
    await expect(room.signals.send(ticket)).rejects.toMatchObject({ code: "SIGNAL_INVALID", field: "tradePair" });
    await expect(room.signals.send({ ...ticket, minerId: "none" })).rejects.toMatchObject({ code: "SIGNAL_INVALID" });
    expect(() => room.signals.get("0b5c3f0e-7a39-4c83-9f5a-9a4b0f0f8d11")).toThrowError(
      expect.objectContaining({ code: "SIGNAL_UNKNOWN" }),
    );
  });
});

it("says who to ask about a port in use and offers another", async () => {
  const holder = createServer();
  await new Promise<void>((done) => holder.listen(0, "127.0.0.1", done));
  const { port } = holder.address() as { port: number };
  const blocked = await room.miners.create({
    kind: "signals",
    walletId: "w",
    hotkeyName: "hot9",
    netuid: 8,
    intakePort: port,
  });
  const view = await room.miners.startMiner(blocked.minerId);
  expect(view).toMatchObject({ state: "failed", pid: null, error: { code: "SIGNAL_PORT_IN_USE" } });
  expect(view.error?.hint).toMatch(/^Port \d+ is free: give it to this miner, or end /);
  if (process.platform === "linux") expect(view.error?.message).toContain(`(process ${process.pid})`);
  expect(view.restarts).toBe(0);
  const free = Number(/\d+/.exec(view.error?.hint ?? "")?.[0]);
  expect(await room.miners.setPort(blocked.minerId, free)).toMatchObject({ intakePort: free });
  expect((await room.miners.setPort(blocked.minerId, undefined)).intakePort).not.toBe(port);
  holder.close();
  expect(await room.miners.startMiner(blocked.minerId)).toMatchObject({ state: "running", error: null });
  await expect(room.miners.setPort(blocked.minerId, port)).rejects.toMatchObject({ code: "MINER_STILL_RUNS" });
  await room.miners.stopMiner(blocked.minerId);
  room.miners.remove(blocked.minerId);
});
