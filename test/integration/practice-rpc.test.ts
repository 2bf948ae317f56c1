import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Account } from "#main/practice/pallets/system/account.ts";
import type { PracticeNode } from "#main/practice/practice-node.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { devKey, startBaseNode } from "#test/support/practice-network.ts";
import { connectRaw, type RawRpc } from "#test/support/raw-rpc.ts";

let running: PracticeNode & { defects: unknown[] };
let raw: RawRpc;
let alice: KeyringPair;
let accountKey: string;

beforeAll(async () => {
  alice = await devKey("//Alice");
  running = await startBaseNode({ funded: [alice, await devKey("//Bob"), await devKey("//Charlie")] });
  raw = await connectRaw(running.server.url);
  accountKey = `0x${Account.key(toHex(alice.publicKey))}`;
});

afterAll(async () => {
  await raw.close();
  await running.stop();
  expect(running.defects).toEqual([]);
});

describe("JSON-RPC of the practice node", () => {
  it("answers anything with an error rather than fall", async () => {
    const http = running.server.url.replace("ws:", "http:");
    const ask = async (body: string): Promise<unknown> => (await fetch(http, { method: "POST", body })).json();
    for (const body of [
      "",
      "{",
      "null",
      "5",
      "[]",
      "[null, 5]",
      '{"method":7}',
      '{"id":1,"method":"chain_getBlock","params":{}}',
    ]) {
      const [answer] = [await ask(body)].flat() as { error: { code: number } }[];
      expect(answer?.error.code).toBeLessThan(-32000);
    }
    const { methods } = (await raw.call("rpc_methods")) as { methods: string[] };
    const odd = [null, -1, 2 ** 60, "0x", "0x0", "é", [], {}, true, `0x${"f".repeat(70)}`];
    for (const method of methods) {
      for (const value of odd) {
        await ask(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [value, value, value] }));
      }
    }
    expect(running.defects).toEqual([]);
  });

  it("answers under every name that clients use", async () => {
    const value = await raw.call("state_getStorage", accountKey);
    expect(value).toMatch(/^0x/);
    for (const name of ["state_getStorageAt"]) expect(await raw.call(name, accountKey, null)).toBe(value);
    const head = running.node.head().hash;
    for (const name of ["chain_getHead", "chain_getBlockHash"]) expect(await raw.call(name)).toBe(head);
    for (const name of ["chain_getFinalizedHead", "chain_getFinalisedHead"]) {
      expect(await raw.call(name)).toBe(running.node.finalized().hash);
    }
    for (const name of ["state_getRuntimeVersion", "chain_getRuntimeVersion"]) {
      expect(await raw.call(name)).toMatchObject({ specName: "node-subtensor", specVersion: 424 });
    }
    for (const name of ["system_accountNextIndex", "account_nextIndex"])
      expect(await raw.call(name, alice.address)).toBe(0);
    const versions = "Metadata_metadata_versions";
    for (const name of ["state_call", "state_callAt"]) {
      for (const data of ["0x", ""]) expect(await raw.call(name, versions, data)).toBe("0x0c0e0000000f00000010000000");
    }
    const { methods } = (await raw.call("rpc_methods")) as { methods: string[] };
    for (const name of methods) expect(name).toMatch(/^[a-z]+_[a-zA-Z]+$/);
    expect(methods).toContain("state_getKeysPagedAt");
  });

  it("takes a block by nothing, null, number, hex and list, and answers null for an unknown one", async () => {
    const genesis = running.node.genesisHash();
    expect(await raw.call("chain_getBlockHash", 0)).toBe(genesis);
    expect(await raw.call("chain_getBlockHash", "0x0")).toBe(genesis);
    expect(await raw.call("chain_getBlockHash", [0, 1_000_000])).toEqual([genesis, null]);
    expect(await raw.call("chain_getBlockHash", null)).toBe(running.node.head().hash);
    const unknown = `0x${"77".repeat(32)}`;
    expect(await raw.call("chain_getHeader", unknown)).toBeNull();
    expect(await raw.call("chain_getBlock", unknown)).toBeNull();
    expect((await raw.refusal("state_getStorage", accountKey, unknown)).message).toMatch(/UnknownBlock/);
  });

  it("pages keys, and lists a whole map", async () => {
    const prefix = accountKey.slice(0, 66);
    const all = (await raw.call("state_getKeys", prefix)) as string[];
    expect(all).toHaveLength(4);
    const first = (await raw.call("state_getKeysPaged", prefix, 3, null)) as string[];
    const rest = (await raw.call("state_getKeysPaged", prefix.slice(2), 3, first.at(-1))) as string[];
    expect([...first, ...rest]).toEqual(all);
    expect((await raw.refusal("state_getKeysPaged", prefix, 1_001)).code).toBe(4002);
    const [set] = (await raw.call("state_queryStorageAt", all)) as { changes: [string, string][] }[];
    expect(set?.changes.map(([key]) => key)).toEqual(all);
  });

  it("names what is missing as a node does", async () => {
    expect(await raw.refusal("state_call", "Nothing_here", "0x")).toEqual({
      code: 4003,
      message: "Client error: Execution failed: Other: Exported method Nothing_here is not found",
    });
    expect(await raw.refusal("eth_blockNumber")).toEqual({ code: -32601, message: "Method not found" });
    expect(await raw.refusal("toString")).toEqual({ code: -32601, message: "Method not found" });
    expect((await raw.refusal("state_getStorage", 5)).code).toBe(-32602);
    expect((await raw.refusal("state_call", "Metadata_metadata_at_version", "0x01")).code).toBe(4003);
    expect(await raw.call("state_call", "Metadata_metadata_at_version", "0x0d000000")).toBe("0x00");
    expect((await raw.refusal("state_call", "TransactionPaymentApi_query_info", "0x0c84ffff03000000")).code).toBe(4003);
    expect((await raw.refusal("payment_queryInfo", "0x0c84ffff")).code).toBe(1002);
  });

  it("sends a subscription's id before its first notification, and only changed keys after all", async () => {
    const id = await raw.call("state_subscribeStorage", [accountKey, "0xabcd"]);
    const mine = (message: Record<string, unknown>): boolean =>
      (message.params as { subscription?: unknown } | undefined)?.subscription === id;
    const first = await raw.until(mine);
    const reply = raw.received.find((message) => message.result === id) as Record<string, unknown>;
    expect(raw.received.indexOf(reply)).toBeLessThan(raw.received.indexOf(first));
    expect((first.params as { result: { changes: unknown[] } }).result.changes).toHaveLength(2);
    running.node.seal();
    running.node.privileged((ctx) =>
      Account.mutate(ctx, toHex(alice.publicKey), (info) => ({ ...info, sufficients: 1 })),
    );
    running.node.seal();
    const second = await raw.until((message) => mine(message) && message !== first);
    expect((second.params as { result: { changes: [string][] } }).result.changes.map(([key]) => key)).toEqual([
      accountKey,
    ]);
    expect(await raw.call("state_unsubscribeStorage", id)).toBe(true);
    expect(await raw.call("state_unsubscribeStorage", id)).toBe(false);
  });

  it("says which state is gone", async () => {
    const genesis = running.node.genesisHash();
    while (running.node.head().number < 1_100) running.node.seal();
    expect((await raw.refusal("state_getStorage", accountKey, genesis)).message).toBe(
      `Client error: Api called for an unknown Block: State already discarded for ${genesis}`,
    );
    const old = running.node.hashOf(200);
    expect(await raw.call("state_getStorage", accountKey, old)).toBe(
      await raw.call("state_getStorage", accountKey, running.node.hashOf(201)),
    );
  });
});
