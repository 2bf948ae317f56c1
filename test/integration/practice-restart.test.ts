import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { definePallet } from "#main/practice/describe/index.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { PRACTICE_AUTHOR } from "#main/practice/practice-node.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { devKey, startBaseNode, TAO_RAO } from "#test/support/practice-network.ts";
import { connectRaw } from "#test/support/raw-rpc.ts";

const folders: string[] = [];
const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "practice-"));
  folders.push(folder);
  return join(folder, "chain.sqlite");
};

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("the practice chain on disk", () => {
  it("goes on where it stopped, with every kept block still readable", async () => {
    const file = newFile();
    const alice = await devKey("//Alice");
    const who = toHex(alice.publicKey);
    const first = await startBaseNode({ file, funded: [alice] });
    const genesis = first.node.genesisHash();
    for (let i = 0; i < 5; i += 1) {
      first.node.privileged((ctx) => currency.transfer(ctx, who, PRACTICE_AUTHOR, TAO_RAO, "keepAlive"));
      first.node.seal();
    }
    const head = first.node.head();
    const balances = Array.from({ length: head.number + 1 }, (_, n) => currency.free(first.node.readContext(n), who));
    await first.stop();

    const second = await startBaseNode({ file });
    try {
      expect(second.node.genesisHash()).toBe(genesis);
      expect(second.node.head()).toEqual(head);
      expect(balances.at(-1)).toBe(995n * TAO_RAO);
      expect(balances.map((_, n) => currency.free(second.node.readContext(n), who))).toEqual(balances);
      expect(second.node.seal().header.parent_hash).toBe(head.hash);
      const raw = await connectRaw(second.server.url);
      expect(await raw.call("chain_getBlockHash", 2)).toBe(first.node.hashOf(2));
      await raw.close();
    } finally {
      await second.stop();
    }
  });

  it("prunes alike before and after a restart", async () => {
    const file = newFile();
    const first = await startBaseNode({ file });
    while (first.node.head().number < 1_200) first.node.seal();
    const keys = [...(first.node.state(1_200)?.keys("") ?? [])];
    const gone = first.node.state(100);
    await first.stop();
    const second = await startBaseNode({ file });
    try {
      expect(gone).toBeUndefined();
      expect(second.node.state(100)).toBeUndefined();
      expect([...(second.node.state(1_200)?.keys("") ?? [])]).toEqual(keys);
      expect(second.node.state(300)).toBeDefined();
    } finally {
      await second.stop();
    }
  });

  it("goes on with the next spec version when the program describes the runtime otherwise", async () => {
    const file = newFile();
    const first = await startBaseNode({ file });
    await first.stop();
    const extra = definePallet({ name: "Extra", index: 99, crate: "pallet_extra", storage: [] });
    const second = await startBaseNode({ file, parts: { pallets: [extra], apis: [] } });
    expect(second.node.runtimeAt(second.node.head().number).specVersion).toBe(425);
    await second.stop();
    const third = await startBaseNode({ file, parts: { pallets: [extra], apis: [] } });
    expect(third.node.runtimeAt(third.node.head().number).specVersion).toBe(425);
    await third.stop();
  });

  it("has another genesis hash each time it begins", async () => {
    const nodes = [await startBaseNode(), await startBaseNode()];
    expect(nodes[0]?.node.genesisHash()).not.toBe(nodes[1]?.node.genesisHash());
    for (const node of nodes) await node.stop();
  });
});
