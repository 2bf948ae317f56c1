import { describe, expect, it } from "vitest";
import { findCommand } from "#main/cli/commands.ts";
import { ORDERS } from "#main/cli/orders/order-fields.ts";
import { readOrder } from "#main/cli/orders/read-order.ts";

const HOTKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

describe("orders as they are typed", () => {
  it("reads amounts exactly, all, tolerance and limit", () => {
    const typed = { netuid: 8, to: HOTKEY, amount: "10", tolerance: "0.5", limitPrice: "0.05", partial: true };
    const read = readOrder("stake", typed);
    if (read.kind !== "staking") throw new Error("no staking order");
    expect(read.guard).toEqual({
      protect: true,
      allowPartial: true,
      tolerancePpm: 5_000,
      limitPriceRaoPerAlpha: "50000000",
    });
    expect(read.order(null)).toEqual({ operation: "stake", netuid: 8, hotkey: HOTKEY, amountRao: "10000000000" });
    const all = readOrder("unstake", { netuid: 8, hotkey: HOTKEY, amount: "all" });
    expect(all.kind === "staking" && all.order(null)).toMatchObject({ operation: "unstake", alphaRao: null });
    const root = readOrder("unstake-all", { hotkey: HOTKEY, toRoot: true });
    expect(root.kind === "staking" && root.order(null)).toEqual({ operation: "unstakeAllAlpha", hotkey: HOTKEY });
    expect(readOrder("transfer", { to: HOTKEY, amount: "1" })).toEqual({
      kind: "transfer",
      input: { to: HOTKEY, amountRao: "1000000000", allowDeath: false },
    });
  });

  it.each([
    ["stake", { netuid: 8, to: HOTKEY, amount: "1.2345678901" }, "AMOUNT_TOO_PRECISE"],
    ["stake", { netuid: 8, to: HOTKEY, amount: "5 alpha" }, "AMOUNT_UNIT_WRONG"],
    ["stake", { netuid: 8, to: HOTKEY, amount: "-5" }, "AMOUNT_NEGATIVE"],
    ["unstake", { netuid: 8, hotkey: HOTKEY, amount: "5 tao" }, "AMOUNT_UNIT_WRONG"],
    ["stake", { netuid: 8, to: HOTKEY, amount: "5", tolerance: "70" }, "USAGE_WRONG"],
    ["stake", { netuid: 8, to: HOTKEY, amount: "5", tolerance: "0" }, "USAGE_WRONG"],
    ["stake", { netuid: 8, to: HOTKEY, amount: "5", tolerance: "1", noLimit: true }, "USAGE_WRONG"],
  ] as const)("refuses %s %o as %s", (name, typed, code) => {
    expect(() => readOrder(name, typed)).toThrow(expect.objectContaining({ code }));
  });

  it("has a command and a quote for every operation", () => {
    for (const { name } of ORDERS) {
      expect(findCommand([name]).command.path).toEqual([name]);
      expect(findCommand(["quote", name]).command.path).toEqual(["quote", name]);
    }
    expect(findCommand(["quote", "register"]).command.path).toEqual(["quote", "register"]);
    // Moving stake and moving a miner share a first word; the longer name wins.
    expect(findCommand(["move", "export"]).command.usage).toContain("--to FILE");
    expect(findCommand(["move", "5"]).command.path).toEqual(["move"]);
  });
});
