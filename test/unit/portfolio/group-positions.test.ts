import { describe, expect, it } from "vitest";
import type { Position } from "#src/contract/portfolio.ts";
import { groupPositions } from "#src/portfolio/group-positions.ts";

const position = (over: Partial<Position>): Position => ({
  walletId: "w",
  walletName: "main",
  walletKind: "password",
  coldkey: "A",
  hotkey: "H",
  hotkeyName: null,
  netuid: 8,
  alphaRao: "10",
  priceRaoPerAlpha: "1",
  spotRao: "100",
  exitRao: "90",
  exitFeeAlphaRao: "1",
  shareMillionths: 100_000,
  registered: true,
  ...over,
});

describe("positions seen together", () => {
  const all = [
    position({}),
    position({ hotkey: "I", alphaRao: "5", spotRao: "50", exitRao: null, shareMillionths: 50_000 }),
    position({ coldkey: "B", netuid: 3, spotRao: "400", exitRao: "380", shareMillionths: 400_000 }),
  ];

  it("sum worth, exit and share, the largest first, and lose nothing", () => {
    for (const by of ["coldkey", "hotkey", "netuid"] as const) {
      const groups = groupPositions(all, by);
      expect(groups.reduce((sum, { spotRao }) => sum + spotRao, 0n)).toBe(550n);
      expect(groups.reduce((sum, { exitRao }) => sum + exitRao, 0n)).toBe(470n);
      expect(groups.reduce((sum, { positions }) => sum + positions, 0)).toBe(3);
      expect(groups.map(({ spotRao }) => spotRao)).toEqual(
        groups.map(({ spotRao }) => spotRao).sort((a, b) => Number(b - a)),
      );
    }
    expect(groupPositions(all, "coldkey").map(({ key, shareMillionths }) => [key, shareMillionths])).toEqual([
      ["B", 400_000],
      ["A", 150_000],
    ]);
  });

  it("add alpha only within one subnet, and say what no pool takes", () => {
    const [three, eight] = groupPositions(all, "netuid");
    expect([three?.alphaRao, eight?.alphaRao, eight?.unsellable]).toEqual([10n, 15n, 1]);
    expect(groupPositions(all, "hotkey").find(({ key }) => key === "H")?.alphaRao).toBeNull();
  });
});
