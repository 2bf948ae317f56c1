import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WalletView } from "#src/contract/wallet.ts";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, type PracticeUser } from "#test/support/practice-user.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;

describe("fees of the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let user: PracticeUser;
  let wallet: WalletView;

  beforeAll(async () => {
    practice = await startPracticeChain();
    room = await openChainRoom({ url: practice.url });
    user = await connectUser(practice);
    wallet = await room.keys.createPractice("practice", "default");
    practice.fund(wallet.address, 100n * TAO);
    practice.fund(user.key("//Alice").address, 100n * TAO);
    await room.chain.whenOnline(10_000);
  });
  afterAll(async () => {
    await user.disconnect();
    await room.close();
    await practice.stop();
  });

  const price = (pallet: string, call: string, args: Record<string, unknown>, signer?: string) =>
    room.fees.price({ pallet, call, args }, signer);
  const hotkey = () => room.keys.hotkey(wallet.walletId, "default").address;
  const addStake = () => ({ hotkey: hotkey(), netuid: NETUID, amount_staked: "1000000000" });

  it("quotes what the chain then takes, to the rao", async () => {
    const alice = user.key("//Alice");
    const bob = user.key("//Bob");
    const quoted = await price(
      "Balances",
      "transfer_keep_alive",
      { dest: bob.address, value: "1000000000" },
      alice.address,
    );
    // A call with an era: as long as the one that was priced.
    const call = user.api.tx.balances?.transferKeepAlive?.(bob.address, 1_000_000_000n);
    if (!call) throw new Error("no transfer");
    const paid = await user.send(call, alice, { era: 64 });
    expect(paid.error).toBeNull();
    expect(paid.feeRao.toString()).toBe(quoted.fee.totalRao);
    const { baseRao, lengthRao, weightRao, totalRao } = quoted.fee;
    expect(BigInt(baseRao) + BigInt(lengthRao) + BigInt(weightRao)).toBe(BigInt(totalRao));
    expect(quoted.signerKnown).toBe(false);
  });

  it("tells free calls, swap fees and the alpha fallback", async () => {
    const weights = await price("SubtensorModule", "set_weights", {
      netuid: NETUID,
      dests: [0, 1],
      weights: [1, 1],
      version_key: 0,
    });
    expect(weights.fee).toMatchObject({ free: true, totalRao: "0" });
    expect(weights.notes.join(" ")).toContain("free");
    const stake = await price("SubtensorModule", "add_stake", addStake());
    expect(stake.fee.free).toBe(false);
    expect(stake.signerKnown).toBe(true);
    expect(stake.notes.join(" ")).toContain("swap fee");
  });

  it("splits a batch into what each call inside brings", async () => {
    const inside = [
      { call: "SubtensorModule.add_stake", args: addStake() },
      { call: "SubtensorModule.set_weights", args: { netuid: NETUID, dests: [0], weights: [1], version_key: 0 } },
    ];
    const batch = await price("Utility", "batch_all", { calls: inside });
    expect(batch.inner.map(({ call, pays }) => [call, pays])).toEqual([
      ["SubtensorModule.add_stake", true],
      ["SubtensorModule.set_weights", false],
    ]);
    const innerRao = batch.inner.reduce((sum, part) => sum + BigInt(part.weightRao), 0n);
    expect(BigInt(batch.ownWeightRao ?? "-1")).toBeGreaterThan(0n);
    expect(innerRao + BigInt(batch.ownWeightRao ?? "0")).toBe(BigInt(batch.fee.weightRao));
    const free = await price("Utility", "batch_all", { calls: [inside[1]] });
    expect(free.fee.free).toBe(true);
    expect(free.notes.join(" ")).toContain("every call inside is free");
  });

  it("prices every call of the chain once per runtime, and names what the chain lacks", async () => {
    const table = await room.fees.list(false);
    const has = (name: string) => table.rows.find(({ pallet, call }) => `${pallet}.${call}` === name);
    expect(table.rows.filter(({ state }) => state === "unpriced")).toEqual([]);
    expect(has("SubtensorModule.set_weights")).toMatchObject({ state: "free", totalRao: "0", group: "Weights" });
    expect(has("SubtensorModule.serve_axon")).toMatchObject({ state: "free" });
    expect(has("SubtensorModule.add_stake")).toMatchObject({ state: "pays", group: "Staking" });
    expect(has("SubtensorModule.schedule_swap_coldkey")).toMatchObject({ state: "missing", totalRao: null });
    const known = room.fees.calls().flatMap(({ pallet, calls }) => calls.map((call) => `${pallet}.${call}`));
    for (const name of known) expect(has(name)?.state).toMatch(/^(pays|free)$/);
    practice.seal(3);
    expect((await room.fees.list(false)).atBlock).toBe(table.atBlock);
  });

  it("shows a form whose own sample can be priced, for every call", async () => {
    for (const { pallet, calls } of room.fees.calls()) {
      for (const call of calls) {
        const form = room.fees.form(pallet, call);
        const args = Object.fromEntries(form.arguments.map(({ name, sample }) => [name, sample]));
        const priced = await price(pallet, call, args);
        expect(priced.call).toMatchObject({ section: pallet, method: call });
      }
    }
  });

  it("names deposits, minimums and rates as the chain has them, and what is set aside", async () => {
    const before = await room.fees.deposits();
    const value = (source: string) => before.rows.find((row) => row.source === source)?.value;
    expect(value("Balances.ExistentialDeposit")).toBe("500");
    expect(value("Proxy.ProxyDepositBase")).toBe("60000000");
    expect(value("SubtensorModule.InitialMinStake")).toBe("2000000");
    expect(value("Crowdloan.MinimumDeposit")).toBeNull();
    expect(value("Swap.FeeRate")).toBe("0.050354");
    expect(before.held).toEqual([]);
    expect(before.destinations.map(({ part }) => part)).toContain("Tip");
  });

  it("refuses calls, arguments and signers that are none", async () => {
    await expect(price("Nothing", "add_stake", {})).rejects.toMatchObject({
      code: "FEES_CALL_UNKNOWN",
      field: "pallet",
    });
    await expect(price("SubtensorModule", "addStake", {})).rejects.toMatchObject({
      code: "FEES_CALL_UNKNOWN",
      field: "call",
    });
    await expect(price("SubtensorModule", "add_stake", { ...addStake(), netuid: 70_000 })).rejects.toMatchObject({
      code: "FEES_ARGUMENT_WRONG",
      field: "args.netuid",
    });
    await expect(
      price("Utility", "batch", { calls: [{ call: "SubtensorModule.nothing", args: {} }] }),
    ).rejects.toMatchObject({ code: "FEES_CALL_UNKNOWN", field: "args.calls[0]" });
    await expect(
      price("SubtensorModule", "add_stake", addStake(), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ"),
    ).rejects.toMatchObject({
      field: "signer",
    });
    const calls = Array.from({ length: 101 }, () => ({ call: "SubtensorModule.add_stake", args: addStake() }));
    await expect(price("Utility", "batch", { calls })).rejects.toMatchObject({ code: "FEES_TOO_MANY_CALLS" });
  });
});
