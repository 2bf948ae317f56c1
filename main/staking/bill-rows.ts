import type { QuoteView, SwapQuote } from "#src/contract/quote.ts";
import type { PlanRow } from "#src/contract/transactions.ts";

export const row = (
  label: string,
  value: string,
  kind: PlanRow["kind"] = "text",
  tone: PlanRow["tone"] = "normal",
): PlanRow => ({ label, value, kind, tone });

/** Parts per million as a percentage, `0.5 %`. */
export const percentText = (ppm: number): string => `${(ppm / 10_000).toFixed(4).replace(/\.?0+$/, "")} %`;

/** Rows for the fee card. */
export const onCard = (rows: readonly PlanRow[]): PlanRow[] => rows.map((one) => ({ ...one, place: "card" }));

const when = (value: string | null | undefined, make: (value: string) => PlanRow): PlanRow[] =>
  value == null ? [] : [make(value)];

/** Warn from 1 % on: that is above the fee and the usual tolerance together. */
const HIGH_IMPACT_PPM = 10_000;

/** The lines of a trade: price, fee, impact, limit, expected and worst, each apart. */
export function swapRows(swap: SwapQuote): PlanRow[] {
  return onCard(tradeRows(swap));
}

function tradeRows(swap: SwapQuote): PlanRow[] {
  const target = swap.destination;
  const isRate = target !== undefined;
  return [
    row("Price now, per α", swap.priceRaoPerAlpha, "rao"),
    ...when(target?.priceRaoPerAlpha, (value) => row(`Price now on subnet ${target?.netuid}, per α`, value, "rao")),
    ...when(swap.feeRao, (value) => row("Swap fee", value, "rao")),
    ...when(swap.feeAlphaRao, (value) => row("Swap fee", value, "alphaRao")),
    ...when(swap.feeAlphaRao, () => row("Swap fee, worth", swap.feeWorthRao, "rao")),
    row("Price impact", swap.impactRao, "rao", swap.impactPpm >= HIGH_IMPACT_PPM ? "warning" : "normal"),
    row("Price impact, share", percentText(swap.impactPpm)),
    row("Price after, per α", swap.priceAfterRaoPerAlpha, "rao"),
    ...(swap.limitPriceRaoPerAlpha === null
      ? [row("Limit price", "none: any price is taken", "text", "warning")]
      : [
          isRate
            ? row("Limit, α there per 1 α here", swap.limitPriceRaoPerAlpha, "alphaRao")
            : row("Limit price, per α", swap.limitPriceRaoPerAlpha, "rao"),
        ]),
    ...when(swap.tolerancePpm === null ? null : percentText(swap.tolerancePpm), (value) => row("Tolerance", value)),
    ...(swap.fills === "part" ? [row("Fill", "only the part that fits the limit", "text", "warning")] : []),
    ...when(target?.taoRao, (value) => row("TAO that passes between the subnets", value, "rao")),
    ...when(swap.expectedRao, (value) => row("You receive, expected", value, "rao", "good")),
    ...when(swap.expectedAlphaRao, (value) => row("You receive, expected", value, "alphaRao", "good")),
    ...when(swap.worstRao, (value) => row("You receive, at least", value, "rao")),
    ...when(swap.worstAlphaRao, (value) => row("You receive, at least", value, "alphaRao")),
    ...when(swap.exitRao, (value) => row("Back out now", value, "rao")),
    ...when(swap.breakEvenPriceRaoPerAlpha, (value) => row("Break-even price, per α", value, "rao")),
  ];
}

const FEE_LABELS: ReadonlySet<string> = new Set(["Network fee", "Must stay in the account", "Total at most"]);

/** A bill without the lines that a batch has once for all its calls. */
export const withoutFee = (rows: readonly PlanRow[]): PlanRow[] =>
  rows.filter(({ label, place }) => place !== "fee" && !FEE_LABELS.has(label));

/** The lines about the fee that every operation has. */
export function feeRows({ fee, deposits, existentialRao }: Omit<QuoteView, "rows">): PlanRow[] {
  const said: PlanRow[] = [
    fee.free ? row("Network fee", "none: this call is free") : row("Network fee", fee.totalRao, "rao"),
    ...(fee.inAlpha
      ? [
          row("Fee paid in α instead", fee.inAlpha.alphaRao, "alphaRao", "warning"),
          row("Paid by the stake on", `subnet ${fee.inAlpha.netuid}`),
        ]
      : []),
  ];
  return [
    ...said.map((one): PlanRow => ({ ...one, place: "fee" })),
    ...onCard([
      ...deposits.flatMap(({ name, amountRao, returns }) => [
        row(`${name}, set aside`, amountRao, "rao"),
        row(`${name}, comes back`, returns),
      ]),
      row("Must stay in the account", existentialRao, "rao"),
    ]),
  ];
}
