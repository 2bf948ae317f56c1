/** One cell: quoted where it must be; a leading `=`, `+`, `-` or `@` that is no number is disarmed for spreadsheets. */
function cell(value: string | number | bigint | null): string {
  const text = value === null ? "" : String(value);
  const safe = /^[=+@\t]/.test(text) || (/^-/.test(text) && Number.isNaN(Number(text))) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180, with a head line). */
export function toCsv(
  head: readonly string[],
  rows: readonly (readonly (string | number | bigint | null)[])[],
): string {
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}
