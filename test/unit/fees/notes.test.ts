import { describe, expect, it } from "vitest";
import { feeNotes } from "#src/fees/notes.ts";

const free = { free: true };
const paying = { free: false };
const weights = { call: "SubtensorModule.set_weights", pays: false };
const sell = { call: "SubtensorModule.remove_stake", pays: true };
const text = (...input: Parameters<typeof feeNotes>): string => feeNotes(...input).join(" ");

describe("notes on a fee", () => {
  it("tells that a proxy call follows the call inside, and an announced one never does", () => {
    expect(text("Proxy.proxy", free, [weights])).toContain("takes over that the call inside is free");
    expect(text("Proxy.proxy", paying, [sell])).toContain("pays because the call inside pays");
    expect(text("Proxy.proxy_announced", paying, [weights])).toContain("always pays");
  });

  it("tells why a batch pays or is free", () => {
    expect(text("Utility.batch", free, [weights])).toContain("every call inside is free");
    expect(text("Utility.batch", paying, [weights, sell])).toContain("1 of 2 calls inside pay");
  });

  it("offers alpha for the fee only where the call stands alone", () => {
    expect(text("SubtensorModule.remove_stake", paying, [])).toContain("in alpha from the position");
    expect(text("Utility.batch", paying, [sell])).toContain("cannot be taken in alpha");
    expect(text("SubtensorModule.add_stake", paying, [])).not.toContain("alpha");
  });

  it("tells of the swap fee, inside wrappers too", () => {
    expect(text("SubtensorModule.add_stake", paying, [])).toContain("swap fee");
    expect(text("Utility.batch", paying, [sell])).toContain("swap fee");
    expect(text("Balances.transfer_keep_alive", paying, [])).not.toContain("swap fee");
    expect(text("SubtensorModule.register_limit", paying, [])).toContain("taken out of it, not added");
    expect(text("SubtensorModule.register_limit", paying, [])).not.toContain("swap fee comes on top");
  });
});
