import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import type { RehearsalResult } from "#src/contract/rehearsal.ts";
import { formatPairs, formatTable } from "./format-value.ts";

const tao = (rao: string): string => formatTao(BigInt(rao));
const alpha = (rao: string): string => formatAlpha(BigInt(rao));

const OUTCOMES = {
  succeeded: "It succeeds.",
  failed: "It fails; the fee is paid all the same.",
  refused: "No block would take it; nothing would be paid.",
} as const;

const HOW = {
  fork: "the chain's own runtime, run here",
  practice: "the practice network's own copy",
} as const;

function section(title: string, rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  return rows.length === 0 ? [] : ["", title, formatTable(rows, (name) => name)];
}

/** What happened on the copy, for the terminal. */
export function formatRehearsal(result: RehearsalResult): string {
  const { error } = result;
  const work = result.blockWork ? "with the block's own work" : "without the block's own work (emission)";
  const used = result.peakMiB === null ? "" : `, ${result.peakMiB} MiB`;
  return [
    `Rehearsal on a copy of ${result.network} at block ${result.atBlock} (${HOW[result.how]}, ${work}). ` +
      "Nothing was signed or sent.",
    OUTCOMES[result.outcome],
    ...(error ? [`${error.name}: ${error.message} ${error.hint}`] : []),
    ...section(
      "Planned and rehearsed",
      result.expectations.map(({ label, unit, expected, rehearsed, reason }) => {
        const amount = unit === "rao" ? tao : alpha;
        return {
          figure: label,
          planned: amount(expected),
          rehearsed: amount(rehearsed),
          "": expected === rehearsed ? "the same" : (reason ?? ""),
        };
      }),
    ),
    ...section(
      "Balances",
      result.balances.map((one) => ({
        account: one.address,
        "free before": tao(one.freeBeforeRao),
        "free after": tao(one.freeAfterRao),
        ...(one.reservedBeforeRao === one.reservedAfterRao
          ? {}
          : { "reserved before": tao(one.reservedBeforeRao), "reserved after": tao(one.reservedAfterRao) }),
        change: tao(one.changeRao),
      })),
    ),
    ...section(
      "Stake",
      result.stakes.map((one) => ({
        subnet: one.netuid,
        hotkey: one.hotkey,
        coldkey: one.coldkey,
        before: alpha(one.beforeAlphaRao),
        after: alpha(one.afterAlphaRao),
        change: alpha(one.changeAlphaRao),
      })),
    ),
    ...section(
      "Places",
      result.uids.map(({ netuid, uid, hotkeyBefore, hotkeyAfter }) => ({
        subnet: netuid,
        UID: uid,
        before: hotkeyBefore,
        after: hotkeyAfter,
      })),
    ),
    ...section(
      "Events",
      result.events.map(({ name, fields }) => ({
        event: name,
        fields: fields.map((field) => `${field.name} ${field.value}`).join(", "),
      })),
    ),
    ...section(
      "Changed besides",
      result.otherChanges.map(({ item, keys }) => ({ item, keys })),
    ),
    "",
    formatPairs([["took", `${result.tookMs / 1_000} s, requests to the node: ${result.requests}${used}`]]),
  ].join("\n");
}
