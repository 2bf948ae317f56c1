import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { Account } from "#main/practice/pallets/system/account.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { type MultisigView, multisigsView } from "#src/contract/multisig.ts";
import type { PlanView, TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const RECEIVER = encodeAddress(new Uint8Array(32).fill(11));

describe("multisigs on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let [one, two, three]: WalletView[] = [];
  let shared: MultisigView;

  const id = (address: string) => toHex(decodeAddress(address).accountId);
  const state = () => practice.node.readContext(practice.node.head().number);
  const freeOf = (address: string): bigint => currency.free(state(), id(address));
  const reservedOf = (address: string): bigint => Account.get(state(), id(address)).data.reserved;
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const wallet = (of: WalletView | undefined): WalletView => of as WalletView;

  async function sign(plan: PlanView): Promise<TransactionView> {
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    const done = await settled;
    await inStep();
    expect(done.paid?.feeRao).toBe(plan.fee.totalRao);
    return done;
  }
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error("it was not refused");
      },
      (error: { code: string; hint: string }) => error,
    );
  const propose = async (amountRao: bigint) => {
    const inner = await room.transfers.prepare(shared.walletId ?? "", { to: RECEIVER, amountRao, allowDeath: false });
    const plan = await room.multisig.prepareVia(inner.planId, wallet(one).walletId);
    return { inner, plan };
  };
  const operation = async () => {
    const view = multisigsView.parse(await room.multisig.list());
    return view.operations[0];
  };

  beforeAll(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    one = await makeWallet(room.keys, "one", "default");
    two = await makeWallet(room.keys, "two", "default");
    three = await makeWallet(room.keys, "three", "default");
    await room.chain.whenOnline(10_000);
    for (const { address } of [wallet(one), wallet(two), wallet(three)]) practice.fund(address, 10n * TAO);
    const signatories = [wallet(three), wallet(one), wallet(two)].map(({ address }) => address);
    shared = room.multisig.add("shared", signatories, 2);
    practice.fund(shared.address, 20n * TAO);
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("watches the account and refuses signatories that make none", () => {
    expect(room.keys.list().find(({ address }) => address === shared.address)).toMatchObject({
      name: "shared",
      kind: "watch",
    });
    const keys = [wallet(one).address, wallet(two).address];
    expect(room.multisig.address(keys, 2).address).toBe(room.multisig.address([...keys].reverse(), 2).address);
    expect(room.multisig.address(keys, 1).address).not.toBe(room.multisig.address(keys, 2).address);
    const refused = (signatories: string[], threshold: number) => () => room.multisig.address(signatories, threshold);
    expect(refused(keys, 3)).toThrow(expect.objectContaining({ code: "MULTISIG_THRESHOLD" }));
    expect(refused([...keys, keys[0] ?? ""], 2)).toThrow(expect.objectContaining({ code: "MULTISIG_TWICE" }));
  });

  it("sends with two of three, keeps the call across a restart, and gives the deposit back", async () => {
    const { inner, plan } = await propose(3n * TAO);
    expect(plan).toMatchObject({
      signer: { address: wallet(one).address },
      call: { section: "Multisig", method: "approve_as_multi" },
      spendsMaxRao: "0",
    });
    expect(plan.rows).toContainEqual(expect.objectContaining({ value: "196000000", kind: "rao", place: "card" }));
    await sign(plan);
    expect([reservedOf(wallet(one).address), freeOf(wallet(one).address).toString()]).toEqual([
      196_000_000n,
      plan.balanceAfterRao,
    ]);
    expect(await operation()).toMatchObject({
      title: inner.title,
      call: { method: "transfer_keep_alive" },
      approvals: [wallet(one).address],
      missing: 1,
      depositRao: "196000000",
      canCancel: wallet(one).walletId,
    });
    expect((await refusal(room.multisig.prepareVia(inner.planId, wallet(one).walletId))).code).toBe(
      "MULTISIG_OPEN_ALREADY",
    );

    await room.stop();
    room = await openChainRoom({ url: practice.url, dir: room.dir });
    await room.chain.whenOnline(10_000);
    practice.seal();
    await inStep();
    const open = await operation();
    expect(open?.canApprove.sort()).toEqual([wallet(two).walletId, wallet(three).walletId].sort());
    const named = { address: shared.address, callHash: open?.callHash ?? "" };
    const again = await refusal(room.multisig.prepareApprove({ ...named, signatoryWalletId: wallet(one).walletId }));
    expect(again.code).toBe("MULTISIG_APPROVED");
    const foreign = await refusal(room.multisig.prepareCancel({ ...named, signatoryWalletId: wallet(two).walletId }));
    expect(foreign.code).toBe("MULTISIG_NOT_OWNER");
    const last = await room.multisig.prepareApprove({ ...named, signatoryWalletId: wallet(two).walletId });
    expect(last).toMatchObject({
      spender: shared.address,
      fee: { paidBy: wallet(two).address },
      call: { method: "as_multi" },
      spendsMaxRao: (3n * TAO).toString(),
    });
    const done = await sign(last);
    expect(done).toMatchObject({ state: "finalized", error: null, paid: { spentRao: (3n * TAO).toString() } });
    expect([freeOf(RECEIVER), freeOf(shared.address), reservedOf(wallet(one).address)]).toEqual([
      3n * TAO,
      17n * TAO,
      0n,
    ]);
    expect(await operation()).toBeUndefined();
    expect(room.history.list(5, {})[0]).toMatchObject({ kind: "proxy" });
  });

  it("refuses to run what cannot be paid any more, and shows a failure inside as a failure", async () => {
    const { plan } = await propose(16n * TAO);
    await sign(plan);
    const { callHash = "" } = (await operation()) ?? {};
    const named = { address: shared.address, callHash, signatoryWalletId: wallet(three).walletId };
    const run = await room.multisig.prepareApprove(named);
    practice.act((ctx) => currency.burn(ctx, id(shared.address), 10n * TAO, "keepAlive"));
    await inStep();
    expect(await refusal(room.multisig.prepareApprove(named))).toMatchObject({
      code: "TRANSACTION_BALANCE_TOO_LOW",
      details: { account: shared.address },
    });
    const done = await sign(run);
    expect(done).toMatchObject({ state: "failed", error: { name: "Token.FundsUnavailable" } });
    expect(freeOf(shared.address)).toBe(7n * TAO);
  });

  it("cancels what it began, and cannot run what it does not know", async () => {
    const { plan, inner } = await propose(TAO);
    await sign(plan);
    const { callHash = "" } = (await operation()) ?? {};
    const named = { address: shared.address, callHash };
    room.store.db.exec("DELETE FROM kept_calls");
    expect((await operation())?.call).toBeNull();
    const blind = await refusal(room.multisig.prepareApprove({ ...named, signatoryWalletId: wallet(two).walletId }));
    expect(blind.code).toBe("MULTISIG_CALL_UNKNOWN");
    expect(room.multisig.learnCall(inner.call.hex).callHash).toBe(callHash);
    expect((await operation())?.call?.method).toBe("transfer_keep_alive");
    await sign(await room.multisig.prepareCancel({ ...named, signatoryWalletId: wallet(one).walletId }));
    expect([reservedOf(wallet(one).address), await operation()]).toEqual([0n, undefined]);
    const gone = await refusal(room.multisig.prepareApprove({ ...named, signatoryWalletId: wallet(two).walletId }));
    expect(gone.code).toBe("MULTISIG_NOT_OPEN");
  });

  it("runs at once where one of the signatories is enough, and knows who is none", async () => {
    const lone = room.multisig.add("lone", [wallet(one).address, wallet(two).address], 1);
    practice.fund(lone.address, 5n * TAO);
    await inStep();
    const before = freeOf(RECEIVER);
    const inner = await room.transfers.prepare(lone.walletId ?? "", {
      to: RECEIVER,
      amountRao: TAO,
      allowDeath: false,
    });
    const stranger = await refusal(room.multisig.prepareVia(inner.planId, wallet(three).walletId));
    expect(stranger.code).toBe("MULTISIG_NOT_SIGNATORY");
    const plan = await room.multisig.prepareVia(inner.planId, wallet(one).walletId);
    expect(plan).toMatchObject({ spender: lone.address, call: { method: "as_multi_threshold_1" } });
    const done = await sign(plan);
    expect(done).toMatchObject({ state: "finalized", error: null, paid: { spentRao: TAO.toString() } });
    expect(freeOf(RECEIVER) - before).toBe(TAO);
    const own = await room.transfers.prepare(wallet(one).walletId, { to: RECEIVER, amountRao: 1n, allowDeath: false });
    expect((await refusal(room.multisig.prepareVia(own.planId, wallet(two).walletId))).code).toBe("MULTISIG_UNKNOWN");
  });
});
