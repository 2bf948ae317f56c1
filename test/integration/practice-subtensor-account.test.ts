import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "#main/practice/describe/index.ts";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { TotalAlphaIssuance } from "#main/practice/pallets/subtensor/alpha-assets.ts";
import { changeStake, positionOf } from "#main/practice/pallets/subtensor/positions.ts";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { EXTENSION_REF_TIME } from "#main/practice/pallets/transaction-payment.ts";
import { type Hex, toHex } from "#main/practice/scale/index.ts";
import { FEES_AT_424, feeToWeight } from "#src/fees/transaction-fee.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, dataOf, type Outcome, type PracticeUser } from "#test/support/practice-user.ts";

const τ = 1_000_000_000n;
const NETUID = 8;
const HALF = 2n ** 63n;

let chain: PracticeChain;
let user: PracticeUser;
let alice: KeyringPair;
let bob: KeyringPair;
let validator: Hex;

beforeAll(async () => {
  chain = await startPracticeChain({ firstBlocks: 40 });
  user = await connectUser(chain);
  alice = user.key("//Alice");
  bob = user.key("//Bob");
  validator = toHex((await practiceValidatorHotkey(NETUID, 0)).publicKey);
});
afterAll(async () => {
  await user.disconnect();
  await chain.stop();
});

const keyOf = (pair: KeyringPair): Hex => toHex(pair.publicKey);
const here = () => chain.node.readContext(chain.node.head().number);
const block = (): number => chain.node.head().number;
const call = (name: string, ...args: readonly unknown[]) => user.api.tx.subtensorModule?.[name]?.(...args) as never;
const send = (name: string, args: readonly unknown[], who = alice): Promise<Outcome> =>
  user.send(call(name, ...args), who);
const refusalOf = async (name: string, args: readonly unknown[], who = alice) => (await send(name, args, who)).error;
const ok = async (name: string, args: readonly unknown[], who = alice): Promise<Outcome> => {
  const outcome = await send(name, args, who);
  expect(outcome.error).toBeNull();
  return outcome;
};
const free = async (address: string): Promise<bigint> => {
  // biome-ignore lint/suspicious/noExplicitAny: storage of an unknown chain
  const account = (await user.api.query.system?.account?.(address)) as any;
  return account.data.free.toBigInt();
};

describe("identity", () => {
  const identity = (name: string) => [name, "u", "g", "i", "d", "t", "a"];
  it("needs a registered hotkey, counts bytes and is kept", async () => {
    expect(await refusalOf("setIdentity", identity("x"))).toBe("subtensorModule.HotKeyNotRegisteredInNetwork");
    await ok("burnedRegister", [NETUID, user.key("//Alice//1").address]);
    expect(await refusalOf("setIdentity", identity("ü".repeat(129)))).toBe("subtensorModule.InvalidIdentity");
    const outcome = await ok("setIdentity", identity("ü".repeat(128)));
    expect(dataOf(outcome, "subtensorModule.ChainIdentitySet")).toEqual([alice.address]);
    expect(store.IdentitiesV2.get(here(), keyOf(alice))?.name).toHaveLength(256);
  });
});

describe("takes", () => {
  const hotkey = () => user.key("//Alice//1").address;
  it("fall at any time, rise now and then, and are free", async () => {
    const lowered = await ok("decreaseTake", [hotkey(), 5_000]);
    expect(lowered.feeRao).toBe(0n);
    expect(dataOf(lowered, "subtensorModule.TakeDecreased").slice(1)).toEqual([hotkey(), "5000"]);
    await ok("increaseTake", [hotkey(), 6_000]);
    const risen = block();
    expect(await refusalOf("increaseTake", [hotkey(), 7_000])).toBe("subtensorModule.DelegateTxRateLimitExceeded");
    chain.seal(risen + 20 - 1 - block());
    expect(await refusalOf("increaseTake", [hotkey(), 7_000])).toBe("subtensorModule.DelegateTxRateLimitExceeded");
    await ok("increaseTake", [hotkey(), 7_000]);
    expect(block()).toBe(risen + 21);
  });

  it("are refused by the pool where they go the wrong way, too far, or belong to others", async () => {
    await expect(send("increaseTake", [hotkey(), 7_000])).rejects.toThrow("Custom error: 26");
    await expect(send("increaseTake", [hotkey(), 11_797])).rejects.toThrow("Custom error: 27");
    await expect(send("decreaseTake", [hotkey(), 7_000])).rejects.toThrow("Custom error: 26");
    await expect(send("decreaseTake", [validator, 1])).rejects.toThrow("Custom error: 25");
  });

  it("of child keys have a range and a wait for rises", async () => {
    expect(await refusalOf("setChildkeyTake", [hotkey(), NETUID, 11_797])).toBe("subtensorModule.InvalidChildkeyTake");
    await ok("setChildkeyTake", [hotkey(), NETUID, 100]);
    expect(await refusalOf("setChildkeyTake", [hotkey(), NETUID, 101])).toBe(
      "subtensorModule.TxChildkeyTakeRateLimitExceeded",
    );
    await ok("setChildkeyTake", [hotkey(), NETUID, 99]);
    expect(store.ChildkeyTake.get(here(), toHex(user.key("//Alice//1").publicKey), NETUID)).toBe(99);
  });
});

describe("children", () => {
  const parent = () => user.key("//Alice//1").address;
  it("need stake, keep the chain's limits, and come after their wait at an epoch", async () => {
    const child = bob.address;
    expect(await refusalOf("setChildren", [parent(), NETUID, [[HALF, child]]])).toBe(
      "subtensorModule.NotEnoughStakeToSetChildkeys",
    );
    chain.act((ctx) => changeStake(ctx, toHex(user.key("//Alice//1").publicKey), keyOf(alice), 0, 1_000n * τ));
    const refused = async (children: unknown, netuid = NETUID) =>
      refusalOf("setChildren", [parent(), netuid, children]);
    expect(await refused([[1n, child]], 0)).toBe("subtensorModule.RegistrationNotPermittedOnRootSubnet");
    expect(
      await refused([
        [1n, child],
        [1n, child],
      ]),
    ).toBe("subtensorModule.DuplicateChild");
    expect(await refused([[1n, parent()]])).toBe("subtensorModule.InvalidChild");
    expect(
      await refused([
        [HALF, child],
        [HALF, alice.address],
      ]),
    ).toBe("subtensorModule.ProportionOverflow");
    const six = [1, 2, 3, 4, 5, 6].map((number) => [1n, user.key(`//child//${number}`).address]);
    expect(await refused(six)).toBe("subtensorModule.TooManyChildren");
    const outcome = await ok("setChildren", [parent(), NETUID, [[HALF, child]]]);
    const due = block() + 10;
    expect(dataOf(outcome, "subtensorModule.SetChildrenScheduled")[2]).toBe(String(due));
    expect(await refused([])).toBe("subtensorModule.TxRateLimitExceeded");
    const mine = toHex(user.key("//Alice//1").publicKey);
    while (store.PendingChildKeys.has(here(), NETUID, mine)) chain.seal();
    expect(block()).toBeGreaterThan(due);
    expect(store.ChildKeys.get(here(), mine, NETUID)).toEqual([[HALF, keyOf(bob)]]);
    expect(store.ParentKeys.get(here(), keyOf(bob), NETUID)).toEqual([[HALF, mine]]);
  });
});

describe("rewards", () => {
  const stakeOnRoot = () => ok("addStake", [validator, 0, 500n * τ], bob);
  const claimed = () => store.RootClaimed.get(here(), NETUID, validator, keyOf(bob));
  const sealEpochs = (count: number): void => {
    for (let done = 0; done < count; done += 1) {
      const last = store.LastEpochBlock.get(here(), NETUID);
      while (store.LastEpochBlock.get(here(), NETUID) === last) chain.seal();
    }
  };

  it("of root count from the stake on, are left below the threshold, and are paid as the claim type says", async () => {
    await stakeOnRoot();
    const atStart = claimed();
    await ok("claimRoot", [[NETUID]], bob);
    expect([claimed(), positionOf(here(), validator, keyOf(bob), 0)]).toEqual([atStart, 500n * τ]);
    sealEpochs(2);
    const swapped = await ok("claimRoot", [[NETUID]], bob);
    expect(dataOf(swapped, "subtensorModule.RootClaimed")).toEqual([bob.address]);
    expect(claimed()).toBeGreaterThan(atStart + 500_000n);
    expect(positionOf(here(), validator, keyOf(bob), 0)).toBeGreaterThan(500n * τ);
    await ok("setRootClaimType", ["Keep"], bob);
    sealEpochs(2);
    const before = positionOf(here(), validator, keyOf(bob), 0);
    await ok("claimRoot", [[NETUID]], bob);
    expect(positionOf(here(), validator, keyOf(bob), 0)).toBe(before);
    expect(positionOf(here(), validator, keyOf(bob), NETUID)).toBeGreaterThan(500_000n);
  });

  it("refuse lists that are empty or too long", async () => {
    expect(await refusalOf("claimRoot", [[]], bob)).toBe("subtensorModule.InvalidSubnetNumber");
    expect(await refusalOf("claimRoot", [[0, 1, 2, 3, 4, 5]], bob)).toBe("subtensorModule.InvalidSubnetNumber");
    expect(await refusalOf("setRootClaimType", [{ KeepSubnets: { subnets: [] } }], bob)).toBe(
      "subtensorModule.InvalidSubnetNumber",
    );
  });

  it("of mining go where the coldkey wants them", async () => {
    expect(await refusalOf("setColdkeyAutoStakeHotkey", [NETUID, bob.address])).toBe(
      "subtensorModule.HotKeyNotRegisteredInSubNet",
    );
    await ok("setColdkeyAutoStakeHotkey", [NETUID, validator]);
    expect(await refusalOf("setColdkeyAutoStakeHotkey", [NETUID, validator])).toBe(
      "subtensorModule.SameAutoStakeHotkeyAlreadySet",
    );
    expect(store.AutoStakeDestinationColdkeys.get(here(), validator, NETUID)).toEqual([keyOf(alice)]);
  });
});

describe("destroying alpha", () => {
  /** Held, outstanding and issued alpha right before the call in its block, and after it. */
  async function around(name: string): Promise<readonly (readonly bigint[])[]> {
    const read = (ctx: Context) => [
      positionOf(ctx, validator, keyOf(alice), NETUID),
      store.SubnetAlphaOut.get(ctx, NETUID),
      TotalAlphaIssuance.get(ctx, NETUID),
    ];
    let before: bigint[] = [];
    chain.node.privileged((ctx) => {
      before = read(ctx);
    });
    const outcome = await ok(name, [validator, τ, NETUID]);
    const event = name === "burnAlpha" ? "AlphaBurned" : "AlphaRecycled";
    expect(dataOf(outcome, `subtensorModule.${event}`).slice(2)).toEqual([String(τ), "8"]);
    return [before, read(here())];
  }

  it("burns and leaves it counted, recycles and takes it out of what was issued", async () => {
    await ok("addStake", [validator, NETUID, 20n * τ]);
    const [before = [], burned = []] = await around("burnAlpha");
    const off = (held = 0n, now = 0n) => held - now - τ;
    expect([burned[1], burned[2]]).toEqual([before[1], before[2]]);
    expect(off(before[0], burned[0]) ** 2n <= 1n).toBe(true);
    const [then = [], recycled = []] = await around("recycleAlpha");
    expect([off(then[1], recycled[1]), off(then[2], recycled[2])]).toEqual([0n, 0n]);
  });

  it("is refused on root, where nothing was started, and behind unknown hotkeys", async () => {
    expect(await refusalOf("recycleAlpha", [validator, τ, 0])).toBe("subtensorModule.CannotBurnOrRecycleOnRootSubnet");
    expect(await refusalOf("burnAlpha", [validator, τ, 99])).toBe("subtensorModule.SubnetNotExists");
    expect(await refusalOf("burnAlpha", [user.key("//nobody").address, τ, NETUID])).toBe(
      "subtensorModule.HotKeyAccountNotExists",
    );
    chain.node.privileged((ctx) => store.SubtokenEnabled.put(ctx, NETUID, false));
    expect(await refusalOf("burnAlpha", [validator, τ, NETUID])).toBe("subtensorModule.SubtokenDisabled");
    chain.act((ctx) => store.SubtokenEnabled.put(ctx, NETUID, true));
  });
});

describe("hotkey swaps", () => {
  it("move UID, axon and everybody's stake on one subnet, for 0.001 τ, and then wait", async () => {
    const old = user.key("//Alice//1");
    const next = user.key("//Alice//2");
    const uid = store.Uids.get(here(), NETUID, keyOf(old));
    await ok("addStake", [old.address, NETUID, 3n * τ], bob);
    const bobs = positionOf(here(), keyOf(old), keyOf(bob), NETUID);
    const before = await free(alice.address);
    const outcome = await ok("swapHotkeyV2", [old.address, next.address, NETUID, false]);
    expect(dataOf(outcome, "subtensorModule.HotkeySwappedOnSubnet")).toEqual([
      alice.address,
      old.address,
      next.address,
      "8",
    ]);
    expect(before - (await free(alice.address))).toBe(1_000_000n + outcome.feeRao);
    expect(store.Uids.get(here(), NETUID, keyOf(next))).toBe(uid);
    expect(store.Uids.has(here(), NETUID, keyOf(old))).toBe(false);
    expect(positionOf(here(), keyOf(next), keyOf(bob), NETUID)).toBe(bobs);
    expect(store.ChildKeys.get(here(), keyOf(next), NETUID)).toEqual([[HALF, keyOf(bob)]]);
    expect(store.ParentKeys.get(here(), keyOf(bob), NETUID)).toEqual([[HALF, keyOf(next)]]);
    expect(await refusalOf("swapHotkeyV2", [next.address, old.address, NETUID, false])).toBe(
      "subtensorModule.HotKeySetTxRateLimitExceeded",
    );
  });

  it("are refused for others' hotkeys, the same one, a registered one and an unclean one", async () => {
    chain.seal(16);
    const [old, next] = [user.key("//Alice//2").address, user.key("//Alice//3").address];
    expect(await refusalOf("swapHotkeyV2", [validator, next, null, false])).toBe(
      "subtensorModule.NonAssociatedColdKey",
    );
    expect(await refusalOf("swapHotkeyV2", [old, old, null, false])).toBe("subtensorModule.NewHotKeyIsSameWithOld");
    expect(await refusalOf("swapHotkeyV2", [old, validator, null, false])).toBe("subtensorModule.NonAssociatedColdKey");
    expect(await refusalOf("swapHotkeyV2", [old, user.key("//Alice//1").address, null, false])).toBe(
      "subtensorModule.NewHotKeyNotCleanForRootSwap",
    );
  });

  it("keep the stake behind the old hotkey where that is wanted", async () => {
    const [old, next] = [user.key("//Alice//2"), user.key("//Alice//3")];
    const bobs = positionOf(here(), keyOf(old), keyOf(bob), NETUID);
    await ok("swapHotkeyV2", [old.address, next.address, NETUID, true]);
    expect(positionOf(here(), keyOf(old), keyOf(bob), NETUID)).toBe(bobs);
    expect(store.Uids.has(here(), NETUID, keyOf(next))).toBe(true);
  });

  it("everywhere cost 0.1 τ and leave nothing behind", async () => {
    chain.seal(16);
    const [old, next] = [user.key("//Alice//3"), user.key("//Alice//4")];
    const before = await free(alice.address);
    const outcome = await ok("swapHotkeyV2", [old.address, next.address, null, false]);
    expect(before - (await free(alice.address))).toBe(100_000_000n + outcome.feeRao);
    expect(store.Owner.has(here(), keyOf(old))).toBe(false);
    expect(store.Owner.get(here(), keyOf(next))).toBe(keyOf(alice));
  });
});

describe("coldkey swaps", () => {
  const fresh = () => user.key("//fresh");
  const hashOf = (pair: KeyringPair): Hex => user.api.registry.hash(pair.publicKey).toHex();
  const transfer = (who = alice) =>
    user.send(user.api.tx.balances?.transferKeepAlive?.(bob.address, 1_000n) as never, who);

  it("are announced for 0.1 τ, freeze everything else, and move all after their wait", async () => {
    const before = await free(alice.address);
    const outcome = await ok("announceColdkeySwap", [hashOf(fresh())]);
    const announced = block();
    expect(before - (await free(alice.address))).toBe(100_000_000n + outcome.feeRao);
    expect(store.ColdkeySwapAnnouncements.get(here(), keyOf(alice))?.[0]).toBe(announced + 20);
    await expect(transfer()).rejects.toThrow("Custom error: 0");
    const batch = user.api.tx.utility?.batch?.([call("disputeColdkeySwap")]) as never;
    await expect(user.send(batch, alice)).rejects.toThrow("Custom error: 0");
    expect(await refusalOf("swapColdkeyAnnounced", [fresh().address])).toBe("subtensorModule.ColdkeySwapTooEarly");
    expect(await refusalOf("clearColdkeySwapAnnouncement", [])).toBe("subtensorModule.ColdkeySwapClearTooEarly");
    expect(await refusalOf("announceColdkeySwap", [hashOf(bob)])).toBe(
      "subtensorModule.ColdkeySwapReannouncedTooEarly",
    );
    chain.seal(announced + 20 - 1 - block());
    expect(await refusalOf("swapColdkeyAnnounced", [bob.address])).toBe(
      "subtensorModule.AnnouncedColdkeyHashDoesNotMatch",
    );
    const stake = positionOf(here(), validator, keyOf(alice), NETUID);
    const owned = store.OwnedHotkeys.get(here(), keyOf(alice));
    const left = await free(alice.address);
    const swapped = await ok("swapColdkeyAnnounced", [fresh().address]);
    expect(await free(fresh().address)).toBe(left - swapped.feeRao);
    expect(await free(alice.address)).toBe(0n);
    const moved = positionOf(here(), validator, keyOf(fresh()), NETUID);
    expect(moved >= stake - 1n && moved <= stake + τ).toBe(true);
    expect(store.OwnedHotkeys.get(here(), keyOf(fresh()))).toEqual(owned);
    expect(store.IdentitiesV2.has(here(), keyOf(fresh()))).toBe(true);
    expect(store.AutoStakeDestination.get(here(), keyOf(fresh()), NETUID)).toBe(validator);
  });

  it("inside a batch are met by the guard at each call", async () => {
    const calls = [
      call("announceColdkeySwap", hashOf(user.key("//other"))),
      user.api.tx.balances?.transferKeepAlive?.(alice.address, 1_000n),
    ];
    const outcome = await user.send(user.api.tx.utility?.batch?.(calls as never) as never, bob);
    expect(dataOf(outcome, "utility.BatchInterrupted")[0]).toBe("1");
    expect(store.ColdkeySwapAnnouncements.has(here(), keyOf(bob))).toBe(true);
  });

  it("can be taken back later, and a disputed account signs nothing", async () => {
    const [executeAt = 0] = store.ColdkeySwapAnnouncements.get(here(), keyOf(bob)) ?? [];
    chain.seal(executeAt + 15 - 1 - block());
    await ok("clearColdkeySwapAnnouncement", [], bob);
    await transfer(fresh());
    await ok("announceColdkeySwap", [hashOf(user.key("//other"))], bob);
    const disputed = await ok("disputeColdkeySwap", [], bob);
    expect(dataOf(disputed, "subtensorModule.ColdkeySwapDisputed")).toEqual([bob.address]);
    await expect(send("disputeColdkeySwap", [], bob)).rejects.toThrow("Custom error: 21");
    await expect(send("swapColdkeyAnnounced", [fresh().address], bob)).rejects.toThrow("Custom error: 21");
  });
});

describe("weights of these calls", () => {
  // Facts 5.1, written down here once more.
  const RAO: Readonly<Record<string, readonly [bigint, readonly unknown[]]>> = {
    setIdentity: [103_520n, ["", "", "", "", "", "", ""]],
    setChildkeyTake: [214_435n, [new Uint8Array(32), 1, 0]],
    setChildren: [1_684_500n, [new Uint8Array(32), 1, []]],
    claimRoot: [469_500n, [[1]]],
    setRootClaimType: [234_142n, ["Keep"]],
    setColdkeyAutoStakeHotkey: [166_926n, [1, new Uint8Array(32)]],
    recycleAlpha: [548_570n, [new Uint8Array(32), 1, 1]],
    burnAlpha: [434_482n, [new Uint8Array(32), 1, 1]],
    swapHotkey: [7_846_019n, [new Uint8Array(32), new Uint8Array(32), null]],
    swapHotkeyV2: [2_537_650n, [new Uint8Array(32), new Uint8Array(32), null, false]],
    announceColdkeySwap: [223_624n, [new Uint8Array(32)]],
    swapColdkeyAnnounced: [1_356_578n, [new Uint8Array(32)]],
    disputeColdkeySwap: [86_646n, []],
    clearColdkeySwapAnnouncement: [84_748n, []],
  };
  it.each(Object.entries(RAO))("%s is declared with the live chain's weight", async (name, [rao, args]) => {
    const { weight } = await (
      call(name, ...args) as { paymentInfo(who: string): Promise<{ weight: { refTime: { toBigInt(): bigint } } }> }
    ).paymentInfo(user.key("//fresh").address);
    expect(weight.refTime.toBigInt()).toBe(feeToWeight(FEES_AT_424, rao) + EXTENSION_REF_TIME);
  });
});
