import { describe, expect, it } from "vitest";
import { callKind } from "#src/history/call-kind.ts";
import { changeOf, feeOf, tradesOf } from "#src/history/flows.ts";

const MINE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const OTHER = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const own = new Set([MINE]);

describe("what events mean for own keys", () => {
  it("adds up what came and went, the fee included", () => {
    const events = [
      { name: "Balances.Withdraw", data: [MINE, "120"] },
      { name: "Balances.Transfer", data: [MINE, OTHER, "1000"] },
      { name: "Balances.Transfer", data: [OTHER, MINE, "30"] },
      { name: "Balances.Deposit", data: [OTHER, "120"] },
      { name: "TransactionPayment.TransactionFeePaid", data: [MINE, "120", "0"] },
    ];
    expect(changeOf(events, own)).toBe(-1_090n);
    expect(feeOf(events, MINE)).toEqual({ rao: 120n, alphaRao: null });
    expect(feeOf(events, OTHER)).toEqual({ rao: 0n, alphaRao: null });
  });

  it("tells a fee that was taken in alpha", () => {
    const events = [
      { name: "SubtensorModule.TransactionFeePaidWithAlpha", data: [MINE, "8", "28000000", "1400000"] },
      { name: "TransactionPayment.TransactionFeePaid", data: [MINE, "1400000", "0"] },
    ];
    expect(feeOf(events, MINE)).toEqual({ rao: 0n, alphaRao: 28_000_000n });
  });

  it("reads purchases and sales of own coldkeys alone", () => {
    const events = [
      { name: "SubtensorModule.StakeAdded", data: [MINE, OTHER, "100", "2000", "8", "1"] },
      { name: "SubtensorModule.StakeRemoved", data: [OTHER, OTHER, "100", "2000", "8", "1"] },
    ];
    expect(tradesOf(events, own)).toEqual([
      { side: "buy", coldkey: MINE, hotkey: OTHER, netuid: 8, taoRao: "100", alphaRao: "2000", feeRao: "1" },
    ]);
  });

  it("names what a call is for", () => {
    expect(callKind("SubtensorModule", "add_stake_limit", true)).toBe("stake");
    expect(callKind("SubtensorModule", "remove_stake_full_limit", true)).toBe("unstake");
    expect(callKind("SubtensorModule", "swap_stake_limit", true)).toBe("move");
    expect(callKind("SubtensorModule", "register_limit", true)).toBe("register");
    expect(callKind("SubtensorModule", "commit_timelocked_weights", true)).toBe("weights");
    expect(callKind("Balances", "transfer_keep_alive", true)).toBe("transfer");
    expect(callKind("Balances", "transfer_keep_alive", false)).toBe("received");
  });
});
