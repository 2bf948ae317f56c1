import { formatTao } from "#src/amount/format-amount.ts";
import type { CallPrice, DepositsView, FeeTable } from "#src/contract/fees.ts";
import { count } from "#src/words/count.ts";
import type { SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatPairs, formatTable } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const tao = (rao: string): string => formatTao(BigInt(rao));

/** The fee table by group, as text. */
export function formatFeeTable(table: FeeTable): string {
  const groups = [...new Set(table.rows.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const rows = table.rows
      .filter((row) => row.group === group)
      .map((row) => ({
        call: `${row.pallet}.${row.call}`,
        fee: row.totalRao === null ? row.state : row.state === "free" ? "free" : tao(row.totalRao),
        base: row.baseRao ?? "–",
        length: row.lengthRao ?? "–",
        weight: row.weightRao ?? "–",
        bytes: row.encodedBytes ?? "–",
        note: row.note,
      }));
    return `${group}\n${formatTable(rows)}`;
  });
  return [
    `Runtime ${table.specVersion}, priced by the node at block ${count(table.atBlock)}. Base, length and weight in rao.`,
    ...blocks,
  ].join("\n\n");
}

/** One call's fee, part by part, as text. */
export function formatCallPrice(price: CallPrice): string {
  const { call, fee, inner } = price;
  const pairs: [string, string][] = [
    ["call", `${call.section}.${call.method}  [${call.fingerprint}]`],
    ...call.args.map((one): [string, string] => [`  ${one.name}`, one.value]),
    ["signer", `${fee.paidBy}${price.signerKnown ? "" : " (not a key of this profile)"}`],
    ["base", tao(fee.baseRao)],
    ["length", `${tao(fee.lengthRao)} for ${fee.encodedBytes} bytes`],
    ["weight", `${tao(fee.weightRao)} for ${count(Number(price.weight.refTime))} ref_time`],
    ["tip", "none; it would gain nothing on this chain"],
    ["total", fee.free ? "free" : tao(fee.totalRao)],
  ];
  const parts =
    inner.length === 0
      ? []
      : [
          `inside\n${formatTable(inner.map((one) => ({ call: one.call, pays: one.pays ? "yes" : "no", weightRao: one.weightRao, lengthRao: one.lengthRao })))}`,
        ];
  return [formatPairs(pairs), ...parts, ...price.notes.map((note) => `· ${note}`)].join("\n");
}

/** Deposits and where fees go, as text. */
export function formatDeposits(view: DepositsView): string {
  const rows = view.rows.map((row) => ({
    name: row.name,
    value:
      row.value === null
        ? "not on this chain"
        : row.unit === "rao"
          ? tao(row.value)
          : `${row.value}${row.unit === "percent" ? " %" : ""}`,
    source: row.source,
    meaning: row.meaning,
  }));
  const held = view.held.map(({ walletName, what, heldRao }) => `${walletName}: ${tao(heldRao)} for ${what}`);
  return [
    `Runtime ${view.specVersion}, block ${count(view.atBlock)}`,
    formatTable(rows),
    held.length === 0 ? "No own coldkey has a deposit for proxies or announcements." : held.join("\n"),
    formatPairs(view.destinations.map(({ part, goesTo }) => [part, goesTo] as const)),
  ].join("\n\n");
}

/** What everything costs here; `fees` alone says the same. */
export const feesListCommand: SessionCommand = {
  kind: "session",
  path: ["fees", "list"],
  usage: "fees [list] [--fresh]",
  summary: "What every call of this chain costs, priced by the node with sample arguments",
  needsChain: true,
  read({ line, words }) {
    const fields: readonly Field[] = [{ name: "fresh", flag: "fresh", kind: "boolean", required: false, choices: [] }];
    const { fresh = false } = readFields(fields, line, words) as { fresh?: boolean };
    return async ({ session }) => {
      const value = unwrap(await session.call("fees.list", { fresh }));
      return { value, text: formatFeeTable(value) };
    };
  },
};

export const feesCommand: SessionCommand = { ...feesListCommand, path: ["fees"] };

/** `Pallet.call` and its JSON arguments. Errors: `USAGE_WRONG`. */
function readCall(words: readonly string[]): { pallet: string; call: string; args: Record<string, unknown> } {
  const [name = "", json = "{}", ...rest] = words;
  const [pallet, call, ...more] = name.split(".");
  if (!pallet || !call || more.length > 0 || rest.length > 0) {
    throw new UsageError("`fees price` takes a call as Pallet.call and its arguments as one JSON object.");
  }
  let args: unknown;
  try {
    args = JSON.parse(json);
  } catch {
    throw new UsageError(
      "The arguments are not JSON.",
      'For example: \'{"netuid": 8, "amount_staked": "1000000000"}\'',
    );
  }
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    throw new UsageError("The arguments are not a JSON object.");
  }
  return { pallet, call, args: args as Record<string, unknown> };
}

/** The fee of one call, without signing. */
export const feesPriceCommand: SessionCommand = {
  kind: "session",
  path: ["fees", "price"],
  usage: "fees price PALLET.CALL ['JSON'] [--signer SS58]",
  summary: "The fee of a call with these arguments, part by part, without signing",
  details: ["Names and arguments as the chain spells them; `tausmith fees form PALLET CALL` shows a sample."],
  needsChain: true,
  read({ line, words }) {
    const fields: readonly Field[] = [{ name: "signer", flag: "signer", kind: "text", required: false, choices: [] }];
    const given = readCall(words);
    const { signer } = readFields(fields, line, []) as { signer?: string };
    return async ({ session }) => {
      const value = unwrap(await session.call("fees.price", { ...given, ...(signer === undefined ? {} : { signer }) }));
      return { value, text: formatCallPrice(value) };
    };
  },
};

/** Deposits, minimums and rates. */
export const feesDepositsCommand: SessionCommand = {
  kind: "session",
  path: ["fees", "deposits"],
  usage: "fees deposits",
  summary: "Deposits, minimums and rates of this chain, and what own coldkeys have set aside",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }) => {
      const value = unwrap(await session.call("fees.deposits", {}));
      return { value, text: formatDeposits(value) };
    };
  },
};
