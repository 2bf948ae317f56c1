import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { Announcements, Proxies as ChainProxies, RealPaysFee } from "#main/practice/pallets/proxy/index.ts";
import { Account } from "#main/practice/pallets/system/account.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { proxiesView, proxyTypeView } from "#src/contract/proxies.ts";
import { type PlanView, planView, type TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const RECEIVER = encodeAddress(new Uint8Array(32).fill(11));

describe("proxies on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let owner: WalletView;
  let trader: WalletView;
  let keeper: WalletView;

  const id = (address: string) => toHex(decodeAddress(address).accountId);
  const state = () => practice.node.readContext(practice.node.head().number);
  const freeOf = (address: string): bigint => currency.free(state(), id(address));
  const reservedOf = (address: string): bigint => Account.get(state(), id(address)).data.reserved;
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);

  /** Signs a plan and waits until it is final. */
  async function sign(plan: PlanView): Promise<TransactionView> {
    planView.parse(plan);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    const done = await settled;
    await inStep();
    return done;
  }
  /** Signs a plan and holds what was paid against what was quoted, to the rao. */
  async function signExactly(plan: PlanView): Promise<TransactionView> {
    const payerBefore = freeOf(plan.fee.paidBy);
    const done = await sign(plan);
    expect(done).toMatchObject({ state: "finalized", error: null, paid: { feeRao: plan.fee.totalRao } });
    if (plan.spender === undefined || plan.spender === plan.fee.paidBy) {
      expect(freeOf(plan.fee.paidBy).toString()).toBe(plan.balanceAfterRao);
    } else {
      expect(payerBefore - freeOf(plan.fee.paidBy)).toBe(BigInt(plan.fee.totalRao));
      expect(freeOf(plan.spender).toString()).toBe(plan.balanceAfterRao);
    }
    return done;
  }
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error("it was not refused");
      },
      (error: { code: string; hint: string; message: string; details?: Record<string, unknown> }) => error,
    );
  const right = (wallet: WalletView, delegate: WalletView, type: string, delayBlocks = 0) => ({
    walletId: wallet.walletId,
    delegate: delegate.address,
    type,
    delayBlocks,
  });
  const transfer = (from: WalletView, amountRao: bigint, to = RECEIVER) =>
    room.transfers.prepare(from.walletId, { to, amountRao, allowDeath: false });

  beforeAll(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    owner = await makeWallet(room.keys, "owner", "default");
    trader = await makeWallet(room.keys, "trader", "default");
    keeper = await makeWallet(room.keys, "keeper", "default");
    await room.chain.whenOnline(10_000);
    for (const { address } of [owner, trader, keeper]) practice.fund(address, 100n * TAO);
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("tells every type in words with the node's own list, dead ones marked", async () => {
    const types = await room.proxies.types();
    for (const type of types) proxyTypeView.parse(type);
    expect(types).toHaveLength(18);
    expect(types.every(({ source }) => source === "node")).toBe(true);
    expect(types.filter(({ dead }) => dead).map(({ name }) => name)).toEqual([
      "Senate",
      "Triumvirate",
      "Governance",
      "RootWeights",
    ]);
    const staking = types.find(({ name }) => name === "Staking");
    expect(staking).toMatchObject({ recommended: true, width: "narrow", mode: "allow" });
    expect(staking?.calls).toContain("SubtensorModule.add_stake_limit");
    const small = types.find(({ name }) => name === "SmallTransfer");
    expect(small?.calls).toContain("Balances.transfer_keep_alive with value below 0.5");
  });

  it("adds a proxy with its deposit told apart, and gives the deposit back", async () => {
    const plan = await room.proxies.prepareAdd(right(owner, trader, "Staking"));
    expect(plan).toMatchObject({ spendsMaxRao: "0", warnings: [] });
    expect(plan.rows).toContainEqual(expect.objectContaining({ value: "93000000", kind: "rao", place: "card" }));
    const done = await signExactly(plan);
    expect([done.paid?.spentRao, reservedOf(owner.address)]).toEqual(["0", 93_000_000n]);
    const second = await room.proxies.prepareAdd(right(owner, trader, "Transfer"));
    expect(second.warnings.join()).toContain("can move all the money");
    expect(second.rows).toContainEqual(expect.objectContaining({ value: "33000000", kind: "rao" }));
    await signExactly(second);

    const view = await room.proxies.list();
    proxiesView.parse(view);
    expect(view.given.map(({ type }) => type)).toEqual(["Staking", "Transfer"]);
    expect(view.held.map(({ real, delegateWalletId }) => [real, delegateWalletId])).toEqual([
      [owner.address, trader.walletId],
      [owner.address, trader.walletId],
    ]);
    expect(view.deposits).toEqual([expect.objectContaining({ what: "proxies", count: 2, amountRao: "126000000" })]);
    expect(await room.proxies.search(trader.address)).toHaveLength(2);

    const back = await room.proxies.prepareRemove(right(owner, trader, "Transfer"));
    expect(back.rows).toContainEqual(expect.objectContaining({ label: "Deposit that comes back", value: "33000000" }));
    await sign(back);
    expect(reservedOf(owner.address)).toBe(93_000_000n);
  });

  it("refuses what the chain would refuse, before anything is signed", async () => {
    const add = (delegate: WalletView, type: string, delay = 0) =>
      refusal(room.proxies.prepareAdd(right(owner, delegate, type, delay)));
    expect((await add(owner, "Any")).code).toBe("PROXY_SELF");
    expect((await add(trader, "Staking")).code).toBe("PROXY_DUPLICATE");
    expect((await add(trader, "Senate")).message).toContain("retired");
    expect((await add(trader, "Everything")).code).toBe("PROXY_TYPE_UNKNOWN");
    const gone = await refusal(room.proxies.prepareRemove(right(owner, trader, "Any")));
    expect(gone.code).toBe("PROXY_NOT_FOUND");
    expect((await refusal(room.proxies.preparePays(owner.walletId, keeper.address, true))).code).toBe(
      "PROXY_NOT_FOUND",
    );
    practice.act((ctx) => {
      const [list, deposit] = ChainProxies.get(ctx, id(keeper.address));
      const many = Array.from({ length: 20 }, (_, delay) => ({
        delegate: id(RECEIVER),
        proxy_type: { type: "Staking" as const },
        delay: delay + 1,
      }));
      ChainProxies.put(ctx, id(keeper.address), [[...list, ...many], deposit]);
    });
    await inStep();
    const full = await refusal(room.proxies.prepareAdd(right(keeper, trader, "Staking")));
    expect(full).toMatchObject({ code: "PROXY_TOO_MANY", details: { most: 20 } });
    practice.act((ctx) => ChainProxies.remove(ctx, id(keeper.address)));
    await inStep();
    const poor = await makeWallet(room.keys, "poor", "default");
    practice.fund(poor.address, 90_000_000n);
    await inStep();
    const dear = await refusal(room.proxies.prepareAdd(right(poor, trader, "Staking")));
    expect(dear).toMatchObject({ code: "TRANSACTION_BALANCE_TOO_LOW", details: { freeRao: "90000000" } });
  });

  it("trades through a proxy: the delegate pays the fee, the account spends, and its events count", async () => {
    const hotkey = encodeAddress((await practiceValidatorHotkey(8, 0)).publicKey);
    const inner = await room.staking.prepare({
      walletId: owner.walletId,
      order: { operation: "stake", netuid: 8, hotkey, amountRao: TAO.toString() },
      guard: { protect: true, tolerancePpm: 10_000, allowPartial: false, limitPriceRao: null },
    });
    const plan = await room.proxies.prepareVia({ planId: inner.planId, delegateWalletId: trader.walletId });
    expect(plan).toMatchObject({
      signer: { address: trader.address },
      spender: owner.address,
      fee: { paidBy: trader.address, free: false },
      call: { section: "Proxy", method: "proxy" },
    });
    expect(plan.inner).toHaveLength(1);
    expect(plan.rows.filter(({ place }) => place === "fee")).toEqual([]);
    expect(BigInt(plan.fee.totalRao)).toBeGreaterThan(BigInt(inner.fee.totalRao));
    const done = await signExactly(plan);
    expect(done).toMatchObject({ signer: trader.address, spender: owner.address, paid: { spentRao: TAO.toString() } });
    // Emission between quote and inclusion moves the reserves a little.
    const [got, told] = [done.paid?.received?.alphaRao, done.quoted.receives?.alphaRao].map((one) => BigInt(one ?? 0));
    expect(Number(got) / Number(told)).toBeCloseTo(1, 6);
    const seen = room.history.list(10, {}).find(({ hash }) => hash === done.hash);
    expect(seen).toMatchObject({ kind: "proxy", feePaidRao: plan.fee.totalRao });
  });

  it("refuses a call that the type does not allow, and a plan that is no coldkey's", async () => {
    const inner = await transfer(owner, TAO);
    const forbidden = await refusal(
      room.proxies.prepareVia({ planId: inner.planId, delegateWalletId: trader.walletId }),
    );
    expect(forbidden).toMatchObject({ code: "PROXY_TYPE_FORBIDS", details: { types: "Staking" } });
    const stranger = await refusal(
      room.proxies.prepareVia({ planId: inner.planId, delegateWalletId: keeper.walletId }),
    );
    expect(stranger.code).toBe("PROXY_NOT_ONE");
    expect((await refusal(room.proxies.prepareVia({ planId: "none", delegateWalletId: trader.walletId }))).code).toBe(
      "PLAN_UNKNOWN",
    );
  });

  it("makes the account pay once it agreed, also one that is only watched here", async () => {
    await signExactly(await room.proxies.prepareAdd(right(owner, keeper, "Transfer")));
    await signExactly(await room.proxies.preparePays(owner.walletId, keeper.address, true));
    expect(RealPaysFee.has(state(), id(owner.address), id(keeper.address))).toBe(true);
    const inner = await transfer(owner, TAO);
    const plan = await room.proxies.prepareVia({ planId: inner.planId, delegateWalletId: keeper.walletId });
    expect(plan).toMatchObject({ fee: { paidBy: owner.address }, spender: owner.address });
    const before = freeOf(keeper.address);
    const done = await signExactly(plan);
    expect([freeOf(keeper.address), done.paid?.spentRao]).toEqual([before, TAO.toString()]);
    const view = await room.proxies.list();
    expect(view.given.find(({ delegate }) => delegate === keeper.address)?.realPaysFee).toBe(true);

    const watchedKey = encodeAddress(new Uint8Array(32).fill(77));
    practice.fund(watchedKey, 10n * TAO);
    practice.act((ctx) => {
      const list = [{ delegate: id(keeper.address), proxy_type: { type: "Transfer" as const }, delay: 0 }];
      ChainProxies.put(ctx, id(watchedKey), [list, 0n]);
    });
    const watched = room.keys.watch("cold", watchedKey);
    await inStep();
    const own = await transfer(watched, TAO);
    await expect(room.transactions.submit(own.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "KEY_WATCH_ONLY",
    });
    const through = await room.proxies.prepareVia({ planId: own.planId, delegateWalletId: keeper.walletId });
    expect(through).toMatchObject({ fee: { paidBy: keeper.address }, spender: watchedKey });
    await signExactly(through);
  });

  it("keeps a free call free", async () => {
    await signExactly(await room.proxies.prepareAdd(right(owner, keeper, "Any")));
    const free = await room.transactions.prepare({
      title: "Try to serve",
      signer: { walletId: owner.walletId, role: "coldkey" },
      call: (api) =>
        api.tx.subtensorModule?.serveAxon?.(1, 1, 0xcb007105n, 8091, 4, 4, 0, 0) as ReturnType<
          NonNullable<NonNullable<typeof api.tx.subtensorModule>["serveAxon"]>
        >,
      rows: [],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    });
    expect(free.fee.free).toBe(true);
    const plan = await room.proxies.prepareVia({ planId: free.planId, delegateWalletId: keeper.walletId });
    expect(plan).toMatchObject({ fee: { free: true, totalRao: "0" } });
    expect(plan.notes?.join()).toContain("takes over that the call inside is free");
    const done = await sign(plan);
    // A coldkey may not serve: the outer transaction succeeds, and the failure inside is shown as one.
    expect(done).toMatchObject({ state: "failed", paid: { feeRao: "0" } });
    expect(done.error?.name).toBe("SubtensorModule.HotKeyNotRegisteredInNetwork");
  });

  it("holds the right against the chain once more before it signs", async () => {
    const inner = await transfer(owner, TAO);
    const plan = await room.proxies.prepareVia({
      planId: inner.planId,
      delegateWalletId: keeper.walletId,
      type: "Any",
    });
    practice.act((ctx) => {
      const [list, deposit] = ChainProxies.get(ctx, id(owner.address));
      const left = list.filter(({ proxy_type }) => proxy_type.type !== "Any");
      ChainProxies.put(ctx, id(owner.address), [left, deposit]);
    });
    await inStep();
    await expect(room.transactions.submit(plan.planId, PASSWORD, approving)).rejects.toMatchObject({
      code: "PLAN_OUTDATED",
    });
  });

  it("announces, keeps the call across a restart, waits for the delay and runs it", async () => {
    await sign(await room.proxies.prepareAdd(right(owner, trader, "Any", 6)));
    const inner = await transfer(owner, 2n * TAO);
    const at = { planId: inner.planId, delegateWalletId: trader.walletId };
    expect((await refusal(room.proxies.prepareVia(at))).code).toBe("PROXY_DELAYED");
    const plan = await room.proxies.prepareAnnounce(at);
    expect(plan.rows).toContainEqual(expect.objectContaining({ value: "104000000", kind: "rao", place: "card" }));
    await signExactly(plan);
    expect(reservedOf(trader.address)).toBe(104_000_000n);
    const [told] = (await room.proxies.list()).announcements;
    expect(told).toMatchObject({
      real: owner.address,
      delegate: trader.address,
      madeHere: true,
      title: inner.title,
      call: { section: "Balances", method: "transfer_keep_alive" },
    });
    expect(told?.readyAtBlock).toBe((told?.atBlock ?? 0) + 6);
    const named = { real: owner.address, delegate: trader.address, callHash: told?.callHash ?? "" };
    const early = await refusal(room.proxies.prepareExecute({ ...named, delegateWalletId: trader.walletId }));
    expect(early).toMatchObject({ code: "PROXY_TOO_EARLY", details: { readyAtBlock: told?.readyAtBlock } });

    await room.stop();
    practice.seal(6);
    room = await openChainRoom({ url: practice.url, dir: room.dir });
    await room.chain.whenOnline(10_000);
    await inStep();
    const before = freeOf(RECEIVER);
    const run = await room.proxies.prepareExecute({ ...named, delegateWalletId: trader.walletId });
    expect(run).toMatchObject({
      spender: owner.address,
      spendsMaxRao: (2n * TAO).toString(),
      fee: { paidBy: trader.address, free: false },
    });
    const feeBefore = freeOf(trader.address);
    const done = await sign(run);
    const paid = { feeRao: run.fee.totalRao, spentRao: (2n * TAO).toString() };
    expect(done).toMatchObject({ state: "finalized", error: null, paid });
    expect(freeOf(owner.address).toString()).toBe(run.balanceAfterRao);
    expect([freeOf(RECEIVER) - before, reservedOf(trader.address)]).toEqual([2n * TAO, 0n]);
    // The deposit came back in the same transaction.
    expect(freeOf(trader.address) - feeBefore).toBe(104_000_000n - BigInt(run.fee.totalRao));
    const again = await refusal(room.proxies.prepareExecute({ ...named, delegateWalletId: trader.walletId }));
    expect(again.code).toBe("PROXY_NOT_ANNOUNCED");
  });

  it("raises an alarm for what was not announced here, and rejects it; takes its own back", async () => {
    const foreign = `0x${"5a".repeat(32)}` as const;
    practice.act((ctx) => {
      const one = { real: id(owner.address), call_hash: foreign, height: ctx.block };
      currency.reserve(ctx, id(trader.address), 104_000_000n);
      Announcements.put(ctx, id(trader.address), [[one], 104_000_000n]);
    });
    await inStep();
    const { announcements } = await room.proxies.list();
    expect(announcements).toEqual([expect.objectContaining({ madeHere: false, call: null, callHash: foreign })]);
    const told = () => room.activity.list(50).filter(({ area, level }) => area === "proxies" && level === "danger");
    // The change is followed: no further block is needed, only the time to read it.
    await new Promise<void>((resolve) => {
      room.events.subscribe("app.activityChanged", () => {
        if (told().length > 0) resolve();
      });
    });
    expect(told()).toHaveLength(1);
    expect(told()[0]?.text).toContain("trader announced a call for owner that was not made here.");
    const named = { real: owner.address, delegate: trader.address, callHash: foreign };
    const unknown = await refusal(room.proxies.prepareExecute({ ...named, delegateWalletId: trader.walletId }));
    expect(unknown.code).toBe("PROXY_CALL_UNKNOWN");
    await sign(await room.proxies.prepareReject(named));
    expect([reservedOf(trader.address), (await room.proxies.list()).announcements]).toEqual([0n, []]);

    const inner = await transfer(owner, TAO);
    await sign(await room.proxies.prepareAnnounce({ planId: inner.planId, delegateWalletId: trader.walletId }));
    const [mine] = (await room.proxies.list()).announcements;
    expect(mine?.madeHere).toBe(true);
    const callHash = mine?.callHash ?? "";
    await sign(await room.proxies.prepareWithdraw({ ...named, callHash }));
    expect(reservedOf(trader.address)).toBe(0n);
    expect(told()).toHaveLength(1);
    expect(room.proxies.learnCall(inner.call.hex)).toMatchObject({ callHash, call: { method: "transfer_keep_alive" } });
    expect(() => room.proxies.learnCall("0x0503ff")).toThrow(
      expect.objectContaining({ code: "TRANSACTION_CALL_UNREADABLE" }),
    );
  });

  it("makes a pure account, uses it, and ends it only when it is empty", async () => {
    const made = await room.proxies.prepareCreatePure({
      walletId: owner.walletId,
      name: "safe",
      type: "Any",
      delayBlocks: 0,
      index: 0,
    });
    const before = reservedOf(owner.address);
    const done = await signExactly(made);
    expect(reservedOf(owner.address) - before).toBe(93_000_000n);
    const [pure] = (await room.proxies.list()).pures;
    expect(pure).toMatchObject({
      name: "safe",
      spawner: owner.address,
      type: "Any",
      height: done.block?.number,
      extrinsicIndex: done.block?.index,
      alive: true,
    });
    const address = pure?.address ?? "";
    const wallet = room.keys.list().find((one) => one.address === address) as WalletView;
    expect(wallet).toMatchObject({ name: "safe", kind: "watch" });

    practice.fund(address, 5n * TAO);
    await inStep();
    const kill = (confirm = address) => room.proxies.prepareKillPure(address, confirm);
    expect((await refusal(kill(owner.address))).code).toBe("PROXY_PURE_NOT_CONFIRMED");
    expect((await refusal(kill())).message).toContain("5 τ");
    expect((await refusal(room.proxies.prepareKillPure(owner.address, owner.address))).code).toBe("PROXY_PURE_UNKNOWN");
    const out = await room.transfers.prepare(wallet.walletId, { to: RECEIVER, amountRao: null, allowDeath: true });
    await sign(await room.proxies.prepareVia({ planId: out.planId, delegateWalletId: owner.walletId }));
    expect(freeOf(address)).toBe(0n);

    const plan = await kill();
    expect(plan.warnings.join()).toContain("cannot be undone");
    const ended = await sign(plan);
    expect(ended).toMatchObject({ state: "finalized", error: null });
    expect(reservedOf(owner.address)).toBe(before);
    expect((await room.proxies.list()).pures).toEqual([expect.objectContaining({ address, alive: false })]);
  });
});
