const keyOf = (table: string): string => `tausmith.columns.${table}`;

/** Columns of a table that a person showed or hid on this machine; what cannot be read counts as no choice. */
export function keptColumns(table: string): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? "{}");
    const entries = Object.entries(kept ?? {}).filter((entry): entry is [string, boolean] => entry[1] === !!entry[1]);
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

/** Keeps the choice; a full or forbidden storage only means that it is asked again. */
export function keepColumns(table: string, columns: Readonly<Record<string, boolean>>): void {
  try {
    localStorage.setItem(keyOf(table), JSON.stringify(columns));
  } catch {
    // The table works without.
  }
}
