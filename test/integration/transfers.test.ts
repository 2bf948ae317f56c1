import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { toHex } from "#main/practice/scale/index.ts";
import type { TransferWish } from "#main/transfers/transfers.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { quoteView } from "#src/contract/quote.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const RECEIVER = encodeAddress(new Uint8Array(32).fill(11));
const NOBODY = encodeAddress(new Uint8Array(32).fill(12));

describe("sending TAO", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;

  const freeOf = (address: string): bigint =>
    currency.free(practice.node.readContext(practice.node.head().number), toHex(decodeAddress(address).accountId));
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const wish = (amountRao: bigint | null, change: Partial<TransferWish> = {}): TransferWish => ({
    to: RECEIVER,
    amountRao,
    allowDeath: false,
    ...change,
  });
  async function send(given: TransferWish, from = wallet) {
    const quoted = await room.transfers.quote(from.address, given);
    quoteView.parse(quoted);
    const plan = await room.transfers.prepare(from.walletId, given);
    expect(plan.fee.totalRao).toBe(quoted.fee.totalRao);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    const done = await settled;
    await inStep();
    expect(done).toMatchObject({ state: "finalized", error: null, paid: { feeRao: quoted.fee.totalRao } });
    return { quoted, done };
  }
  const refused = (given: TransferWish, from = wallet.address) =>
    room.transfers.quote(from, given).then(
      () => {
        throw new Error("it was not refused");
      },
      (error: { code: string; hint: string; details: Record<string, string> }) => error,
    );

  beforeAll(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    wallet = await makeWallet(room.keys, "main", "default");
    practice.fund(wallet.address, 10n * TAO);
    await room.chain.whenOnline(10_000);
    practice.seal();
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("sends exactly what was quoted, for exactly the fee", async () => {
    const before = freeOf(wallet.address);
    const { quoted, done } = await send(wish(TAO));
    expect(quoted.call.method).toBe("transfer_keep_alive");
    expect(quoted.warnings.join()).toContain("empty");
    expect(freeOf(RECEIVER)).toBe(TAO);
    expect(before - freeOf(wallet.address)).toBe(TAO + BigInt(quoted.fee.totalRao));
    expect(quoted.balanceAfterRao).toBe(freeOf(wallet.address).toString());
    expect(done.paid?.spentRao).toBe(TAO.toString());
  });

  it("refuses with the figure that works, which then works", async () => {
    const above = await refused(wish(1_000n * TAO));
    expect(above.code).toBe("TRANSFER_ABOVE_AVAILABLE");
    const mostRao = BigInt(above.details.mostRao ?? 0);
    expect((await refused(wish(mostRao + 1n))).code).toBe("TRANSFER_ABOVE_AVAILABLE");
    expect((await room.transfers.quote(wallet.address, wish(mostRao))).balanceAfterRao).toBe("500");
    const low = await refused(wish(1n, { to: NOBODY }));
    expect(low.code).toBe("TRANSFER_BELOW_MINIMUM");
    await room.transfers.quote(wallet.address, wish(BigInt(low.details.leastRao ?? 0), { to: NOBODY }));
    expect((await refused(wish(0n))).code).toBe("TRANSFER_NOTHING");
    expect((await refused(wish(TAO, { to: wallet.address }))).code).toBe("TRANSFER_OWN_ADDRESS");
    const foreign = encodeAddress(new Uint8Array(32).fill(3), 0);
    expect((await refused(wish(TAO, { to: foreign }))).code).toBe("ADDRESS_PREFIX");
    expect((await refused(wish(TAO), NOBODY)).code).toBe("TRANSFER_FEE_UNPAYABLE");
  });

  it("sends all and lives, or ends the account when that is wanted", async () => {
    const all = await send(wish(null));
    expect(all.quoted.call.method).toBe("transfer_all");
    expect(freeOf(wallet.address)).toBe(500n);
    const second = await makeWallet(room.keys, "second", "default");
    practice.fund(second.address, TAO);
    await inStep();
    const end = await send(wish(null, { allowDeath: true }), second);
    expect(end.quoted.warnings.join()).toContain("ends the account");
    expect(freeOf(second.address)).toBe(0n);
    const third = await makeWallet(room.keys, "third", "default");
    practice.fund(third.address, TAO);
    await inStep();
    const { availableRao } = await room.transfers.quote(third.address, wish(1n, { allowDeath: true }));
    await send(wish(BigInt(availableRao ?? 0), { allowDeath: true }), third);
    expect(freeOf(third.address)).toBe(0n);
  });

  it("never sends one plan twice", async () => {
    const fourth = await makeWallet(room.keys, "fourth", "default");
    practice.fund(fourth.address, TAO);
    await inStep();
    const plan = await room.transfers.prepare(fourth.walletId, wish(1_000n));
    const both = await Promise.allSettled([
      room.transactions.submit(plan.planId, PASSWORD, approving),
      room.transactions.submit(plan.planId, PASSWORD, approving),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const failed = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(failed.reason).toMatchObject({ code: "PLAN_USED" });
  });
});
