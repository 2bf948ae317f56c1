import { TypeRegistry } from "@polkadot/types";
import { u8aConcat } from "@polkadot/util";
import { blake2AsU8a } from "@polkadot/util-crypto";
import { describe, expect, it } from "vitest";
import { feePayer } from "#src/proxies/fee-payer.ts";
import { PROXY_TYPES, proxyTypeWords } from "#src/proxies/proxy-types.ts";
import { pureAccount } from "#src/proxies/pure-account.ts";
import { filterAt424, includesType, letsThrough, mayProxy } from "#src/proxies/type-filter.ts";

const allowed = (type: string, pallet: string, name: string, args: Record<string, unknown> = {}): boolean =>
  mayProxy(type, filterAt424(type), { pallet, name, args });
const subtensor = (type: string, name: string, args: Record<string, unknown> = {}): boolean =>
  allowed(type, "SubtensorModule", name, args);

describe("what a proxy type lets through", () => {
  it("lets a trading key trade, and send nothing away", () => {
    for (const name of [
      "add_stake",
      "add_stake_limit",
      "remove_stake",
      "remove_stake_limit",
      "remove_stake_full_limit",
      "unstake_all",
      "unstake_all_alpha",
      "swap_stake",
      "swap_stake_limit",
      "move_stake",
      "set_root_claim_type",
    ]) {
      expect([name, subtensor("Staking", name)]).toEqual([name, true]);
      expect([name, subtensor("NonFungible", name)]).toEqual([name, name === "set_root_claim_type"]);
    }
    expect(subtensor("Staking", "transfer_stake")).toBe(false);
    expect(subtensor("Staking", "burned_register")).toBe(false);
    expect(allowed("Staking", "Balances", "transfer_keep_alive")).toBe(false);
    expect(allowed("Staking", "Utility", "batch_all")).toBe(false);
  });

  it("lets wide types move the money, each as far as the chain's list says", () => {
    expect(allowed("NonCritical", "Balances", "transfer_all")).toBe(true);
    expect(subtensor("NonCritical", "register_limit")).toBe(true);
    for (const name of ["burned_register", "root_register", "dissolve_network", "announce_coldkey_swap"]) {
      expect([name, subtensor("NonCritical", name)]).toEqual([name, false]);
    }
    expect(allowed("NonTransfer", "Balances", "transfer_all")).toBe(false);
    expect(subtensor("NonTransfer", "transfer_stake")).toBe(false);
    expect(subtensor("NonTransfer", "remove_stake")).toBe(true);
    expect(subtensor("NonFungible", "swap_hotkey_v2")).toBe(false);
    expect(subtensor("NonFungible", "register_limit")).toBe(true);
  });

  it("bounds small transfers below half a token", () => {
    expect(allowed("SmallTransfer", "Balances", "transfer_keep_alive", { value: 499_999_999n })).toBe(true);
    expect(allowed("SmallTransfer", "Balances", "transfer_keep_alive", { value: 500_000_000n })).toBe(false);
    expect(allowed("SmallTransfer", "Balances", "transfer_keep_alive", {})).toBe(false);
    expect(allowed("SmallTransfer", "Balances", "transfer_all", { value: 1n })).toBe(false);
    expect(subtensor("SmallTransfer", "transfer_stake", { alpha_amount: "499999999" })).toBe(true);
    expect(subtensor("SmallTransfer", "transfer_stake", { alpha_amount: "500000000" })).toBe(false);
  });

  it("knows that a rule may turn round for an exception, or hang on the call inside", () => {
    expect(allowed("Owner", "AdminUtils", "sudo_set_kappa")).toBe(true);
    expect(allowed("Owner", "AdminUtils", "sudo_set_sn_owner_hotkey")).toBe(false);
    const inside = (name: string) => ({ call: { pallet: "System", name, args: {} } });
    expect(allowed("SudoUncheckedSetCode", "Sudo", "sudo_unchecked_weight", inside("set_code"))).toBe(true);
    expect(allowed("SudoUncheckedSetCode", "Sudo", "sudo_unchecked_weight", inside("remark"))).toBe(false);
    const narrowed = { ...filterAt424("NonTransfer"), exceptions: [{ pallet: "Balances", call: "burn" }] };
    expect(letsThrough(narrowed, { pallet: "Balances", name: "burn", args: {} })).toBe(true);
  });

  it("gives no right that a type does not have itself", () => {
    const type = (name: string) => ({ proxy_type: name });
    expect(allowed("NonTransfer", "Proxy", "add_proxy", type("Staking"))).toBe(true);
    expect(allowed("NonTransfer", "Proxy", "add_proxy", type("Transfer"))).toBe(false);
    expect(allowed("NonTransfer", "Proxy", "add_proxy", { proxy_type: { type: "Any" } })).toBe(false);
    expect(allowed("Any", "Proxy", "kill_pure")).toBe(true);
    expect(allowed("NonTransfer", "Proxy", "kill_pure")).toBe(false);
    expect(allowed("NonTransfer", "Proxy", "remove_proxies")).toBe(false);
    expect(includesType("Transfer", "SmallTransfer")).toBe(true);
    expect(includesType("Staking", "RootClaim")).toBe(false);
  });

  it("lets dead types do nothing, and says so", () => {
    const dead = PROXY_TYPES.filter((one) => one.dead).map(({ name }) => name);
    expect(dead).toEqual(["Senate", "Triumvirate", "Governance", "RootWeights"]);
    for (const name of dead) expect(allowed(name, "System", "remark")).toBe(false);
    expect(proxyTypeWords("BasketTrading")).toMatchObject({ width: "wide", dead: false });
  });
});

describe("who pays the fee", () => {
  type C = { real: string; inner: C } | { batch: C[] } | "other";
  const payer = (call: C, agreed: readonly string[]): string =>
    feePayer<C>(call, "signer", {
      proxied: (one) => (one !== "other" && "real" in one ? one : null),
      batched: (one) => (one !== "other" && "batch" in one ? one.batch : null),
      realPays: (real, delegate) => agreed.includes(`${real}<${delegate}`),
    });
  const one: C = { real: "A", inner: "other" };
  const two: C = { real: "B", inner: one };

  it("is the signer until the account acted for agrees to", () => {
    expect(payer("other", ["A<signer"])).toBe("signer");
    expect(payer(one, [])).toBe("signer");
    expect(payer(one, ["A<signer"])).toBe("A");
  });
  it("follows two levels, and only where the outer one agrees", () => {
    expect(payer(two, ["B<signer"])).toBe("B");
    expect(payer(two, ["B<signer", "A<B"])).toBe("A");
    expect(payer(two, ["A<B"])).toBe("signer");
    expect(payer({ real: "C", inner: two }, ["C<signer", "B<C", "A<B"])).toBe("B");
  });
  it("looks into a batch of proxy calls for one account", () => {
    const all = ["B<signer", "A<B"];
    expect(payer({ real: "B", inner: { batch: [one, one] } }, all)).toBe("A");
    expect(payer({ real: "B", inner: { batch: [one, "other"] } }, all)).toBe("B");
    expect(payer({ real: "B", inner: { batch: [one, { real: "D", inner: "other" }] } }, all)).toBe("B");
    expect(payer({ real: "B", inner: { batch: [] } }, all)).toBe("B");
    expect(payer({ batch: [one] }, ["A<signer"])).toBe("signer");
  });
});

it("derives a pure account as the chain's encoding does", () => {
  const registry = new TypeRegistry();
  for (const [height, extrinsicIndex, typeIndex, index] of [
    [1, 1, 0, 0],
    [8_602_853, 169, 8, 65_535],
    [4_294_967_295, 300, 17, 256],
  ] as const) {
    const spawner = new Uint8Array(32).fill(height % 256);
    const entropy = registry.createType(
      "(AccountId32, u32, u32, u8, u16)" as "u32",
      [spawner, height, extrinsicIndex, typeIndex, index] as never,
    );
    const expected = blake2AsU8a(u8aConcat("modlpy/proxy____", entropy.toU8a()));
    expect(pureAccount({ spawner, height, extrinsicIndex, typeIndex, index })).toEqual(expected);
  }
});
