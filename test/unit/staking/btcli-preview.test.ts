import { describe, expect, it } from "vitest";
import { loweredPriceRao, raisedPriceRao } from "#src/staking/limit-price.ts";
import { moveStake } from "#src/staking/move-stake.ts";
import { type Pool, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";
import { simulateBuy, simulateSell } from "#src/swap/simulate.ts";

/**
 * What btcli's preview shows for an order, by the formulas of chain facts 9, against what a quote shows for the same order.
 * Where the two differ, the difference is btcli's, and is named here to the rao.
 */
const τ = 1_000_000_000n;
const ORIGIN: Pool = { taoRao: 10_000n * τ, alphaRao: 200_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const TARGET: Pool = { taoRao: 5_000n * τ, alphaRao: 50_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const EXTRINSIC_FEE = 1_752_031n;
const TOLERANCE = 0.005;
const PPM = 5_000;

/** btcli's own arithmetic is binary: price as a double, whose last digits are lost. */
const price = (pool: Pool): number => Number(pool.taoRao) / Number(pool.alphaRao);

describe("btcli's preview of the same order", () => {
  it("stake add: same rate, same fee, same limit; it takes the transaction fee off the amount, which the chain does not", () => {
    const amountRao = 10n * τ;
    expect(1 / price(ORIGIN)).toBe(1e9 / Number(spotPriceRao(ORIGIN)));
    expect(Math.round(price(ORIGIN) * (1 + TOLERANCE) * 1e9)).toBe(Number(raisedPriceRao(spotPriceRao(ORIGIN), PPM)));

    const quoted = simulateBuy(ORIGIN, amountRao);
    const preview = simulateBuy(ORIGIN, amountRao - EXTRINSIC_FEE);
    expect(quoted).toMatchObject({ taoFee: 5_035_477n, alphaAmount: 199_699_691_326n });
    // Its fee is that of the smaller amount, and it promises what that smaller amount buys.
    expect(quoted.taoFee - preview.taoFee).toBe(
      (amountRao * 33n) / 65_535n - ((amountRao - EXTRINSIC_FEE) * 33n) / 65_535n,
    );
    const missed = quoted.alphaAmount - preview.alphaAmount;
    const worth = (missed * ORIGIN.taoRao) / ORIGIN.alphaRao;
    expect(worth).toBeGreaterThan((EXTRINSIC_FEE * 99n) / 100n);
    expect(worth).toBeLessThanOrEqual(EXTRINSIC_FEE);
  });

  it("stake remove: same fee in alpha, same limit; its Received is the quote's less the transaction fee", () => {
    const alphaRao = 2_000n * τ;
    const { taoAmount, alphaFee } = simulateSell(ORIGIN, alphaRao);
    expect([taoAmount, alphaFee]).toEqual([98_960_538_159n, 1_007_095_445n]);
    expect(Math.round(price(ORIGIN) * (1 - TOLERANCE) * 1e9)).toBe(Number(loweredPriceRao(spotPriceRao(ORIGIN), PPM)));
    // A quote tells both: what the sale brings, and the balance after the fee.
    const balanceRao = 5n * τ;
    expect(balanceRao - EXTRINSIC_FEE + taoAmount - balanceRao).toBe(taoAmount - EXTRINSIC_FEE);
  });

  it("stake swap: same rate and limit; it counts two swap fees where the chain takes one", () => {
    const alphaRao = 100n * τ;
    const rate = (spotPriceRao(ORIGIN) * τ) / spotPriceRao(TARGET);
    expect(rate).toBe(500_000_000n);
    expect(Math.round((price(ORIGIN) / price(TARGET)) * (1 - TOLERANCE) * 1e9)).toBe(
      Number(loweredPriceRao(rate, PPM)),
    );

    const sale = simulateSell(ORIGIN, alphaRao);
    const purchase = simulateBuy(TARGET, sale.taoAmount);
    const preview = {
      feeAlpha: sale.alphaFee + (purchase.taoFee * ORIGIN.alphaRao) / ORIGIN.taoRao,
      received: purchase.alphaAmount,
    };
    const open = { exists: true, started: true, transfersAllowed: true };
    const moved = moveStake({
      origin: { ...open, netuid: 1, market: ORIGIN },
      destination: { ...open, netuid: 2, market: TARGET },
      originHotkeyExists: true,
      destinationHotkeyExists: true,
      samePosition: true,
      isTransfer: false,
      alphaRao,
      positionAlphaRao: alphaRao,
      destinationShortfallRao: 0n,
      minStakeRao: 2_000_000n,
    });
    if (!moved.ok || moved.kind !== "across" || !moved.purchase) throw new Error("a move was expected");
    expect([moved.sale.feeAlphaRao, moved.purchase.alphaRao]).toEqual([50_354_772n, 49_900_010_279n]);
    // The second fee, which nobody takes, makes its fee twice as large and what it promises smaller by as much.
    expect(preview.feeAlpha - moved.sale.feeAlphaRao).toBe((purchase.taoFee * ORIGIN.alphaRao) / ORIGIN.taoRao);
    expect(purchase.taoFee).toBe((sale.taoAmount * 33n) / 65_535n);
    expect(preview.received).toBeLessThan(moved.purchase.alphaRao);
  });
});
