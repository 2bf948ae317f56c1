import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import { modeWords } from "#src/basket/batch-modes.ts";
import type { BasketQuote, BasketView, QuotedItem } from "#src/contract/basket.ts";
import type { TransactionItem } from "#src/contract/transactions.ts";
import { formatPairs } from "./format-value.ts";

const tao = (rao: string): string => formatTao(BigInt(rao));

/** What an item brings, in words: alpha or TAO, expected and at least. */
function bringsText({ receives }: QuotedItem): string[] {
  if (!receives) return [];
  const inAlpha = receives.rao === "0";
  const expected = inAlpha ? receives.alphaRao : receives.rao;
  const least = inAlpha ? receives.atLeastAlphaRao : receives.atLeastRao;
  if (expected === "0") return [];
  const words = (rao: string): string => (inAlpha ? formatAlpha(BigInt(rao)) : tao(rao));
  return [`brings ${words(expected)}${least === null ? ", nothing guards the price" : `, at least ${words(least)}`}`];
}

function itemText(item: QuotedItem, index: number): string {
  const fee =
    item.feePartRao === null
      ? []
      : [`fee part ${tao(item.feePartRao)}, alone ${tao(item.feeAloneRao ?? "0")}${item.madeToPay ? "  !" : ""}`];
  const spends = item.spendsMaxRao === "0" ? [] : [`spends at most ${tao(item.spendsMaxRao)}`];
  const lines = item.error
    ? [`would fail: ${item.error.message}`, item.error.hint]
    : [...spends, ...bringsText(item), ...fee, ...item.warnings.map((text) => `! ${text}`)];
  return [`${index + 1}. ${item.title}  [${item.itemId}]`, ...lines.map((text) => `   ${text}`)].join("\n");
}

/** The basket and what it would cost, for a person. */
export function formatBasket(basket: BasketView, quote: BasketQuote | null): string {
  if (!quote) {
    return basket.items.length === 0
      ? "The basket is empty."
      : basket.items.map(({ itemId, title }, index) => `${index + 1}. ${title}  [${itemId}]`).join("\n");
  }
  const words = modeWords(quote.mode);
  const pairs: [string, string][] = [
    ["signer", `${basket.signer?.walletName ?? "–"} ${basket.signer?.address ?? ""}`],
    [words.label.toLowerCase(), words.meaning],
    ["fee of the batch", quote.fee ? tao(quote.fee.totalRao) : "–"],
    ["of it the wrapper", tao(quote.wrapperRao)],
    ["fees one by one", tao(quote.singlesRao)],
    ["saved by the batch", tao(quote.savedRao)],
    ...quote.deposits.map(({ name, amountRao }): [string, string] => [`${name}, comes back`, tao(amountRao)]),
    ["all that leaves, at most", tao(quote.spendsMaxRao)],
    ["all that comes, expected", tao(quote.receivesExpectedRao)],
    ["all that comes, at least", tao(quote.receivesLeastRao)],
    ["balance before", tao(quote.balanceBeforeRao)],
    ["balance after, expected", tao(quote.balanceAfterRao)],
    ["balance after, at least", tao(quote.balanceAfterLeastRao)],
    ["read at block", String(quote.atBlock)],
  ];
  return [
    quote.items.map(itemText).join("\n"),
    formatPairs(pairs),
    ...quote.notes.map((text) => `- ${text}`),
    ...quote.warnings.map((text) => `! ${text}`),
  ].join("\n");
}

const STATE_WORDS = {
  waiting: "waiting",
  done: "done",
  failed: "failed",
  notReached: "not reached",
  undone: "taken back",
} as const satisfies Record<TransactionItem["state"], string>;

/** What became of each item of a sent batch. */
export function formatItems(items: readonly TransactionItem[]): string {
  return items
    .map((item, index) => {
      const { received } = item;
      const got = !received
        ? []
        : [
            ...(received.rao === "0" ? [] : [`received ${tao(received.rao)}`]),
            ...(received.alphaRao === "0" ? [] : [`received ${formatAlpha(BigInt(received.alphaRao))}`]),
          ];
      const spent = item.spentRao === null || item.spentRao === "0" ? [] : [`spent ${tao(item.spentRao)}`];
      const why = item.error ? [`${item.error.message} ${item.error.hint}`] : [];
      return `${index + 1}. ${item.title}: ${[STATE_WORDS[item.state], ...spent, ...got, ...why].join("; ")}`;
    })
    .join("\n");
}
