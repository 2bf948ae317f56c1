import { formatAlphaShort, formatTao, formatTaoShort } from "#src/amount/format-amount.ts";
import type { PortfolioView } from "#src/contract/portfolio.ts";
import { count } from "#src/words/count.ts";
import type { SessionCommand } from "../command.ts";
import { formatPairs, formatTable } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { unwrap } from "../unwrap.ts";

const tao = (rao: string | null): string => (rao === null ? "the node cannot tell" : formatTao(BigInt(rao)));

/** The portfolio as tables for a person. */
export function formatPortfolio({ atBlock, positions, availability, totals }: PortfolioView): string {
  const rows = positions.map((one) => ({
    coldkey: one.walletKind === "watch" ? `${one.walletName} (watched)` : one.walletName,
    hotkey: one.hotkeyName ?? one.hotkey,
    subnet: one.netuid === 0 ? "root" : one.netuid,
    stake: formatAlphaShort(BigInt(one.alphaRao), one.netuid === 0 ? "τ" : "α"),
    "at spot": formatTaoShort(BigInt(one.spotRao)),
    "at exit": one.exitRao === null ? "no quote" : formatTaoShort(BigInt(one.exitRao)),
    share: `${(one.shareMillionths / 10_000).toFixed(2)} %`,
  }));
  const locked = availability
    .filter(({ lockedAlphaRao }) => lockedAlphaRao !== "0")
    .map(
      (one) =>
        `${one.coldkey}, subnet ${one.netuid}: ${formatAlphaShort(BigInt(one.lockedAlphaRao))} locked, ${formatAlphaShort(BigInt(one.availableAlphaRao))} available`,
    );
  return [
    `Block ${count(atBlock)}`,
    rows.length === 0 ? "No stake." : formatTable(rows),
    ...(locked.length === 0 ? [] : [locked.join("\n")]),
    formatPairs([
      ["free", tao(totals.freeRao)],
      ["reserved", tao(totals.reservedRao)],
      ["root", tao(totals.rootRao)],
      ["subnets at spot", tao(totals.subnetsSpotRao)],
      ["subnets at exit", tao(totals.subnetsExitRao)],
      ["together at spot", tao(totals.totalSpotRao)],
      ["together at exit", tao(totals.totalExitRao)],
    ]),
  ].join("\n\n");
}

/** All positions, watched coldkeys included. */
export const portfolioCommand: SessionCommand = {
  kind: "session",
  path: ["portfolio"],
  usage: "portfolio",
  summary: "Positions of all coldkeys, at the pools' price and at what selling would bring",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }) => {
      const value = unwrap(await session.call("portfolio.get", {}));
      return { value, text: formatPortfolio(value) };
    };
  },
};
