import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { changeStake, positionOf } from "#main/practice/pallets/subtensor/positions.ts";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { delegationView } from "#src/contract/delegation.ts";
import type { IdentityFields } from "#src/contract/identity.ts";
import { rewardsView } from "#src/contract/rewards.ts";
import { swapsView } from "#src/contract/swaps.ts";
import { type PlanView, planView, type TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { partsWithout } from "#test/support/older-runtime.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;
const EMPTY: IdentityFields = {
  name: "",
  url: "",
  githubRepo: "",
  image: "",
  discord: "",
  description: "",
  additional: "",
};

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: expect.any(String), hint: expect.stringMatching(/.+/) });
  return error as { code: string; message: string; field?: string; details: Record<string, string | number> };
};

describe("identity, takes, children, rewards and hotkey swaps", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;
  let first: string;
  let second: string;
  let validator: string;

  const here = () => practice.node.readContext(practice.node.head().number);
  const key = (address: string) => toHex(decodeAddress(address).accountId);
  const freeOf = (address: string): bigint => currency.free(here(), key(address));
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const seal = async (blocks = 1): Promise<void> => {
    practice.seal(blocks);
    await inStep();
  };

  /** Signs and waits until it is final. */
  async function settle(plan: PlanView): Promise<TransactionView> {
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    const done = await settled;
    await inStep();
    expect(done).toMatchObject({ state: "finalized", error: null });
    return done;
  }

  /** As above, and holds the fee that was quoted against the one that was paid, to the rao. */
  async function carryOut(preparing: Promise<PlanView>): Promise<{ plan: PlanView; done: TransactionView }> {
    const plan = planView.parse(await preparing);
    const before = freeOf(wallet.address);
    const done = await settle(plan);
    expect(done.paid?.feeRao).toBe(plan.fee.totalRao);
    expect(done.paid?.spentRao).toBe(plan.spendsExpectedRao);
    expect(before - freeOf(wallet.address)).toBe(BigInt(plan.fee.totalRao) + BigInt(plan.spendsExpectedRao));
    expect(plan.balanceAfterRao).toBe(freeOf(wallet.address).toString());
    return { plan, done };
  }

  beforeAll(async () => {
    practice = await startPracticeChain({ firstBlocks: 30 });
    room = await openChainRoom({ url: practice.url });
    const made = await makeWallet(room.keys, "main", "first");
    await room.keys.createHotkey(made.walletId, "second", PASSWORD);
    wallet = room.keys.get(made.walletId);
    [first = "", second = ""] = wallet.hotkeys.map(({ address }) => address);
    validator = encodeAddress((await practiceValidatorHotkey(NETUID, 0)).publicKey);
    await room.chain.whenOnline(10_000);
    practice.fund(wallet.address, 2_000n * TAO);
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  describe("identity", () => {
    it("needs a UID somewhere", async () => {
      const identity = { ...EMPTY, name: "Fox" };
      expect(await refusal(room.identities.prepare(wallet.walletId, identity))).toMatchObject({
        code: "IDENTITY_NEEDS_UID",
      });
    });

    it("ties a hotkey to its coldkey, once", async () => {
      const { done } = await carryOut(room.delegation.prepareAssociate(wallet.walletId, second));
      expect(done.method).toBe("try_associate_hotkey");
      expect(store.Owner.get(here(), key(second))).toBe(key(wallet.address));
      expect(await refusal(room.delegation.prepareAssociate(wallet.walletId, second))).toMatchObject({
        code: "HOTKEY_ALREADY_TIED",
      });
      expect(await refusal(room.delegation.prepareAssociate(wallet.walletId, validator))).toMatchObject({
        code: "HOTKEY_FOREIGN",
      });
    });

    it("is set and read back as it was typed, and refused by bytes", async () => {
      const wish = { netuid: NETUID, walletId: wallet.walletId, hotkeyName: "first" };
      await settle(await room.registration.prepare(wish));
      const identity = { ...EMPTY, name: "0x46 Füchsin 🦊", url: "https://example.org" };
      const { plan } = await carryOut(room.identities.prepare(wallet.walletId, identity));
      expect(plan.rows.map(({ label }) => label)).toEqual(["Name", "Web page"]);
      expect((await room.identities.get(wallet.address)).identity).toEqual(identity);
      expect(await refusal(room.identities.prepare(wallet.walletId, identity))).toMatchObject({
        code: "IDENTITY_UNCHANGED",
      });
      const long = { ...identity, description: "ü".repeat(513) };
      expect(await refusal(room.identities.prepare(wallet.walletId, long))).toMatchObject({
        code: "IDENTITY_TOO_LONG",
        field: "description",
        details: { bytes: 1_026, limit: 1_024 },
      });
      await room.identities.prepare(wallet.walletId, { ...identity, description: "ü".repeat(512) });
    });
  });

  describe("takes", () => {
    const take = (percent: string, hotkey = first) => room.delegation.prepareTake(wallet.walletId, hotkey, percent);
    it("fall for free, rise for free, and then wait with the block that would work", async () => {
      const { plan } = await carryOut(take("5"));
      expect(plan).toMatchObject({ call: { method: "decrease_take" }, fee: { free: true, totalRao: "0" } });
      await carryOut(take("6"));
      const view = delegationView.parse(await room.delegation.view(wallet.walletId));
      const mine = view.hotkeys.find(({ hotkey }) => hotkey === first);
      expect(mine?.take).toEqual({ take: 3_932, percent: "5.9998" });
      const error = await refusal(take("7"));
      expect(error).toMatchObject({ code: "TAKE_TOO_SOON", field: "percent" });
      expect(error.details.possibleAtBlock).toBe(view.takeRiseAtBlock);
      await seal(view.takeRiseAtBlock - 1 - practice.node.head().number);
      await carryOut(take("7"));
    });

    it("are refused before anything is signed", async () => {
      expect(await refusal(take("18.01"))).toMatchObject({ code: "TAKE_OUT_OF_RANGE", details: { maxTake: 11_796 } });
      expect(await refusal(take("many"))).toMatchObject({ code: "TAKE_INVALID" });
      expect(await refusal(take("7"))).toMatchObject({ code: "TAKE_UNCHANGED" });
      expect(await refusal(take("1", validator))).toMatchObject({ code: "HOTKEY_FOREIGN" });
      expect(await refusal(take("1", encodeAddress(new Uint8Array(32).fill(7))))).toMatchObject({
        code: "HOTKEY_NOT_ON_CHAIN",
      });
    });

    it("of child hotkeys have their own wait, by subnet", async () => {
      const child = (percent: string) => room.delegation.prepareChildkeyTake(wallet.walletId, first, NETUID, percent);
      await carryOut(child("9.5"));
      expect(store.ChildkeyTake.get(here(), key(first), NETUID)).toBe(6_226);
      const { childkeyRiseAtBlock } =
        (await room.delegation.view(wallet.walletId)).hotkeys[0]?.subnets.find(({ netuid }) => netuid === NETUID) ?? {};
      expect(await refusal(child("10"))).toMatchObject({
        code: "TAKE_TOO_SOON",
        details: { possibleAtBlock: childkeyRiseAtBlock },
      });
      expect(await refusal(child("18.5"))).toMatchObject({ code: "TAKE_OUT_OF_RANGE" });
    });
  });

  describe("children", () => {
    const children = (list: { hotkey: string; percent: string }[], netuid = NETUID) =>
      room.delegation.prepareChildren(wallet.walletId, first, netuid, list);

    it("are refused with the figure that would work", async () => {
      const error = await refusal(children([{ hotkey: second, percent: "50" }]));
      expect(error.code).toBe("CHILDREN_TOO_LITTLE_STAKE");
      expect(error.details.neededRao).toBe((1_000n * TAO).toString());
      practice.act((ctx) => changeStake(ctx, key(first), key(wallet.address), 0, 1_000n * TAO));
      await inStep();
      const code = async (list: { hotkey: string; percent: string }[], netuid = NETUID) =>
        (await refusal(children(list, netuid))).code;
      expect(await code([{ hotkey: second, percent: "50" }], 0)).toBe("CHILDREN_NOT_ON_ROOT");
      expect(await code([{ hotkey: second, percent: "50" }], 77)).toBe("SUBNET_UNKNOWN");
      expect(await code([{ hotkey: first, percent: "50" }])).toBe("CHILDREN_SELF");
      expect(await code([{ hotkey: second, percent: "zero" }])).toBe("CHILDREN_SHARE_INVALID");
      expect(
        await code([
          { hotkey: second, percent: "50" },
          { hotkey: second, percent: "10" },
        ]),
      ).toBe("CHILDREN_TWICE");
      expect(
        await code([
          { hotkey: second, percent: "60" },
          { hotkey: validator, percent: "41" },
        ]),
      ).toBe("CHILDREN_ABOVE_WHOLE");
      const six = [1, 2, 3, 4, 5, 6].map((fill) => ({
        hotkey: encodeAddress(new Uint8Array(32).fill(fill)),
        percent: "1",
      }));
      expect(await code(six)).toBe("CHILDREN_TOO_MANY");
      expect(await code([])).toBe("CHILDREN_UNCHANGED");
    });

    it("wait, are shown as waiting, and then count on both sides", async () => {
      await carryOut(children([{ hotkey: second, percent: "33.333333" }]));
      const of = async (hotkey: string) => {
        const view = delegationView.parse(await room.delegation.view(wallet.walletId));
        return view.hotkeys.find((one) => one.hotkey === hotkey)?.subnets.find(({ netuid }) => netuid === NETUID);
      };
      expect((await of(first))?.pending?.children).toEqual([{ hotkey: second, percent: "33.333333" }]);
      expect((await refusal(children([]))).code).toBe("CHILDREN_TOO_SOON");
      while (store.PendingChildKeys.has(here(), NETUID, key(first))) practice.seal();
      await inStep();
      expect(await of(first)).toMatchObject({ pending: null, children: [{ hotkey: second, percent: "33.333333" }] });
      expect((await of(second))?.parents).toEqual([{ hotkey: first, percent: "33.333333" }]);
    });
  });

  describe("rewards", () => {
    it("are shown with their threshold, claimed, and kept or sold", async () => {
      practice.act((ctx) => changeStake(ctx, key(validator), key(wallet.address), 0, 800n * TAO));
      await inStep();
      expect((await refusal(room.rewards.prepareClaimRoot(wallet.walletId, [NETUID]))).code).toBe("REWARDS_NOTHING");
      await seal(41);
      const view = rewardsView.parse(await room.rewards.rewards(wallet.walletId));
      const owed = view.claims?.find(({ netuid, hotkey }) => netuid === NETUID && hotkey === validator);
      expect(owed).toMatchObject({ claimable: true, thresholdAlphaRao: "500000" });
      expect(view).toMatchObject({ claimType: { type: "swap" }, autoStake: [] });
      const root = () => positionOf(here(), key(validator), key(wallet.address), 0);
      const before = root();
      await carryOut(room.rewards.prepareClaimRoot(wallet.walletId, [NETUID]));
      expect(root()).toBeGreaterThan(before);
      await carryOut(room.rewards.prepareClaimType(wallet.walletId, "keepSubnets", [NETUID, 1]));
      expect((await room.rewards.rewards(wallet.walletId)).claimType).toEqual({
        type: "keepSubnets",
        netuids: [1, NETUID],
      });
      const again = await refusal(room.rewards.prepareClaimType(wallet.walletId, "keepSubnets", [1, NETUID]));
      expect(again.code).toBe("REWARDS_UNCHANGED");
      for (const netuids of [[], [0, 1, 2, 3, 4, 5]])
        expect((await refusal(room.rewards.prepareClaimRoot(wallet.walletId, netuids))).code).toBe("REWARDS_CHOICE");
    });

    it("of mining go where they are sent", async () => {
      const to = (hotkey: string) => room.rewards.prepareAutoStake(wallet.walletId, NETUID, hotkey);
      expect((await refusal(to(second))).code).toBe("AUTO_STAKE_NOT_REGISTERED");
      await carryOut(to(validator));
      expect((await room.rewards.rewards(wallet.walletId)).autoStake).toEqual([{ netuid: NETUID, hotkey: validator }]);
      expect((await refusal(to(validator))).code).toBe("AUTO_STAKE_UNCHANGED");
    });
  });

  describe("destroying alpha", () => {
    const destroy = (how: "recycle" | "burn", alphaRao: bigint, confirmation = "signals", netuid = NETUID) =>
      room.destroying.prepareDestroy({
        walletId: wallet.walletId,
        how,
        hotkey: validator,
        netuid,
        alphaRao,
        confirmation,
      });

    it("wants the subnet's name, an amount, and no more than there is", async () => {
      practice.act((ctx) => changeStake(ctx, key(validator), key(wallet.address), NETUID, 50n * TAO));
      await inStep();
      expect(await refusal(destroy("burn", TAO, "yes"))).toMatchObject({
        code: "DESTROY_UNCONFIRMED",
        field: "confirmation",
        details: { wanted: "Signals" },
      });
      expect((await refusal(destroy("burn", 0n))).code).toBe("DESTROY_NOTHING");
      expect((await refusal(destroy("burn", TAO, "root", 0))).code).toBe("DESTROY_ROOT");
      expect((await refusal(destroy("burn", TAO, "x", 99))).code).toBe("DESTROY_SUBNET_CLOSED");
      const most = await refusal(destroy("recycle", 10_000n * TAO));
      expect(most.code).toBe("DESTROY_ABOVE_AVAILABLE");
      expect(BigInt(most.details.mostAlphaRao ?? 0)).toBe(
        positionOf(here(), key(validator), key(wallet.address), NETUID),
      );
    });

    it.each(["recycle", "burn"] as const)("%s takes exactly the amount", async (how) => {
      const { plan, done } = await carryOut(destroy(how, 3n * TAO));
      expect(plan.rows.some(({ tone }) => tone === "danger")).toBe(true);
      expect(done.method).toBe(`${how}_alpha`);
    });
  });

  describe("hotkey swaps", () => {
    const swap = (change: Partial<Parameters<ChainRoom["swaps"]["prepareHotkey"]>[1]> = {}) =>
      room.swaps.prepareHotkey(wallet.walletId, {
        hotkey: first,
        newHotkey: second,
        netuid: NETUID,
        keepStake: false,
        ...change,
      });

    it("are refused before signing where the chain would refuse them", async () => {
      expect((await refusal(swap({ newHotkey: first }))).code).toBe("SWAP_HOTKEY_SAME");
      expect((await refusal(swap({ netuid: null, keepStake: true }))).code).toBe("SWAP_HOTKEY_KEEP_EVERYWHERE");
      expect((await refusal(swap({ hotkey: validator }))).code).toBe("HOTKEY_FOREIGN");
      expect((await refusal(swap({ newHotkey: validator }))).code).toBe("HOTKEY_FOREIGN");
      expect((await refusal(swap({ netuid: 1 }))).code).toBe("SWAP_HOTKEY_NOT_THERE");
    });

    it("cost 0.001 τ on a subnet apart from the fee, and then wait with the block that would work", async () => {
      const { uid } =
        (await room.registration.mine()).find(({ hotkey, registered }) => registered && hotkey === first) ?? {};
      const { plan } = await carryOut(swap());
      expect(plan).toMatchObject({ spendsExpectedRao: "1000000", call: { method: "swap_hotkey_v2" } });
      const view = swapsView.parse(await room.swaps.view(wallet.walletId));
      expect(view.hotkeys.map(({ subnets }) => subnets.map((one) => one.uid))).toEqual([[], [uid]]);
      const back = { hotkey: second, newHotkey: first };
      const error = await refusal(swap(back));
      expect(error.code).toBe("SWAP_HOTKEY_TOO_SOON");
      expect(error.details.possibleAtBlock).toBe(view.hotkeys[1]?.subnets[0]?.swapAtBlock);
      await seal(Number(error.details.possibleAtBlock) - 1 - practice.node.head().number);
      await carryOut(swap({ ...back, keepStake: true }));
      expect(store.Uids.get(here(), NETUID, key(first))).toBe(uid);
    });

    it("cost 0.1 τ everywhere, and need a clean hotkey", async () => {
      const { hotkeySwapAtBlock } = await room.swaps.view(wallet.walletId);
      await seal(hotkeySwapAtBlock - practice.node.head().number);
      const fresh = encodeAddress(new Uint8Array(32).fill(9));
      const { plan } = await carryOut(swap({ netuid: null, newHotkey: fresh }));
      expect(plan.spendsExpectedRao).toBe("100000000");
      expect(plan.warnings.join()).toMatch(/not in this wallet/);
      expect(store.Owner.get(here(), key(fresh))).toBe(key(wallet.address));
    });
  });
});

describe("coldkey swaps", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;
  let next: WalletView;

  const here = () => practice.node.readContext(practice.node.head().number);
  const key = (address: string) => toHex(decodeAddress(address).accountId);
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  const seal = async (blocks: number): Promise<void> => {
    practice.seal(blocks);
    await inStep();
  };
  async function settle({ transactionId }: TransactionView): Promise<TransactionView> {
    const settled = room.transactions.wait(transactionId, "finalized", 30_000);
    practice.seal(3);
    const done = await settled;
    await inStep();
    expect(done).toMatchObject({ state: "finalized", error: null });
    return done;
  }
  const sign = (plan: PlanView) => room.transactions.submit(plan.planId, PASSWORD, approving);
  const carryOut = async (preparing: Promise<PlanView>) => {
    const plan = planView.parse(await preparing);
    const done = await settle(await sign(plan));
    expect(done.paid?.feeRao).toBe(plan.fee.totalRao);
    expect(done.paid?.spentRao).toBe(plan.spendsExpectedRao);
    return plan;
  };
  /** The next announcements told on the stream that fit. */
  const told = (fits: (count: number) => boolean) =>
    new Promise<Awaited<ReturnType<ChainRoom["swaps"]["announcements"]>>>((resolve) => {
      const stop = room.events.subscribe("swaps.changed", ({ payload }) => {
        if (!fits(payload.length)) return;
        queueMicrotask(() => stop());
        resolve(payload);
      });
    });
  const alarms = () => room.activity.list(200).filter(({ area }) => area === "swaps");

  beforeAll(async () => {
    practice = await startPracticeChain({ firstBlocks: 30 });
    room = await openChainRoom({ url: practice.url });
    wallet = await makeWallet(room.keys, "main", "default");
    next = await makeWallet(room.keys, "next");
    await room.chain.whenOnline(10_000);
    practice.fund(wallet.address, 50n * TAO);
    await inStep();
  });
  afterAll(async () => {
    await room.close();
    await practice.stop();
  });

  it("want a fresh coldkey that is no hotkey", async () => {
    const announce = (to: string) => room.swaps.prepareAnnounce(wallet.walletId, to);
    expect((await refusal(announce(wallet.address))).code).toBe("SWAP_COLDKEY_SAME");
    const { hotkey, coldkey } = await (async () => {
      const pair = await practiceValidatorHotkey(NETUID, 0);
      const address = encodeAddress(pair.publicKey);
      return { hotkey: address, coldkey: store.Owner.get(here(), key(address)) };
    })();
    expect((await refusal(announce(hotkey))).code).toBe("SWAP_COLDKEY_IS_HOTKEY");
    expect((await refusal(announce(encodeAddress(Buffer.from(coldkey.slice(2), "hex"))))).code).toBe(
      "SWAP_COLDKEY_USED",
    );
    for (const prepare of [room.swaps.prepareDispute, room.swaps.prepareClear])
      expect((await refusal(prepare(wallet.walletId))).code).toBe("SWAP_NOT_ANNOUNCED");
    expect((await refusal(room.swaps.prepareExecute(wallet.walletId, undefined))).code).toBe("SWAP_NOT_ANNOUNCED");
  });

  it("are announced, survive a restart, freeze the rest, and move everything without an alarm", async () => {
    const plan = await carryOut(room.swaps.prepareAnnounce(wallet.walletId, next.address));
    expect(plan.spendsExpectedRao).toBe("100000000");
    await room.stop();
    room = await openChainRoom({ url: practice.url, dir: room.dir });
    await room.chain.whenOnline(10_000);
    const [announced] = await told((count) => count === 1);
    expect(announced).toMatchObject({ known: true, newColdkey: next.address, disputed: false });
    expect(alarms()).toEqual([]);
    const { executeAtBlock = 0, clearableAtBlock = 0 } = announced ?? {};
    expect(clearableAtBlock - executeAtBlock).toBe(15);

    const wish = { to: next.address, amountRao: TAO, allowDeath: false };
    const frozen = await refusal(room.transfers.prepare(wallet.walletId, wish));
    expect(frozen).toMatchObject({ code: "COLDKEY_SWAP_ANNOUNCED", details: { executeAtBlock } });
    expect(frozen.message).toMatch(/block \d+/);
    expect(await refusal(room.swaps.prepareExecute(wallet.walletId, undefined))).toMatchObject({
      code: "SWAP_COLDKEY_TOO_SOON",
      details: { possibleAtBlock: executeAtBlock },
    });
    expect(await refusal(room.swaps.prepareClear(wallet.walletId))).toMatchObject({
      code: "SWAP_COLDKEY_TOO_SOON",
      details: { possibleAtBlock: clearableAtBlock },
    });
    expect((await refusal(room.swaps.prepareAnnounce(wallet.walletId, next.address))).code).toBe(
      "SWAP_COLDKEY_TOO_SOON",
    );
    await seal(executeAtBlock - 1 - practice.node.head().number);
    expect((await refusal(room.swaps.prepareExecute(wallet.walletId, wallet.address))).code).toBe(
      "SWAP_COLDKEY_NOT_ANNOUNCED",
    );
    const gone = told((count) => count === 0);
    const moved = await carryOut(room.swaps.prepareExecute(wallet.walletId, undefined));
    expect(currency.free(here(), key(wallet.address))).toBe(0n);
    expect(currency.free(here(), key(next.address))).toBe(BigInt(moved.spendsExpectedRao));
    expect(await gone).toEqual([]);
  });

  it("that nobody made here raise one alarm, until they are disputed", async () => {
    const hash = `0x${"5a".repeat(32)}` as const;
    const seen = told((count) => count === 1);
    practice.act((ctx) => store.ColdkeySwapAnnouncements.put(ctx, key(next.address), [ctx.block + 20, hash]));
    expect(await seen).toMatchObject([{ coldkey: next.address, known: false, newColdkey: null, newColdkeyHash: hash }]);
    expect(alarms()).toMatchObject([{ level: "danger", link: `/account/${next.walletId}?tab=swap` }]);
    expect((await refusal(room.swaps.acknowledge(next.walletId, wallet.address))).code).toBe(
      "SWAP_COLDKEY_NOT_ANNOUNCED",
    );
    await room.stop();
    room = await openChainRoom({ url: practice.url, dir: room.dir });
    await room.chain.whenOnline(10_000);
    expect(await told((count) => count === 1)).toMatchObject([{ known: false }]);
    expect(alarms()).toHaveLength(1);
    const disputed = new Promise((resolve) => {
      const stop = room.events.subscribe("swaps.changed", ({ payload }) => {
        if (payload[0]?.disputed !== true) return;
        queueMicrotask(() => stop());
        resolve(payload);
      });
    });
    const plan = await carryOut(room.swaps.prepareDispute(next.walletId));
    expect(plan.warnings.join(" ")).toMatch(/cannot take it back/);
    await disputed;
    const wish = { to: wallet.address, amountRao: TAO, allowDeath: false };
    expect((await refusal(room.transfers.prepare(next.walletId, wish))).code).toBe("COLDKEY_SWAP_DISPUTED");
    expect((await refusal(room.swaps.prepareDispute(next.walletId))).code).toBe("COLDKEY_SWAP_DISPUTED");
  });

  it("made elsewhere can be said to be one's own, and be taken back", async () => {
    const third = await makeWallet(room.keys, "third");
    const fourth = await makeWallet(room.keys, "fourth");
    practice.fund(third.address, 5n * TAO);
    await inStep();
    const { coldkeyHash } = await import("#main/swaps/plan-coldkey.ts");
    const seen = told((count) => count === 2);
    const hash = coldkeyHash(fourth.address) as `0x${string}`;
    practice.act((ctx) => store.ColdkeySwapAnnouncements.put(ctx, key(third.address), [ctx.block + 20, hash]));
    await seen;
    const after = await room.swaps.acknowledge(third.walletId, fourth.address);
    const mine = after.find(({ coldkey }) => coldkey === third.address);
    expect(mine).toMatchObject({ known: true, newColdkey: fourth.address });
    await seal((mine?.clearableAtBlock ?? 0) - 1 - practice.node.head().number);
    await carryOut(room.swaps.prepareClear(third.walletId));
    expect(store.ColdkeySwapAnnouncements.has(here(), key(third.address))).toBe(false);
  });
});

describe("a runtime that lacks these calls", () => {
  it("says which one, and shows what it still can", async () => {
    const lacking = ["set_identity", "claim_root", "set_root_claim_type", "swap_hotkey_v2", "announce_coldkey_swap"];
    const storage = ["ColdkeySwapAnnouncements", "ColdkeySwapDisputes", "LastRateLimitedBlock"];
    const parts = partsWithout([...lacking, ...storage].map((name) => `SubtensorModule.${name}`));
    const practice = await startPracticeChain({ firstBlocks: 30, parts: { ...parts, guard: () => null } });
    const room = await openChainRoom({ url: practice.url });
    try {
      const wallet = await makeWallet(room.keys, "main", "default");
      await room.chain.whenOnline(10_000);
      practice.fund(wallet.address, 50n * TAO);
      await room.until(({ block }) => block === practice.node.head().number);
      const code = async (work: Promise<unknown>) => (await refusal(work)).code;
      const { walletId } = wallet;
      expect(await code(room.rewards.prepareClaimType(walletId, "keep", []))).toBe("NETWORK_LACKS_CAPABILITY");
      expect((await room.rewards.rewards(walletId)).claimType).toBeNull();
      expect(await room.swaps.announcements()).toEqual([]);
      expect(await code(room.swaps.prepareAnnounce(walletId, encodeAddress(new Uint8Array(32).fill(9))))).toBe(
        "NETWORK_LACKS_CAPABILITY",
      );
      const hotkey = wallet.hotkeys[0]?.address ?? "";
      await room.delegation.prepareAssociate(walletId, hotkey);
      expect((await room.delegation.view(walletId)).hotkeys).toMatchObject([{ owner: "none", subnets: [] }]);
    } finally {
      await room.close();
      await practice.stop();
    }
  });
});
