import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { type HistoryEntry, historyEntry, type RescanView } from "#src/contract/history.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, type PracticeUser } from "#test/support/practice-user.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;

describe("history on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let user: PracticeUser;
  let wallet: WalletView;

  const hotkey = () => room.keys.hotkey(wallet.walletId, "default").address;
  const plan = (title: string, call: PlanSpec["call"], spendsRao: bigint): PlanSpec => ({
    title,
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call,
    rows: [],
    spendsMaxRao: spendsRao,
    spendsExpectedRao: spendsRao,
    warnings: [],
  });
  /** Resolves once the history holds a fitting entry; blocks are sealed by hand. */
  function found(fits: (entry: HistoryEntry) => boolean): Promise<HistoryEntry> {
    return new Promise((resolve) => {
      const look = (): boolean => {
        const entry = room.history.list(100, {}).find(fits);
        if (entry) resolve(entry);
        return entry !== undefined;
      };
      if (look()) return;
      const stop = room.events.subscribe("history.changed", () => {
        if (look()) queueMicrotask(() => stop());
      });
    });
  }
  async function send(spec: PlanSpec): Promise<HistoryEntry> {
    const prepared = await room.transactions.prepare(spec);
    const sent = await room.transactions.submit(prepared.planId, undefined, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    const entry = found(({ hash, events }) => hash === sent.hash && events.length > 0);
    practice.seal(3);
    await settled;
    return entry;
  }
  const rescanned = (): Promise<RescanView> =>
    new Promise((resolve) => {
      const stop = room.events.subscribe("history.rescanChanged", ({ payload }) => {
        if (payload.state === "running") return;
        queueMicrotask(() => stop());
        resolve(payload);
      });
    });

  beforeEach(async () => {
    practice = await startPracticeChain();
    user = await connectUser(practice);
    practice.fund(user.key("//Alice").address, 100n * TAO);
    room = await openChainRoom({ url: practice.url });
    wallet = await room.keys.createPractice("practice", "default");
    practice.fund(wallet.address, 1_000n * TAO);
    await room.chain.whenOnline(10_000);
    await room.until(({ finalizedBlock, block }) => finalizedBlock !== null && block === practice.node.head().number);
  });
  afterEach(async () => {
    await user.disconnect();
    await room.close();
    await practice.stop();
  });

  const sendTao = (amountRao: bigint) =>
    plan(
      "Send",
      (api) => buildCall(api, "Balances", "transfer_keep_alive", user.key("//Bob").address, amountRao),
      amountRao,
    );

  it("keeps what was sent with call, block, events, quoted and paid", async () => {
    const entry = await send(sendTao(2n * TAO));
    expect(entry).toMatchObject({
      source: "sent",
      title: "Send",
      kind: "transfer",
      state: "finalized",
      signer: wallet.address,
      changeRao: (-2n * TAO).toString(),
      error: null,
    });
    expect(entry.feePaidRao).toBe(entry.quoted?.feeRao);
    expect(entry.args).toContainEqual({ name: "value", value: (2n * TAO).toString() });
    expect(entry.events.map(({ name }) => name)).toContain("System.ExtrinsicSuccess");
    expect(room.history.get(entry.entryId)).toEqual(entry);
  });

  it("keeps what a trade was quoted to bring", async () => {
    const receives = { rao: "0", alphaRao: "5", atLeastRao: null, atLeastAlphaRao: "4" };
    const entry = await send({ ...sendTao(TAO), receives });
    expect(historyEntry.parse(entry).quoted?.receives).toEqual(receives);
  });

  it("tells a failure's reason and what it cost", async () => {
    const entry = await send(
      plan(
        "Stake to nobody",
        (api) => buildCall(api, "SubtensorModule", "add_stake", user.key("//Nobody").address, NETUID, TAO),
        TAO,
      ),
    );
    expect(entry).toMatchObject({ state: "failed", kind: "stake", changeRao: "0", netuids: [NETUID] });
    expect(entry.error?.name).toContain("HotKeyAccountNotExists");
    expect(BigInt(entry.feePaidRao ?? "0")).toBeGreaterThan(0n);
  });

  it("sees what others send here", async () => {
    const call = user.api.tx.balances?.transferKeepAlive?.(wallet.address, 5n * TAO);
    if (!call) throw new Error("no transfer");
    const seen = found(({ kind }) => kind === "received");
    await user.send(call, user.key("//Alice"));
    practice.seal(3);
    expect(await seen).toMatchObject({
      source: "seen",
      signer: user.key("//Alice").address,
      changeRao: (5n * TAO).toString(),
      feePaidRao: null,
      keys: [wallet.address],
    });
  });

  it("counts lots from the chain's own trades, and writes CSV that can be summed", async () => {
    await send(
      plan("Own the hotkey", (api) => buildCall(api, "SubtensorModule", "burned_register", NETUID, hotkey()), TAO),
    );
    await send(
      plan("Stake", (api) => buildCall(api, "SubtensorModule", "add_stake", hotkey(), NETUID, 10n * TAO), 10n * TAO),
    );
    const sale = await send(
      plan("Sell", (api) => buildCall(api, "SubtensorModule", "remove_stake", hotkey(), NETUID, TAO), 0n),
    );
    const [bought] = room.history.list(10, { kind: "stake" });
    expect(bought?.trades).toMatchObject([{ side: "buy", netuid: NETUID, coldkey: wallet.address }]);
    expect(sale.trades).toMatchObject([{ side: "sell" }]);
    const lots = room.history.csv("lots", {});
    expect(lots.rows).toBeGreaterThan(0);
    expect(lots.text).toContain("FIFO");
    expect(lots.text).toContain(`chain event in block ${sale.block?.number}`);
    const all = room.history.csv("transactions", { netuid: NETUID });
    expect(all.text.split("\r\n")[0]).toContain("price_tao_per_alpha,price_source");
    expect(all.rows).toBe(3);
  });

  it("finds again by looking through blocks what a new profile does not know, newest first", async () => {
    await send(sendTao(TAO));
    const known = room.history.list(10, {}).length;
    const fresh = await openChainRoom({ url: practice.url });
    try {
      await fresh.keys.watch("again", wallet.address);
      await fresh.chain.whenOnline(10_000);
      const old = room;
      room = fresh;
      const done = rescanned();
      fresh.history.rescan(1_000);
      expect(() => fresh.history.rescan(10)).toThrow(expect.objectContaining({ code: "HISTORY_RESCAN_RUNNING" }));
      const view = await done;
      room = old;
      expect(view).toMatchObject({ state: "done", oldestBlock: 1 });
      expect(view.blocksRead).toBe(view.newestBlock);
      expect(fresh.history.list(10, { kind: "transfer" })).toMatchObject([
        { source: "seen", title: "Transfer keep alive", changeRao: (-TAO).toString() },
      ]);
      expect(view.found).toBeGreaterThanOrEqual(known);
    } finally {
      await fresh.close();
    }
  });

  it("stops when told, and keeps what it found", async () => {
    practice.seal(200);
    await room.until(({ block }) => block === practice.node.head().number);
    const done = rescanned();
    room.history.rescan(200);
    room.history.stopRescan();
    const view = await done;
    expect(view.state).toBe("cancelled");
    expect(view.blocksRead).toBeLessThan(200);
  });

  it("filters, and refuses what it does not know", async () => {
    await send(sendTao(TAO));
    expect(room.history.list(10, { key: hotkey() })).toEqual([]);
    expect(room.history.list(10, { key: wallet.address })).toHaveLength(1);
    expect(room.history.list(10, { netuid: NETUID })).toEqual([]);
    expect(() => room.history.get("nothing")).toThrow(expect.objectContaining({ code: "HISTORY_UNKNOWN" }));
    const empty = await openChainRoom({ url: practice.url });
    await empty.chain.whenOnline(10_000);
    expect(() => empty.history.rescan(10)).toThrow(expect.objectContaining({ code: "HISTORY_NO_KEYS" }));
    await empty.close();
  });
});
