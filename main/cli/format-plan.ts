import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import type { PlanRow, PlanView } from "#src/contract/transactions.ts";
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

/** The bill that a person reads before signing, from what the app decoded. */
export function formatPlan(plan: PlanView): string {
  const { fee, network, signer, call } = plan;
  const split = `base ${tao(fee.baseRao)}, length ${tao(fee.lengthRao)}, weight ${tao(fee.weightRao)}`;
  const pairs: [string, string][] = [
    ["network", `${network.name} (${network.kind}), spec ${network.specVersion}`],
    ["signed by", `${signer.address} (${signer.role} ${signer.keyName} of ${signer.walletName})`],
    ["call", `${call.section}.${call.method}  [${call.fingerprint}]`],
    ...plan.rows.map(formatRow),
    ...(fee.inAlpha ? [["fee taken in", formatAlpha(BigInt(fee.inAlpha.alphaRao))] satisfies [string, string]] : []),
    ["fee", fee.free ? "none" : `${tao(fee.totalRao)} (${split})`],
    ...innerPairs(plan),
    ["spends at most", tao(plan.spendsMaxRao)],
    ["spends as expected", tao(plan.spendsExpectedRao)],
    ["balance before", tao(plan.balanceBeforeRao)],
    ["balance after", tao(plan.balanceAfterRao)],
    ["valid until block", String(plan.era.deathBlock)],
  ];
  const warnings = plan.warnings.map((text) => `! ${text}`);
  const notes = (plan.notes ?? []).map((text) => `- ${text}`);
  return [plan.title, formatPairs(pairs), ...notes, ...warnings].join("\n");
}
