import { u8aToHex } from "@polkadot/util";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { positionOf } from "#main/practice/pallets/subtensor/positions.ts";
import { Keys as NeuronKeys } from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { sampleExtrinsic } from "#main/transactions/extrinsic.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { type RehearsalResult, rehearsalResult } from "#src/contract/rehearsal.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { MOCK_SIGNATURE } from "#src/rehearsal/mock-signature.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;
const STRANGER = encodeAddress(new Uint8Array(32).fill(9));

describe("rehearsal on a copy of the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;
  let hotkey: string;

  const accountId = (address: string) => toHex(decodeAddress(address).accountId);
  const context = () => practice.node.readContext(practice.node.head().number);
  const freeOf = (address: string): bigint => currency.free(context(), accountId(address));
  const stakeOf = (behind: string): bigint =>
    positionOf(context(), accountId(behind), accountId(wallet.address), NETUID);
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const signing = () => [vi.spyOn(room.keys, "signAsColdkey"), vi.spyOn(room.keys, "signAsHotkey")];
  const run = async (plan: PlanView): Promise<RehearsalResult> =>
    rehearsalResult.parse(await room.rehearsal.run({ planId: plan.planId, blockWork: false, timeoutMs: 30_000 }));
  const row = (result: RehearsalResult, label: string) => result.expectations.find((one) => one.label === label);
  const transfer = (to: string, amountRao: bigint | null, allowDeath = false) =>
    room.transfers.prepare(wallet.walletId, { to, amountRao, allowDeath });

  /** Rehearses, and only then signs and lets it happen in the very next block. */
  async function bothWays(plan: PlanView) {
    const headBefore = practice.node.head();
    const spies = signing();
    const result = await run(plan);
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
    expect(practice.node.head()).toBe(headBefore);
    expect(practice.node.pool.pending()).toEqual([]);
    const same = ({ nonce, signer }: { nonce: number; signer: string }): boolean =>
      nonce === plan.nonce && signer === plan.signer.address;
    expect(room.transactions.list(100).filter(same)).toEqual([]);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    practice.seal();
    const included = await room.transactions.wait(sent.transactionId, "included", 30_000);
    await inStep();
    expect(included.block?.number).toBe(result.atBlock + 1);
    return { result, included };
  }

  beforeAll(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    wallet = await makeWallet(room.keys, "main", "default");
    practice.fund(wallet.address, 500n * TAO);
    hotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 0)).publicKey);
    await room.chain.whenOnline(10_000);
  });
  beforeEach(async () => {
    practice.seal();
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("a stake happens afterwards to the rao as it was rehearsed", async () => {
    const plan = await room.staking.prepare({
      walletId: wallet.walletId,
      order: { operation: "stake", netuid: NETUID, hotkey, amountRao: (5n * TAO).toString() },
      guard: { protect: true, tolerancePpm: 5_000, allowPartial: false, limitPriceRao: null },
    });
    const before = { free: freeOf(wallet.address), stake: stakeOf(hotkey) };
    const { result, included } = await bothWays(plan);
    expect(result).toMatchObject({ how: "practice", outcome: "succeeded", error: null, blockWork: true, uids: [] });
    expect(row(result, "Fee")).toMatchObject({ expected: plan.fee.totalRao, difference: "0", reason: null });
    expect(row(result, "Spent besides the fee")).toMatchObject({ rehearsed: (5n * TAO).toString(), difference: "0" });
    expect(row(result, "Alpha received")?.rehearsed).toBe(included.paid?.received?.alphaRao);
    expect(result.balances[0]).toMatchObject({
      address: wallet.address,
      freeBeforeRao: before.free.toString(),
      freeAfterRao: freeOf(wallet.address).toString(),
    });
    expect(result.stakes).toEqual([
      {
        netuid: NETUID,
        hotkey,
        coldkey: wallet.address,
        beforeAlphaRao: before.stake.toString(),
        afterAlphaRao: stakeOf(hotkey).toString(),
        changeAlphaRao: (stakeOf(hotkey) - before.stake).toString(),
      },
    ]);
    const names = result.events.map(({ name }) => name);
    expect(names).toContain("SubtensorModule.StakeAdded");
    expect(names.at(-1)).toBe("System.ExtrinsicSuccess");
    expect(result.otherChanges.map(({ item }) => item)).toEqual(expect.arrayContaining(["SubtensorModule.SubnetTAO"]));
  });

  it("a transfer shows both accounts, the receiver's from nothing", async () => {
    const plan = await transfer(STRANGER, 7n * TAO);
    const { result } = await bothWays(plan);
    const stranger = result.balances.find(({ address }) => address === STRANGER);
    expect(stranger).toMatchObject({ freeBeforeRao: "0", freeAfterRao: (7n * TAO).toString() });
    expect(result.balances[0]).toMatchObject({
      address: wallet.address,
      freeAfterRao: freeOf(wallet.address).toString(),
      changeRao: (-7n * TAO - BigInt(plan.fee.totalRao)).toString(),
    });
    expect(row(result, "Balance after")).toMatchObject({ expected: plan.balanceAfterRao, difference: "0" });
    expect(result.stakes).toEqual([]);
  });

  it("an order that fails is told with the chain's own error, and fails alike when it is sent", async () => {
    const plan = await transfer(STRANGER, 300n * TAO);
    practice.act((ctx) => currency.withdraw(ctx, accountId(wallet.address), 200n * TAO, "keepAlive"));
    await inStep();
    const { result, included } = await bothWays(plan);
    expect(result.outcome).toBe("failed");
    expect(result.error).toEqual(included.error);
    expect(result.error?.name).toMatch(/FundsUnavailable|NotExpendable|Frozen/);
    expect(row(result, "Fee")).toMatchObject({ difference: "0" });
    expect(row(result, "Spent besides the fee")).toMatchObject({
      rehearsed: "0",
      reason: expect.stringContaining("fails"),
    });
    expect(result.balances[0]?.freeAfterRao).toBe(freeOf(wallet.address).toString());
    expect(result.events.at(-1)?.name).toBe("System.ExtrinsicFailed");
  });

  it("several registrations in one batch: the places, the price, and the same places afterwards", async () => {
    await room.keys.createHotkey(wallet.walletId, "second", PASSWORD);
    const plan = await room.registration.prepareMany(wallet.walletId, [
      { netuid: NETUID, hotkeyName: "default" },
      { netuid: NETUID, hotkeyName: "second" },
    ]);
    const { result, included } = await bothWays(plan);
    expect(result).toMatchObject({ outcome: "succeeded" });
    expect(result.uids).toHaveLength(2);
    for (const { netuid, uid, hotkeyAfter } of result.uids) {
      expect(hotkeyAfter).toBe(encodeAddress(Buffer.from(NeuronKeys.get(context(), netuid, uid).slice(2), "hex")));
    }
    expect(row(result, "Spent besides the fee")?.rehearsed).toBe(included.paid?.spentRao);
    expect(result.events.map(({ name }) => name)).toContain("Utility.BatchCompleted");
  });

  it("a batch that stops in the middle tells the inner error, and what came before it stays", async () => {
    const plan = await room.transactions.prepare({
      title: "Two transfers",
      signer: { walletId: wallet.walletId, role: "coldkey" },
      call: (api) =>
        buildCall(api, "Utility", "batch", [
          buildCall(api, "Balances", "transfer_keep_alive", STRANGER, TAO),
          buildCall(api, "Balances", "transfer_keep_alive", STRANGER, 900_000n * TAO),
        ]),
      rows: [],
      spendsMaxRao: TAO,
      spendsExpectedRao: TAO,
      warnings: [],
    });
    const { result, included } = await bothWays(plan);
    expect(result.outcome).toBe("failed");
    expect(result.error).toEqual(included.error);
    expect(row(result, "Spent besides the fee")?.rehearsed).toBe(TAO.toString());
  });

  it("a proxy's right reserves its deposit; through it the owner's money moves and the delegate pays", async () => {
    const delegate = await makeWallet(room.keys, "delegate");
    practice.fund(delegate.address, 10n * TAO);
    await inStep();
    const right = { walletId: wallet.walletId, delegate: delegate.address, type: "Transfer", delayBlocks: 0 };
    const added = await bothWays(await room.proxies.prepareAdd(right));
    const [owner] = added.result.balances;
    expect(BigInt(owner?.reservedAfterRao ?? 0) - BigInt(owner?.reservedBeforeRao ?? 0)).toBeGreaterThan(0n);
    expect(owner?.freeAfterRao).toBe(freeOf(wallet.address).toString());
    practice.seal(2);
    await inStep();

    const inner = await transfer(STRANGER, 2n * TAO);
    const plan = await room.proxies.prepareVia({ planId: inner.planId, delegateWalletId: delegate.walletId });
    const { result } = await bothWays(plan);
    expect(result).toMatchObject({ outcome: "succeeded", error: null });
    const of = (address: string) => result.balances.find((one) => one.address === address);
    expect(of(wallet.address)).toMatchObject({ freeAfterRao: freeOf(wallet.address).toString() });
    expect(of(wallet.address)?.changeRao).toBe((-2n * TAO).toString());
    expect(of(delegate.address)).toMatchObject({
      freeAfterRao: freeOf(delegate.address).toString(),
      changeRao: (-BigInt(plan.fee.totalRao)).toString(),
    });
    expect(row(result, "Fee")).toMatchObject({ difference: "0" });
    expect(result.events.map(({ name }) => name)).toContain("Proxy.ProxyExecuted");
  });

  it("what no block would take is refused with the reason, and nothing is compared", async () => {
    const plan = await transfer(STRANGER, TAO);
    const left = freeOf(wallet.address);
    practice.act((ctx) => currency.withdraw(ctx, accountId(wallet.address), left - 600n, "keepAlive"));
    await inStep();
    const result = await run(plan);
    expect(result).toMatchObject({ outcome: "refused", expectations: [], balances: [], events: [] });
    expect(result.error).toMatchObject({ name: "Payment" });
    practice.fund(wallet.address, 100n * TAO);
  });

  it("the signature of a rehearsal is taken by no pool", async () => {
    const plan = await transfer(STRANGER, TAO);
    const { frame } = room.transactions.planFor(plan.planId);
    const { api, rpc } = room.chain.live();
    const hex = u8aToHex(sampleExtrinsic(api, frame, Buffer.from(MOCK_SIGNATURE.slice(2), "hex")));
    await expect(rpc.send("author_submitExtrinsic", [hex])).rejects.toThrow(/bad signature/);
    const other = u8aToHex(sampleExtrinsic(api, frame));
    await expect(rpc.send("practice_rehearse", [other])).resolves.toMatchObject({
      refusal: { data: expect.stringMatching(/bad signature/) },
    });
    room.transactions.discard(plan.planId);
  });

  it("tells its progress and ends as done; a plan that is not known or outdated is refused", async () => {
    const steps: string[] = [];
    const unsubscribe = room.events.subscribe("rehearsal.changed", ({ payload }) => void steps.push(payload.state));
    const plan = await transfer(STRANGER, TAO);
    await run(plan);
    unsubscribe();
    expect(steps.at(-1)).toBe("done");
    expect(steps).toContain("running");
    expect(room.rehearsal.state()).toMatchObject({ state: "done", planId: plan.planId, error: null });
    const wanted = { planId: "none", blockWork: false, timeoutMs: 30_000 };
    await expect(room.rehearsal.run(wanted)).rejects.toMatchObject({ code: "PLAN_UNKNOWN" });
    practice.node.upgrade();
    practice.seal();
    await room.until(({ specVersion }) => specVersion === 425);
    await expect(room.rehearsal.run({ ...wanted, planId: plan.planId })).rejects.toMatchObject({
      code: "PLAN_OUTDATED",
    });
    await room.chain.select("offline");
    await expect(room.rehearsal.run({ ...wanted, planId: plan.planId })).rejects.toMatchObject({
      code: "NETWORK_OFFLINE",
    });
  });
});
