import { formatDecimal } from "../amount/format-amount.ts";
import type { HistoryEntry } from "../contract/history.ts";
import { toCsv } from "../words/csv.ts";
import { fifoLots } from "./lots.ts";

/** A made-up one would be a guess: the price of a trade is what the trade itself took and gave. */
const priceSource = (block: number): string => `chain event in block ${block}`;
const time = (atMs: number): string => new Date(atMs).toISOString();
const tao = (rao: string | bigint | null): string => (rao === null ? "" : formatDecimal(BigInt(rao)));

/** τ per α of a trade, nine decimals. */
const price = (taoRao: bigint, alphaRao: bigint): string =>
  alphaRao === 0n ? "" : formatDecimal((taoRao * 1_000_000_000n) / alphaRao);

const TRANSACTION_HEAD = [
  "time_utc",
  "block",
  "index",
  "network",
  "hash",
  "kind",
  "call",
  "title",
  "signer",
  "state",
  "error",
  "fee_quoted_tao",
  "fee_paid_tao",
  "fee_paid_alpha",
  "change_tao",
  "netuid",
  "side",
  "alpha",
  "tao",
  "swap_fee",
  "swap_fee_token",
  "price_tao_per_alpha",
  "price_source",
];

/** One line for each transaction, and one for each of its trades. */
export function transactionsCsv(entries: readonly HistoryEntry[]): { text: string; rows: number } {
  const rows = entries.flatMap((entry) => {
    const head = [
      time(entry.atMs),
      entry.block?.number ?? null,
      entry.block?.index ?? null,
      entry.network,
      entry.hash,
      entry.kind,
      `${entry.section}.${entry.method}`,
      entry.title,
      entry.signer,
      entry.state,
      entry.error?.name ?? null,
      tao(entry.quoted?.feeRao ?? null),
      tao(entry.feePaidRao),
      tao(entry.feePaidAlphaRao),
      tao(entry.changeRao),
    ];
    const blank = TRANSACTION_HEAD.slice(head.length).map(() => null);
    if (entry.trades.length === 0) return [[...head, ...blank]];
    // The transaction's own figures stand once, so that columns can be summed.
    const repeated = [...head.slice(0, 11), null, null, null, null];
    return entry.trades.map((trade, index) => [
      ...(index === 0 ? head : repeated),
      trade.netuid,
      trade.side,
      tao(trade.alphaRao),
      tao(trade.taoRao),
      tao(trade.feeRao),
      trade.side === "buy" ? "TAO" : "alpha",
      price(BigInt(trade.taoRao), BigInt(trade.alphaRao)),
      entry.block ? priceSource(entry.block.number) : null,
    ]);
  });
  return { text: toCsv(TRANSACTION_HEAD, rows), rows: rows.length };
}

const LOT_HEAD = [
  "netuid",
  "coldkey",
  "alpha",
  "bought_utc",
  "bought_block",
  "sold_utc",
  "sold_block",
  "cost_tao",
  "proceeds_tao",
  "gain_tao",
  "method",
  "price_source",
  "note",
];

/** One line for each sold part of a purchase, first in, first out. */
export function lotsCsv(entries: readonly HistoryEntry[]): { text: string; rows: number } {
  const trades = entries
    .flatMap((entry) =>
      entry.block
        ? entry.trades.map((one) => ({ one, entry, block: entry.block as { number: number; index: number } }))
        : [],
    )
    .sort((a, b) => a.block.number - b.block.number || a.block.index - b.block.index)
    .map(({ one, entry, block }) => ({ ...one, block: block.number, atMs: entry.atMs }));
  const rows = fifoLots(trades).map((lot) => [
    lot.netuid,
    lot.coldkey,
    tao(lot.alphaRao),
    lot.bought ? time(lot.bought.atMs) : null,
    lot.bought?.block ?? null,
    time(lot.sold.atMs),
    lot.sold.block,
    tao(lot.costRao),
    tao(lot.proceedsRao),
    tao(lot.proceedsRao - lot.costRao),
    "FIFO",
    lot.bought ? `${priceSource(lot.bought.block)}; ${priceSource(lot.sold.block)}` : priceSource(lot.sold.block),
    lot.bought ? null : "no purchase seen: earned, or bought before this history begins; cost counted as 0",
  ]);
  return { text: toCsv(LOT_HEAD, rows), rows: rows.length };
}
