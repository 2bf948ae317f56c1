import { beforeEach, describe, expect, it } from "vitest";
import { createContext, dispatch } from "#main/practice/chain/context.ts";
import { blake256, type CallValue, type Context, type EventValue } from "#main/practice/describe/index.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { Multisigs } from "#main/practice/pallets/multisig.ts";
import { Proxies, payerOf, RealPaysFee } from "#main/practice/pallets/proxy/index.ts";
import { Account } from "#main/practice/pallets/system/account.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { encode, fromHex, type Hex, toHex } from "#main/practice/scale/index.ts";
import { createOverlay, emptyState } from "#main/practice/state/overlay.ts";
import { multisigAccount } from "#src/multisig/multisig-account.ts";

const runtime = createPracticeRuntimes({ pallets: [], apis: [] })(FIRST_SPEC_VERSION);
const A = `0x${"aa".repeat(32)}` as const;
const B = `0x${"bb".repeat(32)}` as const;
const C = `0x${"cc".repeat(32)}` as const;
const TAO = 1_000_000_000n;
const id = (value: Hex) => ({ type: "Id", value });

let events: EventValue[];
let ctx: Context;
let block = 10;
const run = (who: Hex, pallet: string, name: string, args: Record<string, unknown>): string => {
  const outcome = dispatch({ ...ctx, block }, { type: "signed", who }, { pallet, name, args });
  return outcome.ok ? "ok" : runtime.errorName(outcome.error);
};
const send = (value: bigint): CallValue => ({
  pallet: "Balances",
  name: "transfer_keep_alive",
  args: { dest: id(C), value },
});
type Told = { ok: true } | { ok: false; error: never };
/** The first field of the last event of this name, or its result. */
const last = (name: string): unknown => {
  const value = events.findLast((event) => event.name === name)?.value as { result?: Told; pure?: Hex } | undefined;
  return value?.result ?? value?.pure;
};
/** What the last event with a result tells. */
const result = (): string => {
  const outcome = (last("ProxyExecuted") ?? last("MultisigExecuted")) as Told;
  return outcome.ok ? "ok" : runtime.errorName(outcome.error);
};
const reserved = (who: Hex): bigint => Account.get(ctx, who).data.reserved;

beforeEach(() => {
  events = [];
  block = 10;
  ctx = createContext({
    runtime,
    overlay: createOverlay(emptyState),
    block,
    author: B,
    events,
    extrinsicIndex: () => 3,
  });
  for (const who of [A, B, C]) currency.mint(ctx, who, 10n * TAO);
});

describe("acting for another account", () => {
  const proxy = (call: CallValue, type?: string) => ({
    real: id(A),
    force_proxy_type: type === undefined ? undefined : { type },
    call,
  });
  const add = (type: string, delay = 0) =>
    run(A, "Proxy", "add_proxy", { delegate: id(B), proxy_type: { type }, delay });

  it("moves the account's money, and tells a failure inside without failing itself", () => {
    expect(run(B, "Proxy", "proxy", proxy(send(TAO)))).toBe("Proxy.NotProxy");
    expect(add("Transfer")).toBe("ok");
    expect(run(B, "Proxy", "proxy", proxy(send(TAO), "Any"))).toBe("Proxy.NotProxy");
    expect(run(B, "Proxy", "proxy", proxy(send(TAO)))).toBe("ok");
    expect([result(), currency.free(ctx, C)]).toEqual(["ok", 11n * TAO]);
    expect(run(B, "Proxy", "proxy", proxy(send(100n * TAO)))).toBe("ok");
    expect(result()).toBe("Token.FundsUnavailable");
    const burn = { pallet: "Balances", name: "burn", args: { value: 1n, keep_alive: true } };
    expect(run(B, "Proxy", "proxy", proxy(burn))).toBe("ok");
    expect(result()).toBe("System.CallFiltered");
    expect(currency.free(ctx, C)).toBe(11n * TAO);
  });

  it("filters what is inside a batch too, and starts afresh behind a proxy call inside", () => {
    add("NonTransfer");
    const batch = { pallet: "Utility", name: "batch_all", args: { calls: [send(1n)] } };
    expect(run(B, "Proxy", "proxy", proxy(batch))).toBe("ok");
    expect(result()).toBe("System.CallFiltered");
    run(C, "Proxy", "add_proxy", { delegate: id(A), proxy_type: { type: "Any" }, delay: 0 });
    const nested = {
      pallet: "Proxy",
      name: "proxy",
      args: { real: id(C), force_proxy_type: undefined, call: send(1n) },
    };
    expect(run(B, "Proxy", "proxy", proxy(nested))).toBe("ok");
    expect(events.filter(({ name }) => name === "ProxyExecuted").length).toBe(3);
    expect(result()).toBe("ok");
  });

  it("is free where the call inside is, and weighs more than that call", () => {
    const remark = { pallet: "System", name: "remark", args: { remark: new Uint8Array(3) } };
    const outer = { pallet: "Proxy", name: "proxy", args: proxy(send(1n)) };
    expect(runtime.pays(outer)).toBe(true);
    expect(runtime.weigh(outer).ref_time).toBeGreaterThan(runtime.weigh(send(1n)).ref_time);
    expect(runtime.pays({ ...outer, args: proxy(remark) })).toBe(runtime.pays(remark));
    const announced = { pallet: "Proxy", name: "proxy_announced", args: { ...proxy(remark), delegate: id(B) } };
    expect(runtime.pays(announced)).toBe(true);
  });

  it("waits for a delay, and takes the deposit for an announcement until then", () => {
    add("Any", 5);
    const call = send(TAO);
    const hash = blake256(encode(runtime.RuntimeCall, call));
    expect(run(B, "Proxy", "proxy", proxy(call))).toBe("Proxy.Unannounced");
    expect(run(C, "Proxy", "announce", { real: id(A), call_hash: hash })).toBe("Proxy.NotProxy");
    expect(run(B, "Proxy", "announce", { real: id(A), call_hash: hash })).toBe("ok");
    expect(reserved(B)).toBe(104_000_000n);
    const now = { delegate: id(B), ...proxy(call) };
    block = 14;
    expect(run(C, "Proxy", "proxy_announced", now)).toBe("Proxy.Unannounced");
    block = 15;
    expect(run(C, "Proxy", "proxy_announced", { ...now, call: send(2n) })).toBe("Proxy.Unannounced");
    expect(run(C, "Proxy", "proxy_announced", now)).toBe("ok");
    expect([result(), reserved(B)]).toEqual(["ok", 0n]);
    run(B, "Proxy", "announce", { real: id(A), call_hash: hash });
    run(B, "Proxy", "announce", { real: id(A), call_hash: `0x${"11".repeat(32)}` });
    expect(reserved(B)).toBe(172_000_000n);
    expect(run(A, "Proxy", "reject_announcement", { delegate: id(B), call_hash: hash })).toBe("ok");
    expect(reserved(B)).toBe(104_000_000n);
    expect(run(B, "Proxy", "remove_announcement", { real: id(A), call_hash: hash })).toBe("Proxy.NotFound");
    expect(run(B, "Proxy", "remove_announcement", { real: id(A), call_hash: `0x${"11".repeat(32)}` })).toBe("ok");
    expect(reserved(B)).toBe(0n);
  });

  it("makes the real account pay once it agreed, until the proxy is removed", () => {
    const outer: CallValue = { pallet: "Proxy", name: "proxy", args: proxy(send(1n)) };
    const agree = (pays_fee: boolean) => run(A, "Proxy", "set_real_pays_fee", { delegate: id(B), pays_fee });
    expect(agree(true)).toBe("Proxy.NotProxy");
    add("Staking");
    expect(payerOf(ctx, outer, B)).toBe(B);
    expect(agree(true)).toBe("ok");
    expect([payerOf(ctx, outer, B), payerOf(ctx, outer, C)]).toEqual([A, C]);
    expect(agree(false)).toBe("ok");
    expect(payerOf(ctx, outer, B)).toBe(B);
    agree(true);
    run(A, "Proxy", "remove_proxy", { delegate: id(B), proxy_type: { type: "Staking" }, delay: 0 });
    expect(RealPaysFee.has(ctx, A, B)).toBe(false);
  });

  it("makes a pure account, which its maker alone can use and end", () => {
    const made = { proxy_type: { type: "Any" }, delay: 0, index: 0 };
    expect(run(A, "Proxy", "create_pure", made)).toBe("ok");
    expect(run(A, "Proxy", "create_pure", made)).toBe("Proxy.Duplicate");
    const pure = last("PureCreated") as Hex;
    expect([reserved(A), Proxies.get(ctx, pure)[0].length]).toEqual([93_000_000n, 1]);
    currency.mint(ctx, pure, TAO);
    const kill: CallValue = {
      pallet: "Proxy",
      name: "kill_pure",
      args: { spawner: id(A), proxy_type: { type: "Any" }, index: 0, height: 10, ext_index: 3 },
    };
    const via = (call: CallValue) => ({ real: id(pure), force_proxy_type: undefined, call });
    expect(run(A, "Proxy", "kill_pure", kill.args)).toBe("Proxy.NoPermission");
    run(A, "Proxy", "proxy", via({ ...kill, args: { ...kill.args, height: 11 } }));
    expect(result()).toBe("Proxy.NoPermission");
    run(A, "Proxy", "proxy", via(kill));
    expect([result(), reserved(A), Proxies.has(ctx, pure)]).toEqual(["ok", 0n, false]);
    expect(run(A, "Proxy", "proxy", via(send(1n)))).toBe("Proxy.NotProxy");
  });
});

describe("a multisig", () => {
  const shared = toHex(
    multisigAccount(
      [A, B, C].map((one) => fromHex(one)),
      2,
    ),
  );
  const call = send(TAO);
  const hash = blake256(encode(runtime.RuntimeCall, call));
  const max_weight = { ref_time: 10n ** 12n, proof_size: 0n };
  const when = { height: 10, index: 3 };
  const byHash = (others: Hex[], timepoint?: typeof when) => ({
    threshold: 2,
    other_signatories: others,
    maybe_timepoint: timepoint,
    call_hash: hash,
    max_weight,
  });
  const whole = (others: Hex[], timepoint?: typeof when) => {
    const { call_hash: _, ...rest } = byHash(others, timepoint);
    return { ...rest, call };
  };

  it("runs the call with the last approval and gives the deposit back", () => {
    currency.mint(ctx, shared, 5n * TAO);
    expect(run(A, "Multisig", "approve_as_multi", byHash([B, C]))).toBe("ok");
    expect(reserved(A)).toBe(196_000_000n);
    expect(Multisigs.get(ctx, shared, hash)).toMatchObject({ when, depositor: A, approvals: [A] });
    expect(run(A, "Multisig", "approve_as_multi", byHash([B, C], when))).toBe("Multisig.AlreadyApproved");
    expect(run(B, "Multisig", "as_multi", whole([A, C]))).toBe("Multisig.NoTimepoint");
    expect(run(B, "Multisig", "as_multi", whole([A, C], { height: 9, index: 3 }))).toBe("Multisig.WrongTimepoint");
    const light = { ...whole([A, C], when), max_weight: { ref_time: 1n, proof_size: 0n } };
    expect(run(B, "Multisig", "as_multi", light)).toBe("Multisig.MaxWeightTooLow");
    expect(run(B, "Multisig", "as_multi", whole([A, C], when))).toBe("ok");
    expect([result(), reserved(A), currency.free(ctx, C)]).toEqual(["ok", 0n, 11n * TAO]);
    expect(Multisigs.has(ctx, shared, hash)).toBe(false);
  });

  it("is cancelled by who began it, and wants its lists in order", () => {
    run(A, "Multisig", "approve_as_multi", byHash([B, C]));
    const cancel = (others: Hex[]) => ({ threshold: 2, other_signatories: others, timepoint: when, call_hash: hash });
    expect(run(B, "Multisig", "cancel_as_multi", cancel([A, C]))).toBe("Multisig.NotOwner");
    expect(run(A, "Multisig", "cancel_as_multi", cancel([B, C]))).toBe("ok");
    expect(reserved(A)).toBe(0n);
    expect(run(A, "Multisig", "cancel_as_multi", cancel([B, C]))).toBe("Multisig.NotFound");
    expect(run(A, "Multisig", "approve_as_multi", byHash([C, B]))).toBe("Multisig.SignatoriesOutOfOrder");
    expect(run(A, "Multisig", "approve_as_multi", byHash([A, B]))).toBe("Multisig.SenderInSignatories");
    expect(run(A, "Multisig", "approve_as_multi", byHash([]))).toBe("Multisig.TooFewSignatories");
    expect(run(A, "Multisig", "approve_as_multi", byHash([B, C], when))).toBe("Multisig.UnexpectedTimepoint");
    expect(run(A, "Multisig", "approve_as_multi", { ...byHash([B, C]), threshold: 1 })).toBe(
      "Multisig.MinimumThreshold",
    );
  });

  it("of which one is enough runs at once, and fails as its call does", () => {
    const alone = toHex(
      multisigAccount(
        [A, B].map((one) => fromHex(one)),
        1,
      ),
    );
    const args = { other_signatories: [B], call };
    expect(run(A, "Multisig", "as_multi_threshold_1", args)).toBe("Token.FundsUnavailable");
    currency.mint(ctx, alone, 5n * TAO);
    expect(run(A, "Multisig", "as_multi_threshold_1", args)).toBe("ok");
    expect(currency.free(ctx, C)).toBe(11n * TAO);
  });
});
