import type { Market } from "../swap/pool.ts";
import { type Holding, type Sale, sell, sellableAlphaRao } from "./holdings.ts";

/** Network fees of full exits, rao: the wrapper of a batch, each call inside, and one call alone. */
export interface ExitFees {
  readonly wrapperRao: bigint;
  readonly callRao: bigint;
  readonly aloneRao: bigint;
}

export type KeptReason =
  /** It brings less than what the batch costs more because of it. */
  | "belowFee"
  | "locked"
  /** Selling it whole would move the price past the tolerance. */
  | "pastTolerance"
  | "poolRefuses"
  /** It is no dust: it brings more than the line drawn. */
  | "tooLarge";

export interface SweepResult {
  readonly sales: readonly Sale[];
  readonly kept: readonly {
    readonly holding: Holding;
    readonly reason: KeptReason;
    /** What selling it alone would bring, rao; null where it cannot be sold. */
    readonly bringsRao: bigint | null;
  }[];
  /** Batch where there is more than one. */
  readonly feeRao: bigint;
  readonly proceedsRao: bigint;
  /** Never below zero: where nothing pays for itself nothing is sold. */
  readonly netRao: bigint;
  /** The same sales one by one, each paying a whole fee, and only those that still pay for themselves. */
  readonly singlesNetRao: bigint;
}

/**
 * Dust positions that pay for their own exit. A position's share of the fee is what the batch costs more because of it; the wrapper
 * must be earned by all together. A whole exit is exempt from the chain's minimum, and leaves nothing for the dust rule.
 */
export function sweep(
  holdings: readonly Holding[],
  markets: ReadonlyMap<number, Market>,
  fees: ExitFees,
  belowRao: bigint,
  tolerancePpm: number,
): SweepResult {
  const kept: SweepResult["kept"][number][] = [];
  const keep = (holding: Holding, reason: KeptReason, bringsRao: bigint | null): void => {
    kept.push({ holding, reason, bringsRao });
  };
  const now = new Map(markets);
  const sales: Sale[] = [];
  // The most valuable first: of two in one pool the second brings less.
  const alone = holdings
    .map((holding) => ({ holding, sale: sell(holding, holding.alphaRao, marketOf(markets, holding)) }))
    .sort((a, b) => ((a.sale?.taoRao ?? 0n) < (b.sale?.taoRao ?? 0n) ? 1 : -1));
  for (const { holding, sale: first } of alone) {
    if (!first || first.taoRao === 0n) {
      keep(holding, "poolRefuses", null);
      continue;
    }
    if (first.taoRao > belowRao) {
      keep(holding, "tooLarge", first.taoRao);
      continue;
    }
    if (holding.availableAlphaRao < holding.alphaRao) {
      keep(holding, "locked", first.taoRao);
      continue;
    }
    const market = marketOf(now, holding);
    const sale = sell(holding, holding.alphaRao, market);
    if (!sale || sale.taoRao <= fees.callRao) keep(holding, "belowFee", sale?.taoRao ?? null);
    else if (sellableAlphaRao(market, tolerancePpm, holding.alphaRao) < holding.alphaRao) {
      keep(holding, "pastTolerance", sale.taoRao);
    } else {
      now.set(holding.netuid, sale.marketAfter);
      sales.push(sale);
    }
  }
  const proceedsRao = sales.reduce((sum, { taoRao }) => sum + taoRao, 0n);
  const feeRao =
    sales.length === 0
      ? 0n
      : sales.length === 1
        ? fees.aloneRao
        : fees.wrapperRao + fees.callRao * BigInt(sales.length);
  const singlesNetRao = sales.reduce(
    (sum, { taoRao }) => (taoRao > fees.aloneRao ? sum + taoRao - fees.aloneRao : sum),
    0n,
  );
  if (proceedsRao <= feeRao) {
    for (const { holding, taoRao } of sales) keep(holding, "belowFee", taoRao);
    return { sales: [], kept, feeRao: 0n, proceedsRao: 0n, netRao: 0n, singlesNetRao: 0n };
  }
  return { sales, kept, feeRao, proceedsRao, netRao: proceedsRao - feeRao, singlesNetRao };
}

const marketOf = (markets: ReadonlyMap<number, Market>, { netuid }: Holding): Market =>
  markets.get(netuid) ?? "oneToOne";
