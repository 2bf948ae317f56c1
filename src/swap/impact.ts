import { alphaWorthRao, type Market, PRICE_SCALE, taoWorthAlphaRao } from "./pool.ts";
import { buyAlpha, sellAlpha } from "./trade.ts";

/** What a trade of one size costs. Inputs and fee in the token given, output in the token received, smallest units. */
export interface ImpactPoint {
  readonly inputRao: bigint;
  readonly outputRao: bigint;
  readonly feeRao: bigint;
  /** What is paid or got on average, rao per whole alpha, fee included. */
  readonly averagePriceRao: bigint;
  /** What fee and price movement take from the worth at the spot price, in parts per million. */
  readonly lossPpm: bigint;
}

const PPM = 1_000_000n;
/** Sizes as parts per million of the reserve that is given: 0.001 % to 20 %. */
export const IMPACT_SIZES_PPM: readonly bigint[] = [
  10n,
  20n,
  50n,
  100n,
  200n,
  500n,
  1_000n,
  2_000n,
  5_000n,
  10_000n,
  20_000n,
  50_000n,
  100_000n,
  200_000n,
];

/** How the price gives way as a trade grows; sizes the pool refuses are left out. Empty where swaps are one to one. */
export function impactCurve(market: Market, side: "buy" | "sell"): ImpactPoint[] {
  if (market === "oneToOne") return [];
  const reserveRao = side === "buy" ? market.taoRao : market.alphaRao;
  return IMPACT_SIZES_PPM.flatMap((size): ImpactPoint[] => {
    const inputRao = (reserveRao * size) / PPM;
    const trade = side === "buy" ? buyAlpha(market, inputRao) : sellAlpha(market, inputRao);
    if (inputRao === 0n || !trade.ok || trade.paidOutRao === 0n) return [];
    const worthRao = side === "buy" ? taoWorthAlphaRao(market, inputRao) : alphaWorthRao(market, inputRao);
    const [taoRao, alphaRao] = side === "buy" ? [inputRao, trade.paidOutRao] : [trade.paidOutRao, inputRao];
    return [
      {
        inputRao,
        outputRao: trade.paidOutRao,
        feeRao: trade.feeRao,
        averagePriceRao: (taoRao * PRICE_SCALE) / alphaRao,
        lossPpm: worthRao > trade.paidOutRao ? ((worthRao - trade.paidOutRao) * PPM) / worthRao : 0n,
      },
    ];
  });
}
