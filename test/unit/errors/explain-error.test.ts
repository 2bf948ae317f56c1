import { describe, expect, it } from "vitest";
import { explainedNames, findExplanation } from "#src/errors/dispatch-errors.ts";
import { explainDispatchError } from "#src/errors/explain-error.ts";
import { explainPoolError } from "#src/errors/pool-errors.ts";

describe("failures in plain words", () => {
  it("explains at least the failures that a miner or holder meets, each once and with a next step", () => {
    const names = explainedNames();
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      const [section, own] = name.includes(".") ? name.split(".") : ["SubtensorModule", name];
      const found = findExplanation(section as string, own as string);
      expect(found?.meaning).toMatch(/\.$/);
      expect(found?.next).toMatch(/\.$/);
    }
  });

  it("knows a pallet's own failure from another pallet's of the same name", () => {
    expect(explainDispatchError({ section: "Swap", name: "InsufficientLiquidity" }).message).toMatch(/pool/);
    expect(
      explainDispatchError({ section: "Crowdloan", name: "AmountTooLow", docs: ["The amount", " is low."] }),
    ).toEqual({
      name: "Crowdloan.AmountTooLow",
      message: "The amount is low.",
      hint: expect.stringContaining("chain's own"),
    });
  });

  it("shows the chain's documentation for a failure nobody explained, and its name where there is none", () => {
    expect(explainDispatchError({ section: "SubtensorModule", name: "LockIdOverFlow", docs: [] }).message).toContain(
      "SubtensorModule.LockIdOverFlow",
    );
  });

  it.each([
    ["Invalid Transaction", "Inability to pay some fees (e.g. account balance too low)", "Payment"],
    ["Invalid Transaction", "Transaction is outdated", "Stale"],
    ["Invalid Transaction", "Transaction will be valid in the future", "Future"],
    ["Invalid Transaction", "Transaction has a bad signature", "BadProof"],
    ["Invalid Transaction", "Transaction has an ancient birth block", "AncientBirthBlock"],
    ["Invalid Transaction", "Custom error: 6", "TxRateLimitExceeded"],
    ["Invalid Transaction", "Custom error: 10", "HotKeyNotRegisteredInNetwork"],
    ["Transaction Already Imported", "0x00", "AlreadyImported"],
    [
      "Priority is too low: (1 vs 1)",
      "The transaction has too low priority to replace another transaction already in the pool.",
      "PriorityTooLow",
    ],
    ["Transaction is temporarily banned", undefined, "Banned"],
    ["Immediately Dropped", "The transaction couldn't enter the pool because of the limit", "PoolFull"],
    ["Verification Error: Runtime error: bad format: Could not decode `X`", undefined, "Undecodable"],
  ])("%s / %s is %s", (message, data, name) => {
    const found = explainPoolError({ message, data });
    expect(found.name).toBe(name);
    expect(found.hint).toMatch(/\.$/);
  });

  it("keeps the node's own words for a refusal it does not know", () => {
    expect(explainPoolError({ message: "Invalid Transaction", data: "Custom error: 77" }).message).toContain(
      "Custom error: 77",
    );
    expect(explainPoolError({ message: "Something new", data: "odd" }).message).toContain("Something new: odd");
  });
});
