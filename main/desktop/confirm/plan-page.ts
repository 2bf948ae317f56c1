import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import type { PlanRow, PlanView } from "#src/contract/transactions.ts";
import { innerBill, innerWords } from "#src/fees/inner-bill.ts";
import { isGrave } from "#src/transactions/grave.ts";

/** From this sum on the button has to be held: ten TAO leave, fee included. */
export const HOLD_FROM_RAO = 10_000_000_000n;
/** So long. */
export const HOLD_MS = 1_500;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\p{Cc}|\p{Cf}/gu, " ");

const tao = (rao: string): string => escapeHtml(formatTao(BigInt(rao)));

/** The ends of an address large, since they are what a person compares; the middle small, but there. */
function addressHtml(address: string): string {
  const safe = escapeHtml(address);
  if (safe !== address || address.length < 20) return `<span class="address">${safe}</span>`;
  return `<span class="address"><b>${address.slice(0, 6)}</b><span>${address.slice(6, -6)}</span><b>${address.slice(-6)}</b></span>`;
}

function rowHtml({ label, value, kind, tone }: PlanRow): string {
  const amount = kind === "rao" || kind === "signedRao";
  const shown = amount
    ? tao(value)
    : kind === "address"
      ? addressHtml(value)
      : escapeHtml(kind === "alphaRao" ? formatAlpha(BigInt(value)) : value);
  return `<tr class="${tone}"><th>${escapeHtml(label)}</th><td>${shown}</td></tr>`;
}

const money = (label: string, rao: string, tone: PlanRow["tone"] = "normal"): string =>
  rowHtml({ label, value: rao, kind: "signedRao", tone });

/** What leaves at most, in rao. */
const leaves = (plan: PlanView): bigint => BigInt(plan.spendsMaxRao) + BigInt(plan.fee.totalRao);

/**
 * Whether the button must be held instead of clicked: for what nobody can undo, and for large sums. Practice TAO has no value, so
 * there no sum is large.
 */
export const needsHold = (plan: PlanView): boolean =>
  isGrave(plan) || (plan.network.kind !== "practice" && leaves(plan) >= HOLD_FROM_RAO);

function feeHtml({ fee }: PlanView): string {
  if (fee.free) return rowHtml({ label: "Fee", value: "none; the call is free", kind: "text", tone: "good" });
  return [
    money("Fee: base", fee.baseRao),
    money("Fee: length", fee.lengthRao),
    money("Fee: weight", fee.weightRao),
    ...(fee.tipRao === "0" ? [] : [money("Fee: tip", fee.tipRao)]),
    money("Fee", fee.totalRao),
    ...(fee.goesTo ? [rowHtml({ label: "The fee goes to", value: fee.goesTo, kind: "text", tone: "normal" })] : []),
    rowHtml({ label: "Paid by", value: fee.paidBy, kind: "address", tone: "normal" }),
  ].join("");
}

/** What each call inside a batch or a proxy call brings to the fee, and the wrapper's own part: together the fee. */
function innerHtml({ fee, inner }: PlanView): string {
  const bill = innerBill(fee, inner);
  if (!bill) return "";
  const lines = bill.lines.map((line, index) => {
    const said = innerWords(line);
    const label = `Of the fee: ${index + 1}. ${line.call}${said === "" ? "" : ` (${said})`}`;
    return money(label, line.rao.toString(), line.madeToPay ? "warning" : "normal");
  });
  return [...lines, money("Of the fee: the wrapper itself", bill.wrapperRao.toString())].join("");
}

function callHtml({ call, nonce, era, network }: PlanView): string {
  const args = call.args.map(
    (arg) =>
      `<tr><th>${escapeHtml(arg.name)} <i>${escapeHtml(arg.type)}</i></th><td>${escapeHtml(arg.value)}</td></tr>`,
  );
  return `<details><summary>The call as it will be signed: ${escapeHtml(`${call.section}.${call.method}`)}</summary><table>${args.join("")}<tr><th>fingerprint</th><td>${escapeHtml(call.fingerprint)}</td></tr><tr><th>nonce</th><td>${nonce}</td></tr><tr><th>valid in blocks</th><td>${era.birthBlock}–${era.deathBlock}</td></tr><tr><th>runtime</th><td>${network.specVersion}</td></tr><tr><th>genesis</th><td>${escapeHtml(network.genesisHash)}</td></tr><tr><th>bytes</th><td>${escapeHtml(call.hex)}</td></tr></table></details>`;
}

/**
 * The confirmation page of one plan: plain rows from what main decoded, the network's colour across the top, the bill,
 * and two buttons of which cancel is the default. It holds no script; the window's own preload attends to the buttons.
 */
export function planPage(plan: PlanView): string {
  const { network, signer } = plan;
  const hold = needsHold(plan);
  const below = BigInt(plan.balanceAfterRao) < 0n;
  const rows = [
    `<tr><th>Signed by</th><td>${addressHtml(signer.address)}<small>${escapeHtml(`${signer.role} ${signer.keyName} of ${signer.walletName}`)}</small></td></tr>`,
    ...plan.rows.filter(({ place }) => place !== "fee" || plan.fee.inAlpha).map(rowHtml),
    feeHtml(plan),
    innerHtml(plan),
    money("Leaves at most", plan.spendsMaxRao),
    money("Leaves as expected", plan.spendsExpectedRao),
    ...(plan.spender
      ? [rowHtml({ label: "Spends, and has the balance", value: plan.spender, kind: "address", tone: "normal" })]
      : []),
    money("Balance after", plan.balanceAfterRao, below ? "danger" : "normal"),
  ];
  const warnings = plan.warnings.map((text) => `<li>${escapeHtml(text)}</li>`).join("");
  const notes = (plan.notes ?? []).map((text) => `<li>${escapeHtml(text)}</li>`).join("");
  const password =
    plan.needs === "password"
      ? `<label>Password of ${escapeHtml(signer.walletName)}<input id="password" type="password" maxlength="1024" autocomplete="off"></label>`
      : "";
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Confirm</title><link rel="stylesheet" href="/confirm.css"></head>
<body class="${network.kind}">
<header>${escapeHtml(network.name)}${network.kind === "practice" ? " · practice TAO, without value" : ""}</header>
<main>
<h1>${escapeHtml(plan.title)}</h1>
<table>${rows.join("")}</table>
${warnings === "" ? "" : `<ul class="warnings">${warnings}</ul>`}
${notes === "" ? "" : `<ul class="notes">${notes}</ul>`}
${callHtml(plan)}
</main>
<footer>
${password}
<button id="cancel" type="button" autofocus>Cancel</button>
<button id="confirm" type="button" data-hold-ms="${hold ? HOLD_MS : 0}">${hold ? "Hold to sign" : "Sign"} · ${escapeHtml(formatTao(leaves(plan)))}</button>
</footer>
</body>
</html>`;
}
