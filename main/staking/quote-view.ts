import type { QuoteView, SwapQuote } from "#src/contract/quote.ts";
import type { FeeView, PlanRow } from "#src/contract/transactions.ts";
import { feeNotes } from "#src/fees/notes.ts";
import { impactCurve } from "#src/staking/quote-figures.ts";
import type { Market } from "#src/swap/pool.ts";
import { feeRows, percentText } from "./bill-rows.ts";

/** What makes the view of a quote; amounts in rao and alpha-rao. */
export interface QuoteParts {
  readonly operation: string;
  readonly title: string;
  readonly call: { readonly section: string; readonly method: string };
  readonly signer: string;
  readonly fee: FeeView;
  /** Taken from free TAO for the fee: nothing where a position pays. */
  readonly feeTaoRao: bigint;
  readonly swap?: SwapQuote | null;
  readonly parts?: SwapQuote[];
  readonly existentialRao: bigint;
  /** Free balance before anything. */
  readonly beforeRao: bigint;
  /** Leaves the free balance besides the fee. */
  readonly spendsRao?: bigint;
  /** Comes back, as expected and at least; null where nothing guards the price. */
  readonly receives?: {
    readonly rao?: bigint;
    readonly alphaRao?: bigint;
    readonly atLeastRao?: bigint | null;
    readonly atLeastAlphaRao?: bigint | null;
  };
  readonly amount?: {
    readonly token: "TAO" | "alpha";
    readonly rao: bigint;
    readonly availableRao: bigint;
    readonly lockedRao?: bigint;
  };
  readonly warnings: string[];
  readonly atBlock: number;
  /** Rows that say what was asked for, and rows that say what comes of it. */
  readonly asked: readonly PlanRow[];
  readonly result: readonly PlanRow[];
}

const text = (rao: bigint | null | undefined): string | null => rao?.toString() ?? null;

/** The one way from figures to a quote's view: balance, notes and the bill in words are made here for every operation. */
export function quoteViewOf(parts: QuoteParts): QuoteView {
  const { fee, call, amount, receives = {}, spendsRao = 0n, beforeRao } = parts;
  const base = {
    operation: parts.operation,
    title: parts.title,
    call,
    signer: parts.signer,
    fee,
    swap: parts.swap ?? null,
    parts: parts.parts ?? [],
    deposits: [],
    existentialRao: parts.existentialRao.toString(),
    spendsRao: spendsRao.toString(),
    receives: {
      rao: (receives.rao ?? 0n).toString(),
      alphaRao: (receives.alphaRao ?? 0n).toString(),
      atLeastRao: text(receives.atLeastRao),
      atLeastAlphaRao: text(receives.atLeastAlphaRao),
    },
    ...(amount?.token === "TAO"
      ? { amountRao: amount.rao.toString(), availableRao: amount.availableRao.toString() }
      : {}),
    ...(amount?.token === "alpha"
      ? { amountAlphaRao: amount.rao.toString(), availableAlphaRao: amount.availableRao.toString() }
      : {}),
    ...(amount?.lockedRao === undefined ? {} : { lockedAlphaRao: amount.lockedRao.toString() }),
    balanceBeforeRao: beforeRao.toString(),
    balanceAfterRao: (beforeRao - parts.feeTaoRao - spendsRao + (receives.rao ?? 0n)).toString(),
    warnings: parts.warnings,
    notes: feeNotes(`${call.section}.${call.method}`, fee, []),
    atBlock: parts.atBlock,
  };
  return { ...base, rows: [...parts.asked, ...parts.result, ...feeRows(base)] };
}

/** The impact curve as the contract carries it. */
export const curveOf = (
  market: Market,
  side: "buy" | "sell",
  upToRao: bigint,
  points: number,
): { amountRao: string; impactPpm: number }[] =>
  impactCurve(market, side, upToRao, points).map((point) => ({ ...point, amountRao: point.amountRao.toString() }));

/** Told from 1 % on: that is above the fee and the usual tolerance together. */
export const impactWarning = (ppm: number): string[] =>
  ppm >= 10_000 ? [`This order moves the price against you by ${percentText(ppm)}.`] : [];

export const alphaFeeWarning = (fee: FeeView): string[] =>
  fee.inAlpha
    ? ["Free TAO cannot pay the fee, so the chain takes it from this stake; nothing of it is given back."]
    : [];
