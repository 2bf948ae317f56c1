import { describe, expect, it } from "vitest";
import {
  AccountId32,
  blake2,
  fromSs58,
  identity,
  NetUid,
  optionalMap,
  storageMap,
  storageValue,
  TaoBalance,
  toSs58,
  twox64,
} from "#main/practice/describe/index.ts";
import { Account } from "#main/practice/pallets/system/account.ts";
import { fromHex, toHex, u16, u64, vec } from "#main/practice/scale/index.ts";
import { createOverlay, emptyState } from "#main/practice/state/overlay.ts";

const ALICE = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
const BOB = "0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";
const Burn = storageMap("SubtensorModule", "Burn", [identity(NetUid)], TaoBalance, 100_000_000n);
const Uids = optionalMap("SubtensorModule", "Uids", [identity(NetUid), blake2(AccountId32)], u16);
const List = storageMap("Test", "List", [twox64(u16)], vec(u16), []);

describe("storage", () => {
  it("has the live chain's keys", () => {
    expect(Burn.key(1)).toBe("658faa385070e074c85bf6b568cf055501be1755d08418802946bca51b6863250100");
    expect(Uids.key(1, ALICE)).toBe(
      "658faa385070e074c85bf6b568cf0555aab1b4e78e1ea8305462ee53b3686dc80100de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
    );
    expect(Account.key(ALICE)).toBe(
      "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
    );
  });

  it("reads defaults where nothing is written, and undefined where optional", () => {
    const ctx = { state: createOverlay(emptyState) };
    expect(Burn.get(ctx, 7)).toBe(100_000_000n);
    expect(Burn.has(ctx, 7)).toBe(false);
    expect(Uids.get(ctx, 7, ALICE)).toBeUndefined();
    expect(toHex(Burn.fallback())).toBe("0x00e1f50500000000");
    expect(toHex(Uids.fallback())).toBe("0x00");
    // A default that is a list is a new one at each read.
    List.get(ctx, 1).push(5);
    expect(List.get(ctx, 1)).toEqual([]);
  });

  it("writes, changes, removes and lists", () => {
    const ctx = { state: createOverlay(emptyState) };
    Burn.put(ctx, 1, 5n);
    expect(Burn.mutate(ctx, 1, (burn) => burn + 1n)).toBe(6n);
    Uids.put(ctx, 1, ALICE, 0);
    Uids.put(ctx, 1, BOB, 1);
    Uids.put(ctx, 2, ALICE, 9);
    expect(
      [...Uids.entries(ctx, 1)]
        .map(([[netuid, who], uid]) => [netuid, who, uid])
        .sort((a, b) => Number(a[2]) - Number(b[2])),
    ).toEqual([
      [1, ALICE, 0],
      [1, BOB, 1],
    ]);
    expect([...Uids.entries(ctx)]).toHaveLength(3);
    expect(Uids.mutate(ctx, 1, ALICE, () => undefined)).toBeUndefined();
    expect(Uids.clear(ctx, 1)).toBe(1);
    expect([...Uids.entries(ctx)]).toEqual([[[2, ALICE], 9]]);
    Burn.remove(ctx, 1);
    expect(Burn.get(ctx, 1)).toBe(100_000_000n);
  });

  it("keeps single values under the item's own key", () => {
    const Total = storageValue("SubtensorModule", "TotalNetworks", u16, 3);
    const ctx = { state: createOverlay(emptyState) };
    expect(Total.get(ctx)).toBe(3);
    Total.put(ctx, 4);
    expect(Total.get(ctx)).toBe(4);
    expect(fromHex(Total.key())).toHaveLength(32);
  });

  it("names accounts by SS58 and back", () => {
    expect(toSs58(ALICE)).toBe("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    expect(fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")).toBe(ALICE);
  });

  it("keeps the balance types apart from plain numbers by name only", () => {
    expect(TaoBalance.base).toBe(u64);
  });
});
