import { formatTao } from "#src/amount/format-amount.ts";

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** `startedAtMs` → `started at`, `burnRao` → `burn`. */
function labelOf(name: string): string {
  const plain = name.replace(/(AtMs|UntilMs)$/, (end) => (end === "AtMs" ? "At" : "Until")).replace(/Rao$/, "");
  return plain.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

/** Control and direction characters of a value must not move the cursor, colour the terminal or turn the text round. */
export const plainText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, " ");

/** One value in a line: amounts in TAO, times in ISO, lists by their length unless they are short words. */
export function formatCell(name: string, value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string" && /(^r|R)ao$/.test(name) && /^-?\d+$/.test(value)) {
    return name.startsWith("alpha") ? `${value} alpha-rao` : formatTao(BigInt(value));
  }
  if (typeof value === "number" && /(At|Until)Ms$/.test(name)) return new Date(value).toISOString();
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one === "string" || typeof one === "number"))
      return plainText(value.join(", ")) || "–";
    return String(value.length);
  }
  return isRow(value) ? plainText(JSON.stringify(value)) : plainText(String(value));
}

const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - text.length));

/** Columns with a head, as wide as their widest cell; heads are the names in words where not said otherwise. */
export function formatTable(rows: readonly Row[], head: (name: string) => string = labelOf): string {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => !isRow(row[name])));
  const cells = [columns.map(head), ...rows.map((row) => columns.map((name) => formatCell(name, row[name])))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** `label  value` lines, the values aligned. */
export function formatPairs(pairs: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(0, ...pairs.map(([label]) => label.length));
  return pairs.map(([label, value]) => `${pad(label, width)}  ${value}`.trimEnd()).join("\n");
}

function formatRow(row: Row, indent: string): string {
  const simple: [string, string][] = [];
  const blocks: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const rows = Array.isArray(value) && value.length > 0 && value.every(isRow);
    if (rows) blocks.push(`\n${labelOf(name)}\n${formatTable(value as Row[])}`);
    else if (isRow(value)) blocks.push(`\n${labelOf(name)}\n${formatRow(value, "  ")}`);
    else simple.push([labelOf(name), formatCell(name, value)]);
  }
  return [formatPairs(simple), ...blocks].join("\n").replace(/^(?=.)/gm, indent);
}

/** Any answer of the app as aligned text for a person. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return "Nothing yet.";
    return value.every(isRow) ? formatTable(value) : value.map((one) => formatCell("", one)).join("\n");
  }
  if (!isRow(value)) return formatCell("", value);
  return Object.keys(value).length === 0 ? "Done." : formatRow(value, "");
}
