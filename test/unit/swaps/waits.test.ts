import { describe, expect, it } from "vitest";
import { clearableAtBlock, refuseWhileAnnounced } from "#src/swaps/announcement.ts";
import { hotkeySwapAllowedAt } from "#src/swaps/hotkey-swap.ts";
import { nextAfter, nextAfterMoreThan } from "#src/transactions/rate-limit.ts";

describe("waits", () => {
  it("count from the last time, and never where there was none", () => {
    expect([nextAfterMoreThan(0, 1_000), nextAfterMoreThan(500, 1_000), nextAfterMoreThan(500, 0)]).toEqual([
      0, 1_501, 0,
    ]);
    expect([nextAfter(0, 150), nextAfter(500, 150)]).toEqual([0, 650]);
  });

  it("of hotkey swaps are the later of two", () => {
    const limits = { lastTxBlock: 10_000, txRateLimit: 1_000, lastSwapBlock: 9_000, subnetInterval: 7_200 };
    expect(hotkeySwapAllowedAt(limits)).toBe(16_201);
    expect(hotkeySwapAllowedAt({ ...limits, lastSwapBlock: null })).toBe(11_001);
    expect(hotkeySwapAllowedAt({ ...limits, lastSwapBlock: 1_000 })).toBe(11_001);
    expect(hotkeySwapAllowedAt({ ...limits, lastTxBlock: 0, lastSwapBlock: 0 })).toBe(7_201);
  });

  it("of announcements begin when the swap could be carried out", () => {
    expect(clearableAtBlock(36_500, 7_200)).toBe(43_700);
  });
});

describe("an announced swap", () => {
  const announced = { executeAtBlock: 9, disputed: false };
  it("leaves only the swap's own calls", () => {
    expect(refuseWhileAnnounced("Balances.transfer_all", null)).toBeNull();
    expect(refuseWhileAnnounced("Balances.transfer_all", announced)).toBe("ColdkeySwapAnnounced");
    expect(refuseWhileAnnounced("Utility.batch_all", announced)).toBe("ColdkeySwapAnnounced");
    for (const call of [
      "announce_coldkey_swap",
      "swap_coldkey_announced",
      "dispute_coldkey_swap",
      "clear_coldkey_swap_announcement",
    ])
      expect(refuseWhileAnnounced(`SubtensorModule.${call}`, announced)).toBeNull();
    expect(refuseWhileAnnounced("MevShield.submit_encrypted", announced)).toBeNull();
  });

  it("leaves nothing once it is disputed", () => {
    const disputed = { ...announced, disputed: true };
    expect(refuseWhileAnnounced("SubtensorModule.dispute_coldkey_swap", disputed)).toBe("ColdkeySwapDisputed");
  });
});
