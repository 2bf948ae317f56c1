import type { Trade } from "../contract/history.ts";

/** A trade with where it stands on the chain. */
export interface PlacedTrade extends Trade {
  readonly block: number;
  readonly atMs: number;
}

/** A sale, or the part of one, against the purchase it is counted against. Amounts in rao and alpha-rao. */
export interface SoldLot {
  readonly netuid: number;
  readonly coldkey: string;
  /** Null where no purchase was seen: earned, or bought before this history begins. */
  readonly bought: { readonly block: number; readonly atMs: number } | null;
  readonly sold: { readonly block: number; readonly atMs: number };
  readonly alphaRao: bigint;
  readonly costRao: bigint;
  readonly proceedsRao: bigint;
}

interface OpenLot {
  readonly block: number;
  readonly atMs: number;
  leftAlphaRao: bigint;
  leftCostRao: bigint;
}

/**
 * Counts sales against purchases, first in, first out, for each coldkey and subnet by itself. A purchase costs what it
 * took with its fee; a sale's alpha includes the alpha taken as its fee. Shares are rounded down, and the last part of
 * a purchase or a sale takes what is left, so that nothing is lost.
 */
export function fifoLots(trades: readonly PlacedTrade[]): SoldLot[] {
  const open = new Map<string, OpenLot[]>();
  const sold: SoldLot[] = [];
  for (const trade of trades) {
    const { block, atMs, netuid, coldkey } = trade;
    const key = `${coldkey} ${netuid}`;
    const lots = open.get(key) ?? [];
    open.set(key, lots);
    if (trade.side === "buy") {
      lots.push({ block, atMs, leftAlphaRao: BigInt(trade.alphaRao), leftCostRao: BigInt(trade.taoRao) });
      continue;
    }
    let alphaRao = BigInt(trade.alphaRao) + BigInt(trade.feeRao);
    let proceedsRao = BigInt(trade.taoRao);
    while (alphaRao > 0n) {
      const lot = lots[0];
      const part = lot === undefined || lot.leftAlphaRao > alphaRao ? alphaRao : lot.leftAlphaRao;
      const proceeds = part === alphaRao ? proceedsRao : (proceedsRao * part) / alphaRao;
      let costRao = 0n;
      if (lot) {
        costRao = part === lot.leftAlphaRao ? lot.leftCostRao : (lot.leftCostRao * part) / lot.leftAlphaRao;
        lot.leftAlphaRao -= part;
        lot.leftCostRao -= costRao;
        if (lot.leftAlphaRao === 0n) lots.shift();
      }
      if (part > 0n) {
        sold.push({
          netuid,
          coldkey,
          bought: lot ? { block: lot.block, atMs: lot.atMs } : null,
          sold: { block, atMs },
          alphaRao: part,
          costRao,
          proceedsRao: proceeds,
        });
      }
      alphaRao -= part;
      proceedsRao -= proceeds;
    }
  }
  return sold;
}
