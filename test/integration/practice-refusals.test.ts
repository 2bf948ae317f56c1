import { ApiPromise, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { PracticeNode } from "#main/practice/practice-node.ts";
import { watchConsole } from "#test/support/console-watch.ts";
import { devKey, startBaseNode, TAO_RAO } from "#test/support/practice-network.ts";
import { connectRaw, type RawRpc } from "#test/support/raw-rpc.ts";

let running: PracticeNode & { defects: unknown[] };
let api: ApiPromise;
let raw: RawRpc;
let alice: KeyringPair;
let poor: KeyringPair;
let quiet: ReturnType<typeof watchConsole>;

beforeAll(async () => {
  quiet = watchConsole();
  alice = await devKey("//Alice");
  poor = await devKey("//Poor");
  running = await startBaseNode({ funded: [alice] });
  api = await ApiPromise.create({ provider: new WsProvider(running.server.url) as never, noInitWarn: true });
  raw = await connectRaw(running.server.url);
});

afterAll(async () => {
  await raw.close();
  await api.disconnect();
  await running.stop();
  quiet.stop();
});

const remark = (text = "hello"): SubmittableExtrinsic<"promise"> =>
  api.tx.system?.remark?.(text) as SubmittableExtrinsic<"promise">;

/** Signed bytes, with any of the signed facts changed. */
async function signed(who: KeyringPair, change: object = {}, call = remark()): Promise<Uint8Array> {
  const nonce = await api.rpc.system.accountNextIndex(who.address);
  const options = {
    nonce,
    era: 0,
    blockHash: api.genesisHash,
    genesisHash: api.genesisHash,
    runtimeVersion: api.runtimeVersion,
  };
  return call.sign(who, { ...options, ...change } as never).toU8a();
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;
const invalid = (data: string) => ({ code: 1010, message: "Invalid Transaction", data });
const BAD_SIGNATURE = invalid("Transaction has a bad signature");

describe("the practice node's pool, asked without a helping client", () => {
  it("refuses a changed signature", async () => {
    const bytes = await signed(alice);
    bytes[60] = (bytes[60] as number) ^ 1;
    expect(await raw.refusal("author_submitExtrinsic", hex(bytes))).toEqual(BAD_SIGNATURE);
  });

  it("refuses what was signed for another genesis, spec version or transaction version", async () => {
    const others = [
      { genesisHash: `0x${"11".repeat(32)}`, blockHash: `0x${"11".repeat(32)}` },
      { runtimeVersion: { specVersion: 423, transactionVersion: 1 } },
      { runtimeVersion: { specVersion: 424, transactionVersion: 2 } },
    ];
    for (const change of others) {
      expect(await raw.refusal("author_submitExtrinsic", hex(await signed(alice, change)))).toEqual(BAD_SIGNATURE);
    }
  });

  it("refuses a used nonce, and an account that cannot pay", async () => {
    const first = await signed(alice);
    await raw.call("author_submitExtrinsic", hex(first));
    expect(await raw.refusal("author_submitExtrinsic", hex(first))).toMatchObject({
      code: 1013,
      message: "Transaction Already Imported",
    });
    const rival = await signed(alice, { nonce: running.node.pool.pending().length - 1 }, remark("rival"));
    expect(await raw.refusal("author_submitExtrinsic", hex(rival))).toMatchObject({ code: 1014 });
    running.node.seal();
    expect(await raw.refusal("author_submitExtrinsic", hex(first))).toEqual(invalid("Transaction is outdated"));
    expect(await raw.refusal("author_submitExtrinsic", hex(await signed(poor)))).toEqual(
      invalid("Inability to pay some fees (e.g. account balance too low)"),
    );
    const greedy = await signed(alice, { tip: 1_000n * TAO_RAO });
    expect(await raw.refusal("author_submitExtrinsic", hex(greedy))).toEqual(
      invalid("Inability to pay some fees (e.g. account balance too low)"),
    );
  });

  it("refuses an era that is over and one whose birth block is unknown", async () => {
    const born = running.node.head();
    const era = api.registry.createType("ExtrinsicEra", { current: born.number, period: 4 });
    const bytes = await signed(alice, { era: era.toHex(), blockHash: born.hash });
    for (let i = 0; i < 8; i += 1) running.node.seal();
    expect(await raw.refusal("author_submitExtrinsic", hex(bytes))).toEqual(BAD_SIGNATURE);
    // A birth ahead of the newest block: a long period whose phase has not come yet.
    const ahead = api.registry.createType("ExtrinsicEra", { current: running.node.head().number + 30, period: 64 });
    const early = await signed(alice, { era: ahead.toHex(), blockHash: born.hash });
    expect(await raw.refusal("author_submitExtrinsic", hex(early))).toEqual(
      invalid("Transaction has an ancient birth block"),
    );
  });

  it("refuses bytes that are no extrinsic, by what is wrong with them", async () => {
    const bytes = await signed(alice);
    expect((await raw.refusal("author_submitExtrinsic", hex(bytes.subarray(0, 50)))).code).toBe(1001);
    expect((await raw.refusal("author_submitExtrinsic", "0x")).code).toBe(1001);
    expect((await raw.refusal("author_submitExtrinsic", "0x10ffffffff")).code).toBe(1002);
    expect((await raw.refusal("author_submitExtrinsic", "0x0c04ff00")).code).toBe(1002);
    expect((await raw.refusal("author_submitExtrinsic", "nonsense")).code).toBe(-32602);
    // A nonce of 0 in the two-byte form: the same value, not the canonical bytes.
    const call = remark().method.toU8a();
    const body = [...bytes.subarray(2, 2 + 1 + 33 + 65), 0x00, 0x01, 0x00, 0x00, 0x00, ...call];
    const odd = Uint8Array.from([((body.length << 2) & 0xff) | 1, body.length >> 6, ...body]);
    expect((await raw.refusal("author_submitExtrinsic", hex(odd))).code).toBe(1002);
  });

  it("refuses inherents and bare calls from outside", async () => {
    const timestamp = api.tx.timestamp?.set?.(1)?.toHex();
    expect(await raw.refusal("author_submitExtrinsic", timestamp)).toMatchObject({ code: 1010 });
    expect(await raw.refusal("author_submitExtrinsic", remark().toHex())).toMatchObject({ code: 1011 });
  });

  it("lets a nonce gap wait as future and says ready when it closes", async () => {
    const nonce = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
    const later = hex(await signed(alice, { nonce: nonce + 1 }, remark("later")));
    const sooner = hex(await signed(alice, { nonce }, remark("sooner")));
    const id = await raw.call("author_submitAndWatchExtrinsic", later);
    const states = (): unknown[] =>
      raw.received
        .filter((message) => (message.params as { subscription?: unknown } | undefined)?.subscription === id)
        .map((message) => (message.params as { result: unknown }).result);
    await raw.until(() => states().length === 1);
    expect(states()).toEqual(["future"]);
    expect((await api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(nonce);
    await raw.call("author_submitExtrinsic", sooner);
    expect((await api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(nonce + 2);
    const block = running.node.seal();
    running.node.seal();
    await raw.until(() => states().length === 5);
    expect(states()).toEqual([
      "future",
      "ready",
      { broadcast: [] },
      { inBlock: block.hash },
      { finalized: block.hash },
    ]);
    expect(block.extrinsics.slice(1)).toEqual([sooner, later]);
  });

  it("never failed inside", () => {
    expect(running.defects).toEqual([]);
  });
});

describe("the practice node's door", () => {
  it("refuses web pages, which send an Origin", async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(running.server.url, { origin: "https://page.example" });
      socket.on("unexpected-response", (_, response) => {
        resolve(response.statusCode);
        response.destroy();
      });
      socket.on("error", () => {});
    });
    expect(status).toBe(403);
    const http = running.server.url.replace("ws:", "http:");
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "system_chain", params: [] });
    const page = await fetch(http, { method: "POST", body, headers: { origin: "https://page.example" } });
    expect(page.status).toBe(403);
    const tool = await fetch(http, { method: "POST", body });
    expect(await tool.json()).toEqual({ jsonrpc: "2.0", id: 1, result: "Tausmith Practice" });
  });
});
