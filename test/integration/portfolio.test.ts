import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import { SAMPLE_EVERY_BLOCKS } from "#main/portfolio/portfolio.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { encodeAddress } from "#src/address/ss58.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;

describe("portfolio on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;

  const seen = () => room.until(({ block }) => block === practice.node.head().number);
  const hotkey = () => room.keys.hotkey(wallet.walletId, "default").address;
  async function send(name: string, ...args: unknown[]): Promise<void> {
    const spec: PlanSpec = {
      title: name,
      signer: { walletId: wallet.walletId, role: "coldkey" },
      call: (api) => buildCall(api, "SubtensorModule", name, ...args),
      rows: [],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    };
    const plan = await room.transactions.prepare(spec);
    const sent = await room.transactions.submit(plan.planId, undefined, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(3);
    expect(await settled).toMatchObject({ state: "finalized", error: null });
    await seen();
  }

  beforeEach(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    wallet = await room.keys.createPractice("practice", "default");
    practice.fund(wallet.address, 1_000n * TAO);
    await room.chain.whenOnline(10_000);
    await seen();
  });
  afterEach(async () => {
    await room.close();
    await practice.stop();
  });

  /** Stopping waits for a sample under way. */
  async function noted(): Promise<void> {
    await room.portfolio.stop();
    room.portfolio.start();
  }

  it("shows positions at spot and at exit, root apart, with sums that add up", async () => {
    await send("burned_register", NETUID, hotkey());
    await send("add_stake", hotkey(), NETUID, 50n * TAO);
    await send("add_stake", hotkey(), 0, 20n * TAO);
    const { positions, availability, totals } = await room.portfolio.get();
    const subnet = positions.find(({ netuid }) => netuid === NETUID);
    const root = positions.find(({ netuid }) => netuid === 0);
    expect(root).toMatchObject({
      alphaRao: (20n * TAO).toString(),
      spotRao: (20n * TAO).toString(),
      hotkeyName: "default",
    });
    expect(root?.exitRao).toBe(root?.spotRao);
    expect(BigInt(subnet?.exitRao ?? "0")).toBeGreaterThan(0n);
    expect(BigInt(subnet?.exitRao ?? "0")).toBeLessThan(BigInt(subnet?.spotRao ?? "0"));
    expect(BigInt(subnet?.exitFeeAlphaRao ?? "0")).toBeGreaterThan(0n);
    const held = availability.find(({ netuid }) => netuid === NETUID);
    expect(held).toMatchObject({ coldkey: wallet.address, totalAlphaRao: subnet?.alphaRao, lockedAlphaRao: "0" });
    const { freeRao, reservedRao, rootRao, subnetsSpotRao, subnetsExitRao, totalSpotRao, totalExitRao } = totals;
    const sum = (...parts: (string | null)[]): string =>
      parts.reduce((total, part) => total + BigInt(part ?? "-1"), 0n).toString();
    expect(totalSpotRao).toBe(sum(freeRao, reservedRao, rootRao, subnetsSpotRao));
    expect(totalExitRao).toBe(sum(freeRao, reservedRao, rootRao, subnetsExitRao));
    const [balance] = await room.balances.mine();
    expect(totalSpotRao).toBe(balance?.totalRao);
  });

  it("counts watched coldkeys", async () => {
    const before = await room.portfolio.get();
    const watched = await startWatched();
    const after = await room.portfolio.get();
    expect(BigInt(after.totals.freeRao) - BigInt(before.totals.freeRao)).toBe(watched);
  });

  async function startWatched(): Promise<bigint> {
    const address = encodeAddress(new Uint8Array(32).fill(9));
    practice.fund(address, 7n * TAO);
    await room.keys.watch("watched", address);
    await seen();
    return 7n * TAO;
  }

  it("notes the worth every so many blocks, and keeps it for the next run", async () => {
    practice.seal();
    await seen();
    await noted();
    const first = room.portfolio.history("all");
    expect(first.length).toBeGreaterThan(0);
    practice.fund(wallet.address, 5n * TAO);
    practice.seal(SAMPLE_EVERY_BLOCKS);
    await seen();
    await noted();
    const points = room.portfolio.history("day");
    expect(points.length).toBeGreaterThan(first.length);
    expect(BigInt(points.at(-1)?.totalRao ?? "0") - BigInt(first[0]?.totalRao ?? "0")).toBe(5n * TAO);
    const { dir } = room;
    await room.stop();
    room = await openChainRoom({ url: practice.url, dir });
    await room.chain.whenOnline(10_000);
    expect(room.portfolio.history("all").slice(0, points.length)).toEqual(points);
  });

  it("is empty without wallets, and says so when offline", async () => {
    const empty = await openChainRoom({ url: practice.url });
    await empty.chain.whenOnline(10_000);
    expect(await empty.portfolio.get()).toMatchObject({ positions: [], totals: { totalSpotRao: "0" } });
    await empty.chain.stop();
    await expect(empty.portfolio.get()).rejects.toMatchObject({ code: "NETWORK_OFFLINE" });
    expect(() => empty.portfolio.history("all")).toThrow(expect.objectContaining({ code: "NETWORK_OFFLINE" }));
    await empty.close();
  });
});
