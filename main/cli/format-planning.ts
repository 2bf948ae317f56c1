import { formatAlpha, formatAlphaShort, formatTao } from "#src/amount/format-amount.ts";
import type { PlannedSale, RebalancePlan, SplitPlan, SweepPlan, TargetPlan } from "#src/contract/planning.ts";
import { formatPairs, formatTable } from "./format-value.ts";

const tao = (rao: string): string => formatTao(BigInt(rao));
const percent = (ppm: number): string => `${(ppm / 10_000).toFixed(2)} %`;
const noted = (notes: readonly string[]): string[] => notes.map((text) => `- ${text}`);

const salesTable = (sales: readonly PlannedSale[]): string =>
  formatTable(
    sales.map((sale) => ({
      subnet: sale.netuid === 0 ? "root" : sale.netuid,
      hotkey: sale.hotkey,
      sell: sale.all ? `all, ${formatAlpha(BigInt(sale.alphaRao))}` : formatAlpha(BigInt(sale.alphaRao)),
      brings: tao(sale.taoRao),
      "price impact": tao(sale.impactRao),
      left: `${formatAlphaShort(BigInt(sale.leftAlphaRao))}, worth ${tao(sale.leftWorthRao)}`,
    })),
    (name) => name,
  );

export function formatTarget(plan: TargetPlan): string {
  return [
    salesTable(plan.sales),
    formatPairs([
      ["sales bring", tao(plan.proceedsRao)],
      ["network fee", tao(plan.feeRao)],
      ["arrives", tao(plan.arrivesRao)],
      ["wanted", tao(plan.targetRao)],
      ["lost to moving prices", tao(plan.impactRao)],
    ]),
    ...noted(plan.notes),
  ].join("\n");
}

export function formatSweep(plan: SweepPlan): string {
  return [
    plan.sales.length === 0 ? "Nothing small pays for its own sale." : salesTable(plan.sales),
    ...(plan.kept.length === 0
      ? []
      : [
          "",
          "Stays:",
          ...plan.kept.map(
            (one) =>
              `  subnet ${one.netuid}, ${one.hotkey}: ${formatAlphaShort(BigInt(one.alphaRao))}${one.bringsRao === null ? "" : ` would bring ${tao(one.bringsRao)}`}. ${one.reason}`,
          ),
          "",
        ]),
    formatPairs([
      ["sales bring", tao(plan.proceedsRao)],
      ["fee together", tao(plan.feeRao)],
      ["net", tao(plan.netRao)],
      ["net, one by one", tao(plan.singlesNetRao)],
      ["a further sale costs", tao(plan.feePerSaleRao)],
      ["a sale alone costs", tao(plan.feeAloneRao)],
      ...plan.wholeHotkeys.map(({ hotkey, feeRao }): [string, string] => [`unstake_all behind ${hotkey}`, tao(feeRao)]),
    ]),
    ...noted(plan.notes),
  ].join("\n");
}

export function formatSplit(plan: SplitPlan): string {
  const buying = plan.side === "buy";
  const goes = (rao: string): string => (buying ? tao(rao) : formatAlpha(BigInt(rao)));
  const comes = (rao: string): string => (buying ? formatAlpha(BigInt(rao)) : tao(rao));
  return [
    formatTable(
      plan.parts.map((part, index) => ({
        part: index + 1,
        "goes in": goes(part.inRao),
        "comes out": comes(part.outRao),
        "swap fee": goes(part.swapFeeRao),
        "price before": tao(part.priceBeforeRaoPerAlpha),
        "price after": tao(part.priceAfterRaoPerAlpha),
      })),
      (name) => name,
    ),
    formatPairs([
      ["in parts", `${comes(plan.outRao)}, fees ${tao(plan.feesRao)} (${tao(plan.feePerPartRao)} a part)`],
      [
        "in one go",
        `${comes(plan.once.outRao)}, fee ${tao(plan.feePerPartRao)}; needs a tolerance of ${percent(plan.once.neededTolerancePpm)}`,
      ],
      ["largest that fits", plan.largestRao === null ? "any amount" : goes(plan.largestRao)],
      ["parts gain", tao(plan.gainRao)],
      ["best number of equal parts", String(plan.bestCount)],
      ...plan.breakEven.map(({ count, recoveryPpm }): [string, string] => [
        `${count} parts pay from`,
        recoveryPpm === null ? "no recovery at all" : `a recovery of ${percent(recoveryPpm)} in between`,
      ]),
    ]),
    ...noted(plan.notes),
  ].join("\n");
}

export function formatRebalance(plan: RebalancePlan): string {
  const legs = plan.legs.map((leg) => {
    const ways = leg.ways.map((way) => {
      const mark = way.way === leg.chosen ? "*" : " ";
      if (way.problem !== null) return `   ${mark} ${way.way === "one" ? "one fee" : "two fees"}: ${way.problem}`;
      return `   ${mark} ${way.way === "one" ? "one fee" : "two fees"} (${way.calls.join(" + ")}): network ${tao(way.networkFeeRao)}, swap ${tao(way.swapFeesWorthRao)}, arrives ${formatAlpha(BigInt(way.arrivesAlphaRao))}${way.guarded ? "" : ", no price limit"}`;
    });
    return [
      `${formatAlpha(BigInt(leg.alphaRao))} of subnet ${leg.fromNetuid} to subnet ${leg.toNetuid}, worth ${tao(leg.worthRao)}`,
      ...ways,
    ].join("\n");
  });
  return [
    ...legs,
    ...plan.skipped.map(
      (one) => `Not moved: ${tao(one.worthRao)} from subnet ${one.fromNetuid} to ${one.toNetuid}. ${one.reason}`,
    ),
    formatTable(
      plan.shares.map((share) => ({
        subnet: share.netuid === 0 ? "root" : share.netuid,
        now: percent(share.beforePpm),
        wanted: percent(share.wantedPpm),
        after: percent(share.afterPpm),
        worth: tao(share.afterWorthRao),
      })),
      (name) => name,
    ),
    ...(plan.quote ? [`Fee of all moves together: ${tao(plan.quote.fee?.totalRao ?? "0")}`] : []),
    ...noted(plan.notes),
  ].join("\n");
}
