import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type CuttableProxy, createCuttableProxy } from "#test/support/cuttable-proxy.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

/** An account that has nothing at first. */
const RECEIVER = encodeAddress(new Uint8Array(32).fill(7));
const TAO = 1_000_000_000n;
const EXISTENTIAL_RAO = 500n;

describe("transactions on the practice node", () => {
  let practice: PracticeChain;
  let proxy: CuttableProxy;
  let room: ChainRoom;
  let wallet: WalletView;

  const transfer = (amountRao: bigint, change: Partial<PlanSpec> = {}): PlanSpec => ({
    title: "Send",
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call: (api) => buildCall(api, "Balances", "transfer_keep_alive", RECEIVER, amountRao),
    rows: [{ label: "To", value: RECEIVER, kind: "address", tone: "normal" }],
    spendsMaxRao: amountRao,
    spendsExpectedRao: amountRao,
    warnings: [],
    ...change,
  });
  const freeOf = (address: string): bigint =>
    currency.free(practice.node.readContext(practice.node.head().number), toHex(decodeAddress(address).accountId));
  /** Seals until the client has seen the transaction settled. */
  async function settle(transactionId: string): Promise<TransactionView> {
    const settled = room.transactions.wait(transactionId, "finalized", 30_000);
    practice.seal(3);
    return settled;
  }
  const changes = (): TransactionView["state"][] => {
    const states: TransactionView["state"][] = [];
    room.events.subscribe("transactions.changed", ({ payload: [newest] }) => {
      if (newest && states.at(-1) !== newest.state) states.push(newest.state);
    });
    return states;
  };

  beforeEach(async () => {
    practice = await startPracticeChain();
    proxy = await createCuttableProxy(practice.port);
    room = await openChainRoom({ url: proxy.url, requestTimeoutMs: 3_000 });
    wallet = await makeWallet(room.keys, "main", "default");
    practice.fund(wallet.address, 10n * TAO);
    await room.chain.whenOnline(10_000);
    await room.until(({ finalizedBlock, block }) => finalizedBlock !== null && block === practice.node.head().number);
  });
  afterEach(async () => {
    await room.close();
    await proxy.close();
    await practice.stop();
  });

  it("shows exactly what is signed, and takes exactly the fee that was shown", async () => {
    const before = freeOf(wallet.address);
    const plan = await room.transactions.prepare(transfer(TAO));
    expect(plan.call).toMatchObject({
      section: "Balances",
      method: "transfer_keep_alive",
      args: [
        { name: "dest", value: RECEIVER },
        { name: "value", value: "1000000000" },
      ],
    });
    const { fee } = plan;
    expect(BigInt(fee.baseRao) + BigInt(fee.lengthRao) + BigInt(fee.weightRao)).toBe(BigInt(fee.totalRao));
    expect(fee).toMatchObject({ free: false, tipRao: "0", paidBy: wallet.address });
    expect(BigInt(fee.lengthRao)).toBe(BigInt(fee.encodedBytes));
    expect(plan).toMatchObject({
      nonce: 0,
      needs: "password",
      balanceBeforeRao: before.toString(),
      balanceAfterRao: (before - TAO - BigInt(fee.totalRao)).toString(),
      network: { genesisHash: practice.node.genesisHash(), specVersion: 424 },
    });
    expect(plan.era.deathBlock - plan.era.birthBlock).toBe(plan.era.periodBlocks - 1);

    const states = changes();
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect(sent.state).toBe("sent");
    const settled = await settle(sent.transactionId);
    expect(settled).toMatchObject({
      state: "finalized",
      error: null,
      paid: { feeRao: fee.totalRao, spentRao: TAO.toString() },
      quoted: { feeRao: fee.totalRao },
    });
    expect(states).toEqual(["recorded", "sent", "included", "finalized"]);
    expect(freeOf(wallet.address).toString()).toBe(plan.balanceAfterRao);
    expect(freeOf(RECEIVER)).toBe(TAO);
    expect(room.activity.list(5).map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining("in block"), expect.stringContaining("recorded")]),
    );
  });

  it("follows balances without asking: a payment shows in the block that brings it", async () => {
    const seen = new Promise<string>((resolve) => {
      room.events.subscribe("wallet.balancesChanged", ({ payload }) => {
        if (payload[0]?.freeRao === (11n * TAO).toString()) resolve(payload[0].transferableRao);
      });
    });
    practice.fund(wallet.address, TAO);
    expect(await seen).toBe((11n * TAO - EXISTENTIAL_RAO).toString());
  });

  it("sends a plan once, whatever is clicked", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => room.transactions.submit(plan.planId, PASSWORD, approving)),
    );
    const won = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "PLAN_USED" });
    }
    await settle((won[0] as PromiseFulfilledResult<TransactionView>).value.transactionId);
    expect(freeOf(RECEIVER)).toBe(TAO);
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_USED",
    });
  });

  it("refuses the second of two plans that were made for the same place in the account", async () => {
    const [first, second] = await Promise.all([
      room.transactions.prepare(transfer(TAO)),
      room.transactions.prepare(transfer(2n * TAO)),
    ]);
    const sent = await room.transactions.submit(first.planId, PASSWORD, approving);
    await expect(room.transactions.submit(second.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_OUTDATED",
    });
    const third = await room.transactions.prepare(transfer(3n * TAO));
    expect(third.nonce).toBe(1);
    const next = await room.transactions.submit(third.planId, PASSWORD, approving);
    await settle(sent.transactionId);
    expect((await settle(next.transactionId)).state).toBe("finalized");
    expect(freeOf(RECEIVER)).toBe(4n * TAO);
  });

  it("keeps a plan after a wrong password or a no, and signs nothing", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    await expect(room.transactions.submit(plan.planId, "wrong password", approving)).rejects.toMatchObject({
      code: "AUTH_PASSWORD_WRONG",
    });
    const declining = { ...approving, confirm: async () => ({ approved: false }) as const };
    await expect(room.transactions.submit(plan.planId, PASSWORD, declining)).rejects.toMatchObject({
      code: "PLAN_DECLINED",
    });
    expect(room.transactions.list(10)).toEqual([]);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect((await settle(sent.transactionId)).state).toBe("finalized");
  });

  it("refuses before signing what cannot be paid, with the figure that would do", async () => {
    const refusal = await room.transactions.prepare(transfer(10n * TAO)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "TRANSACTION_BALANCE_TOO_LOW", hint: expect.any(String) });
    const { details } = refusal as { details: { neededFreeRao: string; freeRao: string } };
    practice.fund(wallet.address, BigInt(details.neededFreeRao) - BigInt(details.freeRao));
    await room.until(({ block }) => block === practice.node.head().number);
    const plan = await room.transactions.prepare(transfer(10n * TAO));
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect((await settle(sent.transactionId)).state).toBe("finalized");
    expect(freeOf(wallet.address)).toBe(EXISTENTIAL_RAO);
  });

  it("refuses a plan that was made for another runtime version", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    practice.node.upgrade();
    practice.seal(2);
    await room.until(({ specVersion }) => specVersion === 425);
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_OUTDATED",
      hint: expect.stringContaining("again"),
    });
    const again = await room.transactions.prepare(transfer(TAO));
    const sent = await room.transactions.submit(again.planId, PASSWORD, approving);
    expect((await settle(sent.transactionId)).state).toBe("finalized");
  });

  it("names the reason when the node's pool refuses, keeps the record, and nothing is paid", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    const who = toHex(decodeAddress(wallet.address).accountId);
    practice.node.privileged((ctx) => currency.burn(ctx, who, currency.free(ctx, who) - EXISTENTIAL_RAO, "keepAlive"));
    practice.seal();
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "TRANSACTION_REFUSED",
      message: expect.stringContaining("cannot pay the fee"),
      details: { reason: "Payment" },
    });
    expect(room.transactions.list(1)[0]).toMatchObject({ state: "refused", paid: null, error: { name: "Payment" } });
  });

  it("tells a failed call by its name, with the fee that is gone", async () => {
    const before = freeOf(wallet.address);
    const plan = await room.transactions.prepare(transfer(50n * TAO, { spendsExpectedRao: 0n, spendsMaxRao: 0n }));
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const settled = await settle(sent.transactionId);
    expect(settled).toMatchObject({
      state: "failed",
      error: {
        name: expect.stringMatching(/^(Token\.FundsUnavailable|Balances\.InsufficientBalance)$/),
        hint: expect.any(String),
      },
      paid: { feeRao: plan.fee.totalRao, spentRao: "0" },
    });
    expect(freeOf(wallet.address)).toBe(before - BigInt(plan.fee.totalRao));
  });

  it("tells that a batch stopped inside although the batch itself succeeded", async () => {
    const plan = await room.transactions.prepare({
      ...transfer(0n),
      call: (api) =>
        buildCall(api, "Utility", "batch", [
          buildCall(api, "Balances", "transfer_keep_alive", RECEIVER, TAO),
          buildCall(api, "Balances", "transfer_keep_alive", RECEIVER, 500n * TAO),
        ]),
    });
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect(await settle(sent.transactionId)).toMatchObject({ state: "failed", paid: { spentRao: TAO.toString() } });
  });

  it("signs a payload of more than 256 bytes as the chain checks it", async () => {
    const plan = await room.transactions.prepare({
      ...transfer(8_000n),
      call: (api) =>
        buildCall(
          api,
          "Utility",
          "batch_all",
          Array.from({ length: 8 }, () => buildCall(api, "Balances", "transfer_keep_alive", RECEIVER, 1_000n)),
        ),
    });
    expect(plan.fee.encodedBytes).toBeGreaterThan(256);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect((await settle(sent.transactionId)).state).toBe("finalized");
    expect(freeOf(RECEIVER)).toBe(8_000n);
  });

  it("lets a hotkey sign without a password", async () => {
    const hotkey = room.keys.hotkey(wallet.walletId, "default").address;
    practice.fund(hotkey, TAO);
    const signer = { walletId: wallet.walletId, role: "hotkey", hotkeyName: "default" } as const;
    const plan = await room.transactions.prepare(transfer(1_000n, { signer }));
    expect(plan).toMatchObject({
      needs: "confirmation",
      signer: { address: hotkey, role: "hotkey", keyName: "default" },
    });
    const sent = await room.transactions.submit(plan.planId, undefined, approving);
    expect(await settle(sent.transactionId)).toMatchObject({ state: "finalized", signer: hotkey });
  });

  it("keeps a transaction pending when the node goes away after taking it, and settles it when it is back", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    proxy.cutAtRequest("author_submitExtrinsic", "delivered");
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect(sent.state).toBe("recorded");
    expect(room.transactions.list(1)[0]).toMatchObject({ transactionId: sent.transactionId, state: "recorded" });
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_USED",
    });
    practice.seal(3);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    proxy.mend();
    expect(await settled).toMatchObject({ state: "finalized", paid: { spentRao: TAO.toString() } });
    expect(freeOf(RECEIVER)).toBe(TAO);
  });

  it("gives the same bytes again when the node never got them, and they are paid once", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    proxy.cutAtRequest("author_submitExtrinsic", "lost");
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect(sent.state).toBe("recorded");
    proxy.mend();
    await new Promise<void>((resolve) => {
      room.events.subscribe("transactions.changed", ({ payload: [newest] }) => {
        if (newest?.state === "sent") resolve();
      });
    });
    expect((await settle(sent.transactionId)).state).toBe("finalized");
    expect(freeOf(RECEIVER)).toBe(TAO);
  });

  it("signs nothing while it is offline, and keeps the plan", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    proxy.cut();
    await room.until(({ state }) => state === "offline");
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "NETWORK_OFFLINE",
    });
    expect(room.transactions.list(1)).toEqual([]);
    proxy.mend();
    await room.until(({ state }) => state === "online");
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect((await settle(sent.transactionId)).state).toBe("finalized");
  });

  it("settles after a restart what was sent before it", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    await room.stop();
    practice.seal(4);
    room = await openChainRoom({ url: proxy.url, dir: room.dir });
    const settled = await room.transactions.wait(sent.transactionId, "finalized", 30_000);
    expect(settled).toMatchObject({ state: "finalized", paid: { feeRao: plan.fee.totalRao } });
  });

  it("declares a transaction dead only when its whole life is final without it", async () => {
    const plan = await room.transactions.prepare(transfer(TAO, { eraPeriodBlocks: 4 }));
    proxy.cutAtRequest("author_submitExtrinsic", "lost");
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect(sent.state).toBe("recorded");
    practice.seal(10);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    proxy.mend();
    expect(await settled).toMatchObject({ state: "expired", paid: null, error: { name: "Expired" } });
    expect(freeOf(RECEIVER)).toBe(0n);
    expect((await room.transactions.prepare(transfer(TAO))).nonce).toBe(plan.nonce);
  });

  it("drops what was sent to a practice network that was begun anew, and says so", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const { port } = practice;
    await practice.stop();
    practice = await startPracticeChain({ port });
    const settled = await room.transactions.wait(sent.transactionId, "finalized", 30_000);
    expect(settled).toMatchObject({ state: "expired", error: { name: "NetworkBegunAnew" } });
    expect(room.chain.status().genesisHash).toBe(practice.node.genesisHash());
  });

  it("answers a wait with the present state when the time is over", async () => {
    const plan = await room.transactions.prepare(transfer(TAO));
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    expect((await room.transactions.wait(sent.transactionId, "finalized", 10)).state).toBe("sent");
    expect(() => room.transactions.get("no-such")).toThrowError(
      expect.objectContaining({ code: "TRANSACTION_UNKNOWN" }),
    );
  });
});
