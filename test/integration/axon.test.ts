import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AxonCall, type AxonServer, createAxonServer } from "#main/axon/axon-server.ts";
import { createDendrite, type Dendrite } from "#main/axon/dendrite.ts";
import { loadSr25519, signatureText } from "#main/axon/sr25519.ts";
import { systemClock } from "#main/ports/clock.ts";
import { bodyHash } from "#src/axon/body-hash.ts";
import { type DendriteRequest, dendriteBody, dendriteHeaders } from "#src/axon/dendrite-request.ts";
import type { JsonValue } from "#src/axon/json-value.ts";
import { pythonJson } from "#src/axon/python-text.ts";
import { sendSignalSynapse, sendSignalValues } from "#src/axon/send-signal.ts";
import { signedMessage } from "#src/axon/signed-message.ts";
import { hashedValues, pingSynapse } from "#src/axon/synapse.ts";
import { tradePair } from "#src/signals/trade-pairs.ts";
import { type TestKey, testKey } from "../support/sr25519-key.ts";

const values = sendSignalValues(
  "0b5c3f0e-7a39-4c83-9f5a-9a4b0f0f8d11",
  { tradePairId: "EURUSD", orderType: "SHORT", leverage: -1 },
  tradePair("EURUSD")!,
);

let caller: TestKey;
let owner: TestKey;
let banned: TestKey;
let axon: AxonServer;
let port: number;
let dendrite: Dendrite;
const calls: AxonCall[] = [];

beforeAll(async () => {
  [caller, owner, banned] = (await Promise.all([1, 2, 3].map(testKey))) as [TestKey, TestKey, TestKey];
  axon = createAxonServer({
    key: owner,
    crypto: await loadSr25519(),
    clock: systemClock,
    newUuid: randomUUID,
    bodyLimitBytes: 16_384,
    routes: [
      {
        synapse: sendSignalSynapse,
        blacklist: (hotkey) => (hotkey === banned.address ? "not registered" : null),
        forward: (call) => {
          calls.push(call);
          if (call.body.get("repo_version") === "explode") throw new Error("inside");
          return new Map<string, JsonValue>([
            ["successfully_processed", true],
            ["validator_hotkey", owner.address],
          ]);
        },
      },
    ],
  });
  port = await axon.listen(0);
  dendrite = createDendrite({ key: caller, clock: systemClock, newUuid: randomUUID });
});

afterAll(async () => {
  await dendrite.close();
  await axon.close();
});

const target = () => ({ ip: "127.0.0.1", port, hotkey: owner.address });

function signedBy(key: TestKey, change: Partial<DendriteRequest["dendrite"]> = {}): DendriteRequest {
  const hash = bodyHash(hashedValues(sendSignalSynapse, values));
  const nonce = change.nonce ?? systemClock.nowNs();
  const uuid = change.uuid ?? randomUUID();
  const signature = signatureText(
    key.sign(
      signedMessage({
        nonce,
        dendriteHotkey: key.address,
        axonHotkey: owner.address,
        dendriteUuid: uuid,
        bodyHash: hash,
      }),
    ),
  );
  return {
    synapse: sendSignalSynapse,
    values,
    timeoutSeconds: 12,
    dendrite: { ip: "0.0.0.0", version: 10002000, nonce, uuid, hotkey: key.address, signature, ...change },
    axon: target(),
    bodyHash: hash,
    headerSize: 0,
    totalSize: 0,
  };
}

async function post(request: DendriteRequest, change: { body?: string; headers?: Record<string, string | null> } = {}) {
  const headers = new Headers(dendriteHeaders(request).map(([name, value]) => [name, value] as [string, string]));
  headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const response = await fetch(`http://127.0.0.1:${port}/SendSignal`, {
    method: "POST",
    headers,
    body: change.body ?? pythonJson(dendriteBody(request)),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as { message: string } };
}

describe("dendrite to axon over a real socket", () => {
  it("delivers a signed synapse, with the sender taken from the verified headers", async () => {
    const reply = await dendrite.send(target(), sendSignalSynapse, values, 12_000);
    expect(reply).toMatchObject({ kind: "answered", status: 200 });
    if (reply.kind !== "answered") return;
    expect(reply.body.get("successfully_processed")).toBe(true);
    expect(reply.body.get("validator_hotkey")).toBe(owner.address);
    expect((reply.body.get("axon") as ReadonlyMap<string, unknown>).get("status_code")).toBe(200n);
    expect(calls.at(-1)?.hotkey).toBe(caller.address);
  });

  it("takes many at once, each uuid's nonces growing", async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => dendrite.send(target(), sendSignalSynapse, values, 12_000)),
    );
    expect(replies.map((reply) => reply.kind)).toEqual(Array(50).fill("answered"));
  });

  it("answers a ping", async () => {
    expect(await dendrite.send(target(), pingSynapse, new Map(), 12_000)).toMatchObject({ kind: "answered" });
  });

  it("names what refused, what is not there and what is too slow", async () => {
    const other = await dendrite.send({ ...target(), hotkey: caller.address }, sendSignalSynapse, values, 12_000);
    expect(other).toMatchObject({ kind: "refused", status: 401 });
    const nobody = await dendrite.send({ ...target(), port: 1 }, sendSignalSynapse, values, 12_000);
    expect(nobody).toMatchObject({ kind: "unreachable", status: null });
    expect("message" in nobody && nobody.message).toContain("Service unavailable at 127.0.0.1:1/SendSignal");

    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const silentPort = (silent.address() as AddressInfo).port;
    const slow = await dendrite.send({ ...target(), port: silentPort }, sendSignalSynapse, values, 50);
    expect(slow).toMatchObject({ kind: "timedOut", message: "Request timeout after 0.05 seconds" });
    silent.closeAllConnections();
    silent.close();
  });

  it("never takes a reply for an answer that it cannot read, or that is too long", async () => {
    const odd = createServer((request, response) => {
      request.resume();
      response.end(request.url === "/Synapse" ? "<html>" : "x".repeat(3_000_000));
    });
    await new Promise<void>((done) => odd.listen(0, "127.0.0.1", done));
    const oddTarget = { ...target(), port: (odd.address() as AddressInfo).port };
    const unreadable = { kind: "unreachable", status: 200, message: "Failed to parse response" };
    expect(await dendrite.send(oddTarget, pingSynapse, new Map(), 5_000)).toMatchObject(unreadable);
    expect(await dendrite.send(oddTarget, sendSignalSynapse, values, 5_000)).toMatchObject(unreadable);
    odd.closeAllConnections();
    odd.close();
  });
});

describe("what an axon refuses, with the SDK's codes and texts", () => {
  it("a replayed request", async () => {
    const request = signedBy(caller);
    expect((await post(request)).status).toBe(200);
    const replay = await post(request);
    expect(replay.status).toBe(401);
    expect(replay.body.message).toBe("Not Verified with error: Nonce is too old, a newer one was last processed");
    expect(replay.headers.get("bt_header_axon_signature")).toMatch(/^0x[0-9a-f]{128}$/);
  });

  it("an old nonce", async () => {
    const reply = await post(signedBy(caller, { nonce: systemClock.nowNs() - 20_000_000_000n }));
    expect(reply.status).toBe(401);
    expect(reply.body.message).toMatch(/Nonce is too old: acceptable delta is 16\.00 seconds but request was 2/);
  });

  it.each([
    ["no signature", { bt_header_dendrite_signature: null }, 401, /Missing signature/],
    ["a signature without 0x", { bt_header_dendrite_signature: "ab".repeat(64) }, 401, /Invalid signature format/],
    ["a foreign signature", { bt_header_dendrite_signature: `0x${"ab".repeat(64)}` }, 401, /Signature mismatch with/],
    ["no nonce", { bt_header_dendrite_nonce: null }, 401, /Missing Nonce/],
    ["a hotkey that is no address", { bt_header_dendrite_hotkey: "5Nobody" }, 401, /Signature mismatch/],
    ["another body hash in the header", { computed_body_hash: "00".repeat(32) }, 401, /Signature mismatch/],
    ["no body hash", { computed_body_hash: null }, 401, /Signature mismatch/],
    ["an unreadable nonce", { bt_header_dendrite_nonce: "soon" }, 500, /^Internal Server Error #/],
    ["an unreadable timeout", { timeout: "long" }, 500, /^Internal Server Error #/],
  ])("%s", async (_what, headers, status, text) => {
    const reply = await post(signedBy(caller), { headers });
    expect(reply.status).toBe(status);
    expect(reply.body.message).toMatch(text);
  });

  it("a blacklisted key, before anything else", async () => {
    const reply = await post(signedBy(banned), { headers: { bt_header_dendrite_signature: null } });
    expect(reply.status).toBe(403);
    expect(reply.body.message).toBe("Forbidden. Key is blacklisted: not registered.");
  });

  it("a body that is not what was signed, not JSON, no object, or too long", async () => {
    const changed = signedBy(caller);
    const body = pythonJson(dendriteBody(changed));
    const heard = calls.length;
    expect((await post(changed, { body: body.replace('"leverage": -1.0', '"leverage": -1') })).status).toBe(500);
    expect((await post(signedBy(caller), { body: "{" })).status).toBe(422);
    expect((await post(signedBy(caller), { body: "[]" })).status).toBe(500);
    expect((await post(signedBy(caller), { body: `{"x": "${"y".repeat(20_000)}"}` })).status).toBe(413);
    expect(calls).toHaveLength(heard);
  });

  it("a forward function that fails", async () => {
    const body = pythonJson(dendriteBody(signedBy(caller))).replace('"7.1.1"', '"explode"');
    const reply = await post(signedBy(caller), { body });
    expect(reply.status).toBe(500);
    expect(reply.body.message).not.toContain("inside");
  });

  it("unknown synapses and methods", async () => {
    const unknown = await fetch(`http://127.0.0.1:${port}/Nothing`, { method: "POST", body: "{}" });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toEqual({
      message: "Synapse name 'Nothing' not found. Available synapses ['Synapse', 'SendSignal']",
    });
    expect((await fetch(`http://127.0.0.1:${port}/SendSignal`)).status).toBe(405);
    expect((await fetch(`http://127.0.0.1:${port}/SendSignal`, { method: "PUT", body: "{}" })).status).toBe(405);
    expect((await fetch(`http://127.0.0.1:${port}/SendSignal/`, { method: "POST", body: "{}" })).status).toBe(500);
  });

  it("whatever else arrives, with a code, and goes on working", async () => {
    const names = dendriteHeaders(signedBy(caller)).map(([name]) => name);
    const heard = calls.length;
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), fc.string({ maxLength: 200 }), { minKeys: 1, maxKeys: 4 }),
        fc.oneof(fc.string({ maxLength: 500 }), fc.json()),
        async (changes, body) => {
          const printable = Object.entries(changes).map(([name, value]) => [name, value.replaceAll(/[^ -~]/g, "~")]);
          const reply = await post(signedBy(caller), { body, headers: Object.fromEntries(printable) });
          expect([401, 403, 422, 500]).toContain(reply.status);
        },
      ),
      { numRuns: 150 },
    );
    expect(calls).toHaveLength(heard);
    expect((await post(signedBy(caller))).status).toBe(200);
  });

  it("a port that is taken, by name", async () => {
    const second = createAxonServer({
      key: owner,
      crypto: await loadSr25519(),
      clock: systemClock,
      newUuid: randomUUID,
      routes: [],
    });
    await expect(second.listen(port)).rejects.toMatchObject({ code: "AXON_PORT_IN_USE" });
    await second.close();
  });
});
