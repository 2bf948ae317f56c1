import { afterEach, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { changeStake, positionOf } from "#main/practice/pallets/subtensor/positions.ts";
import { toHex } from "#main/practice/scale/index.ts";
import type { Guard } from "#main/staking/quote-context.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { StakingOrder } from "#src/contract/staking.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { createCuttableProxy } from "#test/support/cuttable-proxy.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { partsOfNewer } from "#test/support/older-runtime.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;
const OTHER = 3;
const GUARD: Guard = { protect: true, tolerancePpm: 5_000, allowPartial: false, limitPriceRao: null };

interface Place {
  readonly practice: PracticeChain;
  readonly room: ChainRoom;
  readonly wallet: WalletView;
  readonly hotkey: string;
  readonly otherHotkey: string;
  inStep(): Promise<unknown>;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const key = (address: string) => toHex(decodeAddress(address).accountId);

/** A wallet with TAO and stake on two subnets. */
async function open(practice: PracticeChain, url: string): Promise<Place> {
  closing.push(() => practice.stop());
  const room = await openChainRoom({ url });
  closing.push(() => room.close());
  const wallet = await makeWallet(room.keys, "main", "default");
  const hotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 0)).publicKey);
  const otherHotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 1)).publicKey);
  practice.fund(wallet.address, 1_000n * TAO);
  practice.act((ctx) => {
    for (const netuid of [NETUID, OTHER]) changeStake(ctx, key(hotkey), key(wallet.address), netuid, 100_000n * TAO);
  });
  await room.chain.whenOnline(10_000);
  const inStep = () => room.until(({ block }) => block === practice.node.head().number);
  await inStep();
  return { practice, room, wallet, hotkey, otherHotkey, inStep };
}

describe("a move under a limit, on a runtime that has one", () => {
  it("is limited between subnets, in part or not at all, and plain within one", async () => {
    const practice = await startPracticeChain({ parts: partsOfNewer() });
    const { room, wallet, hotkey, otherHotkey, inStep } = await open(practice, practice.url);
    const place = { operation: "move", hotkey, netuid: NETUID, toHotkey: otherHotkey, toNetuid: OTHER } as const;
    const quote = (order: StakingOrder, change: Partial<Guard> = {}) =>
      room.staking.quote({ coldkey: wallet.address, order, guard: { ...GUARD, ...change }, curvePoints: 0 });

    const within = await quote({ ...place, toNetuid: NETUID, alphaRao: TAO.toString() });
    expect(within.call.method).toBe("move_stake");
    const free = await quote({ ...place, alphaRao: TAO.toString() }, { protect: false });
    expect(free).toMatchObject({ call: { method: "move_stake" }, swap: { limitPriceRaoPerAlpha: null } });

    const past = await quote({ ...place, alphaRao: (50_000n * TAO).toString() }).then(
      () => null,
      (error: unknown) => error as { code: string; details: { mostRao: string } },
    );
    expect(past).toMatchObject({ code: "STAKING_PAST_TOLERANCE" });
    const most = past?.details.mostRao ?? "";
    expect((await quote({ ...place, alphaRao: most })).swap?.fills).toBe("whole");

    const order = { ...place, alphaRao: (50_000n * TAO).toString() };
    const part = await quote(order, { allowPartial: true });
    expect(part).toMatchObject({ call: { method: "move_stake_limit" }, swap: { fills: "part", tolerancePpm: 5_000 } });
    const plan = await room.staking.prepare({
      walletId: wallet.walletId,
      order,
      guard: { ...GUARD, allowPartial: true },
    });
    expect(plan.call.args.map(({ name }) => name)).toEqual([
      "origin_hotkey",
      "destination_hotkey",
      "origin_netuid",
      "destination_netuid",
      "alpha_amount",
      "limit_price",
      "allow_partial",
    ]);
    const sent = await room.transactions.submit(plan.planId, PASSWORD, approving);
    practice.seal(3);
    const done = await room.transactions.wait(sent.transactionId, "finalized", 30_000);
    expect(done).toMatchObject({ state: "finalized", error: null, paid: { feeRao: plan.fee.totalRao } });
    await inStep();
    const ctx = practice.node.readContext(practice.node.head().number);
    const left = positionOf(ctx, key(hotkey), key(wallet.address), NETUID);
    const moved = 100_000n * TAO - left;
    expect(moved).toBeLessThan(50_000n * TAO);
    // Blocks in between pay dividends into the position; what left it is the part that fits.
    expect(Number(moved) / Number(most)).toBeCloseTo(1, 2);
  });

  it("is plain where the node has no such call, and the quote says that nothing guards it", async () => {
    const practice = await startPracticeChain();
    const { room, wallet, hotkey, otherHotkey } = await open(practice, practice.url);
    const quote = await room.staking.quote({
      coldkey: wallet.address,
      order: {
        operation: "move",
        hotkey,
        netuid: NETUID,
        toHotkey: otherHotkey,
        toNetuid: OTHER,
        alphaRao: TAO.toString(),
      },
      guard: GUARD,
      curvePoints: 0,
    });
    expect(quote).toMatchObject({ call: { method: "move_stake" }, swap: { limitPriceRaoPerAlpha: null } });
    expect(quote.warnings.join()).toContain("has no price limit");
    // What it would bring to go out again at once, and at which price nothing is lost.
    const { swap } = quote;
    expect(BigInt(swap?.exitRao ?? 0)).toBeLessThan(BigInt(swap?.destination?.taoRao ?? 0));
    expect(BigInt(swap?.breakEvenPriceRaoPerAlpha ?? 0)).toBeGreaterThan(
      BigInt(swap?.destination?.priceRaoPerAlpha ?? 0),
    );
  });
});

describe("a quote for a changed amount", () => {
  it("takes one round: everything is asked before anything is answered", async () => {
    const practice = await startPracticeChain();
    const proxy = await createCuttableProxy(practice.port);
    closing.push(() => proxy.close());
    const { room, wallet, hotkey, otherHotkey, practice: chain, inStep } = await open(practice, proxy.url);
    const { rpc } = room.chain.live();
    const receiver = encodeAddress(new Uint8Array(32).fill(7));
    const stakeOrder = (order: (amount: string) => StakingOrder) => (amount: bigint) =>
      room.staking.quote({
        coldkey: wallet.address,
        order: order(amount.toString()),
        guard: { ...GUARD, allowPartial: true },
        curvePoints: 24,
      });
    const place = { netuid: NETUID, hotkey };
    const orders: Record<string, (amount: bigint) => Promise<{ atBlock: number }>> = {
      stake: stakeOrder((amountRao) => ({ operation: "stake", ...place, amountRao })),
      unstake: stakeOrder((alphaRao) => ({ operation: "unstake", ...place, alphaRao })),
      swap: stakeOrder((alphaRao) => ({ operation: "swap", ...place, toNetuid: OTHER, alphaRao })),
      move: stakeOrder((alphaRao) => ({
        operation: "move",
        ...place,
        toHotkey: otherHotkey,
        toNetuid: OTHER,
        alphaRao,
      })),
      give: stakeOrder((alphaRao) => ({
        operation: "transferStake",
        ...place,
        toColdkey: receiver,
        toNetuid: NETUID,
        alphaRao,
      })),
      transfer: (amountRao) => room.transfers.quote(wallet.address, { to: receiver, amountRao, allowDeath: false }),
    };
    for (const [name, ask] of Object.entries(orders)) {
      await ask(5n * TAO);
      // A block in between moves the pools, so that the second leg of a swap cannot be guessed to the rao.
      chain.seal();
      await inStep();
      // The node gets nothing that is asked after the mark, so only what went out together can be answered.
      const release = proxy.holdAfter("system_name");
      const asking = ask(7n * TAO);
      await Promise.resolve();
      const mark = rpc.send("system_name");
      const quote = await asking;
      expect([name, quote.atBlock]).toEqual([name, chain.node.head().number]);
      release();
      await mark;
    }
  });
});
