import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fifoLots, type PlacedTrade } from "#src/history/lots.ts";

const COLDKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

const trade = (
  side: "buy" | "sell",
  block: number,
  alphaRao: bigint,
  taoRao: bigint,
  feeRao = 0n,
  netuid = 8,
): PlacedTrade => ({
  side,
  coldkey: COLDKEY,
  hotkey: COLDKEY,
  netuid,
  alphaRao: alphaRao.toString(),
  taoRao: taoRao.toString(),
  feeRao: feeRao.toString(),
  block,
  atMs: block * 12_000,
});

describe("lots, first in, first out", () => {
  it("counts a sale against the oldest purchases, with its fee in alpha", () => {
    const lots = fifoLots([
      trade("buy", 1, 100n, 1_000n),
      trade("buy", 2, 100n, 3_000n),
      trade("sell", 3, 140n, 4_500n, 10n),
    ]);
    expect(
      lots.map(({ bought, alphaRao, costRao, proceedsRao }) => [bought?.block, alphaRao, costRao, proceedsRao]),
    ).toEqual([
      [1, 100n, 1_000n, 3_000n],
      [2, 50n, 1_500n, 1_500n],
    ]);
  });

  it("says where no purchase was seen", () => {
    const lots = fifoLots([trade("buy", 1, 10n, 100n), trade("sell", 2, 30n, 300n)]);
    expect(lots.map(({ bought, alphaRao, costRao }) => [bought?.block ?? null, alphaRao, costRao])).toEqual([
      [1, 10n, 100n],
      [null, 20n, 0n],
    ]);
  });

  it("keeps subnets apart", () => {
    const lots = fifoLots([trade("buy", 1, 10n, 100n, 0n, 1), trade("sell", 2, 10n, 300n, 0n, 2)]);
    expect(lots).toMatchObject([{ netuid: 2, bought: null }]);
  });

  it("neither loses nor makes alpha, cost or proceeds", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 15n });
    const trades = fc.array(fc.tuple(fc.constantFrom("buy" as const, "sell" as const), amount, amount), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(trades, (made) => {
        const placed = made.map(([side, alpha, tao], block) => trade(side, block, alpha, tao));
        const lots = fifoLots(placed);
        const sum = (values: readonly bigint[]): bigint => values.reduce((total, one) => total + one, 0n);
        const of = (side: "buy" | "sell", key: "alphaRao" | "taoRao"): bigint =>
          sum(placed.filter((one) => one.side === side).map((one) => BigInt(one[key])));
        expect(sum(lots.map(({ alphaRao }) => alphaRao))).toBe(of("sell", "alphaRao"));
        expect(sum(lots.map(({ proceedsRao }) => proceedsRao))).toBe(of("sell", "taoRao"));
        expect(sum(lots.map(({ costRao }) => costRao)) <= of("buy", "taoRao")).toBe(true);
      }),
    );
  });
});
