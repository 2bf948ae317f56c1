import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { approving, openChainRoom } from "#test/support/chain-room.ts";
import { createCuttableProxy } from "#test/support/cuttable-proxy.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const RECEIVER = encodeAddress(new Uint8Array(32).fill(5));
const program = join(import.meta.dirname, "../support/send-program.ts");

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("the app killed between its record and the node's answer", () => {
  it.each(["lost", "delivered"] as const)("pays once, whether the bytes were %s, and never twice", async (fate) => {
    const practice = await startPracticeChain();
    closing.push(() => practice.stop());
    const proxy = await createCuttableProxy(practice.port);
    closing.push(() => proxy.close());
    const first = await openChainRoom({ url: practice.url });
    const wallet = await makeWallet(first.keys, "main", "default");
    practice.fund(wallet.address, 20n * TAO);
    await first.stop();

    const sent = proxy.cutAtRequest("author_submitExtrinsic", fate);
    const child = spawn(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        program,
        proxy.url,
        first.dir,
        wallet.walletId,
        RECEIVER,
        TAO.toString(),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const ended = once(child, "exit");
    // A program that ends by itself never sent anything.
    await Promise.race([sent, ended.then(([code]) => Promise.reject(new Error(`it ended with ${code}`)))]);
    child.kill("SIGKILL");
    expect((await ended)[1]).toBe("SIGKILL");
    proxy.mend();

    // The next start finds the record, and gives the same bytes again where no block holds them.
    const room = await openChainRoom({ url: proxy.url, dir: first.dir });
    closing.push(() => room.close());
    const [record] = room.transactions.list(10);
    expect(room.transactions.list(10)).toHaveLength(1);
    expect(record).toMatchObject({ nonce: 0, signer: wallet.address, state: expect.stringMatching(/recorded|sent/) });
    await room.chain.whenOnline(30_000);
    // Whoever tries again meanwhile is given the next number, so both can be told apart; this one is left.
    const again = await room.transfers.prepare(wallet.walletId, { to: RECEIVER, amountRao: TAO, allowDeath: false });
    expect(again.nonce).toBe(1);
    expect(again.warnings.join()).toContain(
      `can be included until block ${record?.deathBlock}. This would come on top`,
    );
    room.transactions.discard(again.planId);
    // Bytes that the node has are known there already; lost ones are given to it again by the new start.
    if (fate === "lost") {
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (room.transactions.list(1)[0]?.state === "sent") resolve();
        };
        room.events.subscribe("transactions.changed", look);
        look();
      });
    }
    const settled = room.transactions.wait(record?.transactionId ?? "", "finalized", 60_000);
    practice.seal(3);
    expect(await settled).toMatchObject({ state: "finalized", error: null });
    const free = currency.free(
      practice.node.readContext(practice.node.head().number),
      toHex(decodeAddress(RECEIVER).accountId),
    );
    expect(free).toBe(TAO);
    await expect(room.transactions.submit(again.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_UNKNOWN",
    });
  });
});
