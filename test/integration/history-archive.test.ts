import { afterEach, describe, expect, it } from "vitest";
import { encodeAddress } from "#src/address/ss58.ts";
import type { RescanView } from "#src/contract/history.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { createFaultyProxy } from "#test/support/faulty-proxy.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const over = (room: ChainRoom): Promise<RescanView> =>
  new Promise((resolve) => {
    // The newest snapshot comes first, which may be of the last run.
    let began = false;
    room.events.subscribe("history.rescanChanged", ({ payload }) => {
      if (payload.state === "running") began = true;
      else if (began) resolve(payload);
    });
  });

/** What an ordinary node says of state that it has dropped. */
const pruned = (_method: string, text: string): string => {
  const { id, result } = JSON.parse(text) as { id?: number; result?: unknown };
  return id === undefined || typeof result !== "string" || result.length < 200
    ? text
    : JSON.stringify({ jsonrpc: "2.0", id, error: { code: 4003, message: "State already discarded for the block" } });
};

describe("old blocks", () => {
  it("are read from the archive node where that is chosen, and the app stays connected where it was", async () => {
    const practice = await startPracticeChain();
    closing.push(() => practice.stop());
    const first = await openChainRoom({ url: practice.url });
    closing.push(() => first.close());
    const wallet = await makeWallet(first.keys, "main", "default");
    practice.fund(wallet.address, 20n * TAO);
    await first.chain.whenOnline(10_000);
    await first.until(({ block }) => block === practice.node.head().number);
    const to = encodeAddress(new Uint8Array(32).fill(3));
    const plan = await first.transfers.prepare(wallet.walletId, { to, amountRao: TAO, allowDeath: false });
    const sent = await first.transactions.submit(plan.planId, PASSWORD, approving);
    practice.seal(3);
    await first.transactions.wait(sent.transactionId, "finalized", 30_000);

    // A new profile, as after a reinstall, on a node that keeps no old events.
    const proxy = await createFaultyProxy(practice.url);
    closing.push(() => proxy.close());
    const room = await openChainRoom({ url: proxy.url });
    closing.push(() => room.close());
    await room.chain.whenOnline(10_000);
    await room.keys.watch("main", wallet.address);
    proxy.fault((method, text) => (method === "state_getStorage" ? pruned(method, text) : text));

    const without = over(room);
    room.history.rescan(1_000);
    expect(await without).toMatchObject({
      state: "done",
      found: 0,
      message: expect.stringContaining("keeps no events"),
    });
    await expect(room.history.rescanFromArchive(1_000)).rejects.toMatchObject({
      code: "HISTORY_NO_ARCHIVE",
      hint: expect.stringContaining("network add --name archive"),
    });

    room.endpoints.add("archive", practice.url);
    const done = over(room);
    await room.history.rescanFromArchive(1_000);
    expect(await done).toMatchObject({ state: "done", oldestBlock: 1, message: expect.stringContaining("All blocks") });
    expect(room.history.list(10, { kind: "transfer" })).toMatchObject([
      {
        source: "seen",
        block: { number: expect.any(Number) },
        feePaidRao: plan.fee.totalRao,
        changeRao: (-TAO).toString(),
      },
    ]);
    expect(room.chain.status().url).toBe(proxy.url);
  });
});
