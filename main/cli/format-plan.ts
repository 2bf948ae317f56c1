import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import type { FeeView, PlanRow, PlanView } from "#src/contract/transactions.ts";
import { TIP_WORDS } from "#src/fees/destinations.ts";
import { innerBill, innerWords } from "#src/fees/inner-bill.ts";
import { formatPairs } from "./format-value.ts";

const tao = (rao: string): string => formatTao(BigInt(rao));

/** One row of a bill as label and text. */
export const formatRow = (row: PlanRow): [label: string, text: string] => [row.label, rowValue(row)];

function rowValue({ kind, value, tone }: PlanRow): string {
  const text =
    kind === "rao" || kind === "signedRao" ? tao(value) : kind === "alphaRao" ? formatAlpha(BigInt(value)) : value;
  return tone === "danger" || tone === "warning" ? `${text}  !` : text;
}

/** What each call inside brings to the fee, and the wrapper's own part: together the fee. */
function innerPairs({ fee, inner }: PlanView): [string, string][] {
  const bill = innerBill(fee, inner);
  if (!bill) return [];
  const said = (words: string): string => (words === "" ? "" : `  (${words})`);
  return [
    ...bill.lines.map((line, index): [string, string] => [
      `fee, ${index + 1}. ${line.call}`,
      `${tao(line.rao.toString())}${said(innerWords(line))}`,
    ]),
    ["fee, the wrapper itself", tao(bill.wrapperRao.toString())],
  ];
}

/** The fee card in words: parts, tip, sum, where it goes and who pays. Quotes and plans show the same. */
export function feePairs(fee: FeeView): [string, string][] {
  const split = `base ${tao(fee.baseRao)}, length ${tao(fee.lengthRao)}, weight ${tao(fee.weightRao)}`;
  const goesTo: [string, string][] = fee.goesTo && !fee.free ? [["fee goes to", fee.goesTo]] : [];
  const inAlpha: [string, string][] = fee.inAlpha
    ? [["fee taken in", `${formatAlpha(BigInt(fee.inAlpha.alphaRao))} of the stake on subnet ${fee.inAlpha.netuid}`]]
    : [];
  return [
    ["fee", fee.free ? "none: this call is free" : `${tao(fee.totalRao)} (${split})`],
    ["signed bytes", String(fee.encodedBytes)],
    ["tip", `none. ${TIP_WORDS}`],
    ...goesTo,
    ...inAlpha,
    ["paid by", fee.paidBy],
  ];
}

/** Rows of a bill, without those that say again what the fee's own lines say. */
export const rowPairs = (rows: readonly PlanRow[]): [string, string][] =>
  rows.filter(({ place }) => place !== "fee").map(formatRow);

/** The bill that a person reads before signing, from what the app decoded. */
export function formatPlan(plan: PlanView): string {
  const { fee, network, signer, call } = plan;
  const pairs: [string, string][] = [
    ["network", `${network.name} (${network.kind}), spec ${network.specVersion}`],
    ["signed by", `${signer.address} (${signer.role} ${signer.keyName} of ${signer.walletName})`],
    ["call", `${call.section}.${call.method}  [${call.fingerprint}]`],
    ...rowPairs(plan.rows),
    ...feePairs(fee),
    ...innerPairs(plan),
    ["spends at most", tao(plan.spendsMaxRao)],
    ["spends as expected", tao(plan.spendsExpectedRao)],
    ...(plan.spender ? ([["balances below of", plan.spender]] as [string, string][]) : []),
    ["balance before", tao(plan.balanceBeforeRao)],
    ["balance after", tao(plan.balanceAfterRao)],
    ["valid until block", String(plan.era.deathBlock)],
  ];
  const warnings = plan.warnings.map((text) => `! ${text}`);
  const notes = (plan.notes ?? []).map((text) => `- ${text}`);
  return [plan.title, formatPairs(pairs), ...notes, ...warnings].join("\n");
}
