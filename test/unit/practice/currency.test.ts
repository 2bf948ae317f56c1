import { beforeEach, describe, expect, it } from "vitest";
import { createContext, dispatch } from "#main/practice/chain/context.ts";
import type { CallValue, Context, EventValue } from "#main/practice/describe/index.ts";
import { currency, TotalIssuance } from "#main/practice/pallets/balances/currency.ts";
import { Proxies } from "#main/practice/pallets/proxy/index.ts";
import { Account } from "#main/practice/pallets/system/account.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { createOverlay, emptyState } from "#main/practice/state/overlay.ts";

const runtime = createPracticeRuntimes({ pallets: [], apis: [] })(FIRST_SPEC_VERSION);
const A = `0x${"aa".repeat(32)}` as const;
const B = `0x${"bb".repeat(32)}` as const;
const ED = 500n;
const TAO = 1_000_000_000n;

let events: EventValue[];
let ctx: Context;
const names = (): string[] => events.map(({ pallet, name }) => `${pallet}.${name}`);
const free = (who: `0x${string}`): bigint => currency.free(ctx, who);

beforeEach(() => {
  events = [];
  ctx = createContext({ runtime, overlay: createOverlay(emptyState), block: 1, author: B, events });
  currency.mint(ctx, A, 10_000n);
  events.length = 0;
});

/** What a signed call leads to, by error name. */
const run = (pallet: string, name: string, args: Record<string, unknown>): string => {
  const outcome = dispatch(ctx, { type: "signed", who: A }, { pallet, name, args });
  return outcome.ok ? "ok" : runtime.errorName(outcome.error);
};

describe("the currency", () => {
  it("makes an account with its first balance and ends it with its last", () => {
    currency.transfer(ctx, A, B, 9_700n, "allowDeath");
    expect(names()).toEqual([
      "System.KilledAccount",
      "Balances.DustLost",
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
    ]);
    expect([free(A), free(B), Account.has(ctx, A)]).toEqual([0n, 9_700n, false]);
    expect(TotalIssuance.get(ctx)).toBe(9_700n);
  });

  it("fails with the chain's Token errors and changes nothing then", () => {
    const transfer = (value: bigint, kind = "transfer_keep_alive"): string =>
      run("Balances", kind, { dest: { type: "Id", value: B }, value });
    expect(transfer(10_001n)).toBe("Token.FundsUnavailable");
    expect(transfer(9_501n)).toBe("Token.NotExpendable");
    expect(transfer(499n)).toBe("Token.BelowMinimum");
    expect(transfer(9_501n, "transfer_allow_death")).toBe("ok");
    expect(run("Balances", "transfer_keep_alive", { dest: { type: "Raw", value: new Uint8Array() }, value: 1n })).toBe(
      "CannotLookup",
    );
    expect(
      dispatch(ctx, { type: "root" }, { pallet: "Balances", name: "burn", args: { value: 1n, keep_alive: true } }),
    ).toEqual({
      ok: false,
      error: { type: "BadOrigin" },
    });
  });

  it("sends all, with or without the existential deposit", () => {
    expect(run("Balances", "transfer_all", { dest: { type: "Id", value: B }, keep_alive: true })).toBe("ok");
    expect([free(A), free(B)]).toEqual([ED, 9_500n]);
    expect(run("Balances", "transfer_all", { dest: { type: "Id", value: B }, keep_alive: false })).toBe("ok");
    expect([free(A), free(B)]).toEqual([0n, 10_000n]);
  });

  it("moves nothing to oneself", () => {
    currency.transfer(ctx, A, A, 1_000n, "keepAlive");
    expect([free(A), names()]).toEqual([10_000n, []]);
  });

  it("keeps frozen and reserved τ from being spent", () => {
    Account.mutate(ctx, A, (info) => ({ ...info, data: { ...info.data, frozen: 6_000n } }));
    expect(currency.spendable(ctx, A, "allowDeath")).toBe(4_000n);
    expect(run("Balances", "transfer_keep_alive", { dest: { type: "Id", value: B }, value: 4_001n })).toBe(
      "Token.Frozen",
    );
    currency.reserve(ctx, A, 3_000n);
    expect(Account.get(ctx, A).data).toMatchObject({ free: 7_000n, reserved: 3_000n });
    expect(currency.spendable(ctx, A, "allowDeath")).toBe(4_000n);
    currency.unreserve(ctx, A, 5_000n);
    expect(Account.get(ctx, A).data).toMatchObject({ free: 10_000n, reserved: 0n });
  });

  it("counts what is made and destroyed", () => {
    currency.mint(ctx, B, 700n);
    currency.burn(ctx, A, 1_000n, "keepAlive");
    currency.withdraw(ctx, A, 1_000n, "keepAlive");
    currency.deposit(ctx, B, 1_000n);
    expect(TotalIssuance.get(ctx)).toBe(9_700n);
    expect(free(A) + free(B)).toBe(9_700n);
  });
});

describe("batches", () => {
  const call = (value: bigint): CallValue => ({
    pallet: "Balances",
    name: "transfer_keep_alive",
    args: { dest: { type: "Id", value: B }, value },
  });

  it("undo what a failed part did, and all of it with batch_all", () => {
    expect(run("Utility", "batch", { calls: [call(600n), call(99_999n), call(700n)] })).toBe("ok");
    expect(free(B)).toBe(600n);
    expect(run("Utility", "force_batch", { calls: [call(99_999n), call(100n)] })).toBe("ok");
    expect(free(B)).toBe(700n);
    expect(run("Utility", "batch_all", { calls: [call(100n), call(99_999n)] })).toBe("Token.FundsUnavailable");
    expect(free(B)).toBe(700n);
  });

  it("pay if any part pays, and weigh what is inside", () => {
    const batch = { pallet: "Utility", name: "batch", args: { calls: [call(1n), call(2n)] } };
    expect(runtime.pays(batch)).toBe(true);
    expect(runtime.weigh(batch).ref_time).toBeGreaterThan(2n * runtime.weigh(call(1n)).ref_time);
    const many = { calls: Array.from({ length: 10_923 }, () => call(1n)) };
    expect(run("Utility", "batch", many)).toBe("Utility.TooManyCalls");
  });
});

describe("proxies", () => {
  const one = (type: string) => ({ delegate: { type: "Id", value: B }, proxy_type: { type }, delay: 0 });

  it("reserve their deposit and give it back", () => {
    currency.mint(ctx, A, TAO);
    expect(run("Proxy", "add_proxy", one("Staking"))).toBe("ok");
    expect(Account.get(ctx, A).data.reserved).toBe(93_000_000n);
    expect(run("Proxy", "add_proxy", one("Transfer"))).toBe("ok");
    expect(Proxies.get(ctx, A)).toEqual([
      [
        { delegate: B, proxy_type: { type: "Staking" }, delay: 0 },
        { delegate: B, proxy_type: { type: "Transfer" }, delay: 0 },
      ],
      126_000_000n,
    ]);
    expect(run("Proxy", "add_proxy", one("Staking"))).toBe("Proxy.Duplicate");
    expect(run("Proxy", "add_proxy", { ...one("Any"), delegate: { type: "Id", value: A } })).toBe("Proxy.NoSelfProxy");
    expect(run("Proxy", "remove_proxy", one("Any"))).toBe("Proxy.NotFound");
    expect(run("Proxy", "remove_proxy", one("Staking"))).toBe("ok");
    expect(Account.get(ctx, A).data.reserved).toBe(93_000_000n);
    expect(run("Proxy", "remove_proxies", {})).toBe("ok");
    expect(Account.get(ctx, A).data).toMatchObject({ free: TAO + 10_000n, reserved: 0n });
    expect(Proxies.has(ctx, A)).toBe(false);
  });

  it("need the deposit to be there", () => {
    expect(run("Proxy", "add_proxy", one("Staking"))).toBe("Token.FundsUnavailable");
  });
});
